/** LoRA weights from the shapes of the modules that carry them. */
import type { Architecture, LinearModule } from './architecture.ts';
import { UserError } from './errors.ts';
import { MODULE_PARTS, TARGETS, type LinearPart, type TargetId } from './facts/targets.ts';
import type { ModelFacts } from './facts/types.ts';

export interface AdaptedModule extends LinearModule {
  readonly part: LinearPart;
}

/**
 * The linears of a model that a target preset or a list of module names reaches. Experts kept as one 3-D parameter are
 * not linears and are passed by, as are routers; unless `adaptsExperts` says that the library puts LoRA weights on them.
 * @throws UserError when nothing is reached, with the names there are.
 */
export function adaptedModules(
  model: ModelFacts,
  { linears }: Architecture,
  targets: TargetId | readonly string[],
  adaptsExperts: boolean,
): readonly AdaptedModule[] {
  const candidates = linears
    .filter(({ role }) => role === 'attention' || role === 'mlp' || (adaptsExperts && role.endsWith('experts')))
    .map(withPart);
  const found = candidates.filter(typeof targets === 'string' ? inPreset(targets) : named(targets));
  if (found.length > 0) return found;
  const names = [...new Set(candidates.map(({ name }) => name))].join(', ');
  const given = typeof targets === 'string' ? targets : targets.join(', ');
  throw new UserError(
    'invalid-option',
    `No linear of ${model.name} is called "${given}".`,
    `Its modules are ${names}; or use targets:all-linear.`,
  );
}

function withPart(linear: LinearModule): AdaptedModule {
  return { ...linear, part: MODULE_PARTS[linear.name] ?? 'side' };
}

function inPreset(target: TargetId): (module: AdaptedModule) => boolean {
  const parts: readonly LinearPart[] = TARGETS[target].parts;
  return ({ part }) => parts.includes(part);
}

/** A name matches a module, or the last part of its dotted name. */
function named(targets: readonly string[]): (module: AdaptedModule) => boolean {
  return ({ name }) => targets.some((target) => name === target || name.endsWith(`.${target}`));
}

/** How many modules of each part carry LoRA weights in one block. */
export function adaptedParts(adapted: readonly AdaptedModule[]): ReadonlyMap<LinearPart, number> {
  const names = new Map<LinearPart, Set<string>>();
  for (const { part, name } of adapted) names.set(part, (names.get(part) ?? new Set()).add(name));
  return new Map([...names].map(([part, set]) => [part, set.size]));
}
