/** LoRA weights from the shapes of the modules that carry them. */
import { isInBlock, type Architecture, type LinearModule } from '../model/architecture.ts';
import { UserError } from '../errors.ts';
import {
  EXPERT_REACHES,
  MODULE_PARTS,
  TARGETS,
  type ExpertReachRow,
  type LinearPart,
  type TargetId,
} from '../facts/targets.ts';
import type { ModelFacts } from '../facts/types.ts';
import type { Chosen } from './defaults.ts';
import type { Targets } from './request.ts';
import { mention, said } from '../words.ts';

export interface AdaptedModule extends LinearModule {
  readonly part: LinearPart;
  /** Multiple of the rank: two where the matrices of gate and up are stacked along it. */
  readonly ranks: number;
  /** The product of the matrices is added to the whole parameter before it is used. */
  readonly merged: boolean;
  /** PEFT came from the name of each expert's linear to the parameter that they are stacked in. */
  readonly converted: boolean;
}

/**
 * The linears of a model that targets reach. Routers are passed by, and routed experts are reached as the library does.
 * @throws UserError when nothing is reached, with the names there are.
 */
export function adaptedModules(
  model: ModelFacts,
  { linears }: Pick<Architecture, 'linears'>,
  targets: Targets,
  { method: { added }, switches }: Pick<Chosen, 'method' | 'switches'>,
): readonly AdaptedModule[] {
  const wanted: readonly string[] = typeof targets === 'string' ? [targets] : targets;
  const within = inBlocks(linears);
  const reach: ExpertReachRow = EXPERT_REACHES[switches.adaptsExperts];
  const found = new Map<string, AdaptedModule>();
  const experts = added?.onParameters || reach.separate === 'each' ? reachedExperts(wanted, linears, reach) : [];
  for (const module of [...beside(experts, reached(wanted, within)), ...experts])
    found.set(`${module.name} ${module.in} ${module.out}`, module);
  if (found.size > 0) return [...found.values()];
  const names = [...new Set([...within, ...stackedExperts(linears)].map(({ name }) => name))];
  throw new UserError(
    'invalid-option',
    `No linear of ${model.name} is called "${wanted.join(', ')}".`,
    said`Its modules are ${names.join(', ')}; or use ${mention('targets', 'all-linear')}.`,
    { field: 'targets', value: targets, allowed: { oneOf: [...Object.keys(TARGETS), ...names] } },
  );
}

function inBlocks(linears: readonly LinearModule[]): readonly AdaptedModule[] {
  return linears.filter((linear) => isInBlock(linear) || MODULE_PARTS[linear.name] === 'side').map(withPart);
}

function withPart(linear: LinearModule): AdaptedModule {
  return { ...linear, part: MODULE_PARTS[linear.name] ?? 'side', ranks: 1, merged: false, converted: false };
}

/** Modules that a preset's parts hold, or that a name matches, or the last part of whose dotted name it does. */
export function reached(targets: readonly string[], modules: readonly AdaptedModule[]): readonly AdaptedModule[] {
  return modules.filter(({ part, name }) =>
    targets.some((target) =>
      isPreset(target) ? partsOf(target).includes(part) : name === target || name.endsWith(`.${target}`),
    ),
  );
}

/** PEFT puts the names of experts' linears on the stacked ones, and dense or shared MLPs of these names go without. */
function beside(experts: readonly AdaptedModule[], modules: readonly AdaptedModule[]): readonly AdaptedModule[] {
  const taken = experts.some(({ converted }) => converted);
  return taken ? modules.filter(({ name }) => !/(?:^|\.)(?:gate|up|down)_proj$/.test(name)) : modules;
}

function isPreset(target: string): target is TargetId {
  return Object.hasOwn(TARGETS, target);
}

function partsOf(target: TargetId): readonly LinearPart[] {
  return TARGETS[target].parts;
}

// ----- Routed experts -----

function reachedExperts(
  targets: readonly string[],
  linears: readonly LinearModule[],
  reach: ExpertReachRow,
): readonly AdaptedModule[] {
  const withRole = (role: LinearModule['role']) => linears.filter((one) => one.role === role).map(withPart);
  const stacked = stackedExperts(linears).map((one) => ({ ...one, merged: reach.merges }));
  const [presets, names] = [targets.filter(isPreset), targets.filter((target) => !isPreset(target))];
  const separate = withRole('experts');
  const fused = reach.fused ? reached(targets, withRole('fused-experts')) : [];
  const ofPresets =
    reach.separate === 'stacked' && separate.length > 0
      ? reached(presets, [...stacked.map(atBothRanks), ...withRole('router')])
      : [];
  const ofEach = reach.separate === 'each' ? reached(targets, separate) : [];
  const converted = reach.separate !== 'each' && separate.length > 0 ? convertedExperts(names, stacked) : [];
  return [...ofPresets, ...ofEach, ...fused, ...converted, ...stacked.filter(({ name }) => names.includes(name))];
}

/** Names of separate experts' linears, put on the stacked ones: gate and up are one there. */
function convertedExperts(names: readonly string[], stacked: readonly AdaptedModule[]): readonly AdaptedModule[] {
  const parts: readonly LinearPart[] = [
    ...(names.includes('up_proj') || names.includes('w3') ? (['expert-up'] as const) : []),
    ...(names.includes('down_proj') || names.includes('w2') ? (['expert-down'] as const) : []),
  ];
  return stacked.filter(({ part }) => parts.includes(part)).map(atBothRanks);
}

function atBothRanks(module: AdaptedModule): AdaptedModule {
  return { ...module, converted: true, ranks: module.name === GATE_UP ? 2 : 1 };
}

const GATE_UP = 'experts.gate_up_proj';

/** The experts as transformers 5 keeps them: one 3-D parameter for gate and up, one for down. */
function stackedExperts(linears: readonly LinearModule[]): readonly AdaptedModule[] {
  const experts = linears.filter(({ role }) => role === 'experts');
  const gated = experts.some(({ name }) => name === 'experts.gate_proj');
  const stacked = experts
    .filter(({ name }) => name !== 'experts.gate_proj')
    .map((one) => (gated && one.name === 'experts.up_proj' ? { ...one, name: GATE_UP, out: 2 * one.out } : one));
  return [...stacked, ...linears.filter(({ role }) => role === 'fused-experts')].map(withPart);
}

/** How many modules of each part carry LoRA weights in one block: a name counts once, however many shapes it has. */
export function adaptedParts(adapted: readonly AdaptedModule[]): ReadonlyMap<LinearPart, number> {
  const counts = new Map<LinearPart, number>();
  adapted.forEach(({ part, name }, at) => {
    for (let before = 0; before < at; before++) if (adapted[before]!.name === name) return;
    counts.set(part, (counts.get(part) ?? 0) + 1);
  });
  return counts;
}
