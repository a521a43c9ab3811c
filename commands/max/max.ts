/** `/vram-max model:32b gpu:48`: the longest sequence, the largest batch and the highest rank that fit. */
import {
  adviceFor,
  formatBytes,
  formatCount,
  layoutText,
  limitOf,
  modelSlug,
  planOn,
  usableBytes,
  type Axis,
  type GpuFacts,
  type Limit,
  type PlanFit,
  type RequestInput,
} from '../../src/index.ts';
import { defineCommand, type Services } from '../core/command.ts';
import type { ArgsOf } from '../core/option.ts';
import { chooseModel } from '../core/model.ts';
import type { Action, Block, Fact, RawArgs, Reply } from '../core/reply.ts';
import { runWords } from '../words/run.ts';
import { countOf, deviceName } from '../words/device.ts';
import { NEEDED_GPU } from '../options/device.ts';
import { NAMED_MODEL } from '../options/model.ts';
import { withChanges } from '../options/saying.ts';
import { SETTINGS_OPTIONS, settingsOf } from '../options/settings.ts';
import { sequenceChart } from './sequence-chart.ts';
import { adviceBlocks, VERDICTS } from '../vram/advice.ts';
import { VRAM_OPTIONS } from '../options/vram.ts';

const { method, gpus, public: visible, settings } = VRAM_OPTIONS;

const MAX_OPTIONS = {
  model: NAMED_MODEL,
  gpu: NEEDED_GPU,
  method,
  gpus,
  ...SETTINGS_OPTIONS,
  public: visible,
  settings,
} as const;

type MaxArgs = ArgsOf<typeof MAX_OPTIONS>;

export const vramMax = defineCommand({
  name: 'vram-max',
  about: {
    summary: 'The longest sequence, the largest micro-batch and the highest rank that fit on a card.',
    examples: ['model:32b gpu:48 method:qlora', 'qwen3 8b lora 4090', '70b 80gb seq:8k'],
  },
  options: MAX_OPTIONS,
  call: { effort: 2 },
  run: maxReply,
});

/** What is searched: with which settings, and how it is told. */
const SEARCHES: readonly Search[] = [
  // The longest sequence is asked for at batch 1, whatever batch was named.
  { axis: 'sequenceLength', at: { microBatch: 1 }, label: 'Longest sequence', unit: 'tokens' },
  { axis: 'microBatch', at: {}, label: 'Largest micro-batch', unit: 'sequences' },
  { axis: 'rank', at: {}, label: 'Highest rank', unit: '' },
];

interface Search {
  readonly axis: Axis;
  readonly at: Partial<Record<Axis, number>>;
  readonly label: string;
  readonly unit: string;
}

interface Found extends Search {
  readonly limit: Limit;
  /** How several cards are used there; empty for one. */
  readonly shared: string;
}

async function maxReply(
  args: MaxArgs,
  context: { readonly given: RawArgs; readonly services: Services },
): Promise<Reply> {
  const chosen = await chooseModel(args, context.services.hub);
  const gpuCount = countOf(args);
  const request: RequestInput = { ...settingsOf(args), model: chosen.model };
  const now = planOn(request, args.gpu.gpu, gpuCount);
  const found = searchAll(request, now, args.gpu.gpu, gpuCount);
  const none = found.every(({ limit }) => limit.tight === undefined);
  const slug = modelSlug(chosen.model);
  return {
    title: [chosen.model.name, ...runWords(now.plan.chosen.request), deviceName(args.gpu.gpu, gpuCount), 'limits'].join(
      ' · ',
    ),
    summary: none ? misses(now, args.gpu.gpu) : reaches(now, found[0]!.limit),
    tone: none ? 'bad' : 'good',
    visibility: args.public ? 'everyone' : 'caller',
    blocks: [
      ...(none
        ? adviceBlocks(adviceFor(request, args.gpu.gpu, gpuCount))
        : [
            { type: 'facts', items: factsOf(found, now, args.gpu.gpu) } as const,
            chartOf(chosen.model.name, { request, now, found }, args.gpu.gpu, gpuCount),
            { type: 'text', text: reading(now) } as const,
          ]),
      ...chosen.notes.map((text): Block => ({ type: 'note', tone: 'info', text })),
      { type: 'actions', actions: [...actionsOf(found, context.given, slug), onOtherCards(context.given, slug)] },
    ],
    data: {
      model: chosen.model.id,
      gpu: args.gpu.gpu.id,
      gpuCount,
      requiredBytes: now.requiredBytes,
      verdict: now.verdict,
      limits: limitsData(found),
    },
  };
}

function limitsData(found: readonly Found[]): object {
  return Object.fromEntries(found.map(({ axis, limit: { fits = null, tight = null } }) => [axis, { fits, tight }]));
}

function searchAll(request: RequestInput, { plan }: PlanFit, gpu: GpuFacts, gpuCount: number): readonly Found[] {
  const searches = plan.chosen.method.trains === 'added' ? SEARCHES : SEARCHES.slice(0, 2);
  return searches.map((search) => {
    const at = { ...request, ...search.at };
    const limit = limitOf(at, search.axis, gpu, gpuCount);
    return { ...search, limit, shared: sharedBy({ ...at, [search.axis]: limit.fits ?? limit.tight }, gpu, gpuCount) };
  });
}

interface Searched {
  readonly request: RequestInput;
  readonly now: PlanFit;
  readonly found: readonly Found[];
}

function chartOf(name: string, { request, now, found }: Searched, gpu: GpuFacts, gpuCount: number): Block {
  const { fits, tight } = found[0]!.limit;
  const title = `${name}: memory against sequence length`;
  return sequenceChart({ title, request, now, gpu, gpuCount, limit: tight ?? fits });
}

function sharedBy(request: RequestInput, gpu: GpuFacts, gpuCount: number): string {
  return gpuCount > 1 ? `, ${layoutText(planOn(request, gpu, gpuCount).plan.chosen.request)}` : '';
}

// ----- Words -----

function misses({ plan, requiredBytes }: PlanFit, gpu: GpuFacts): string {
  return `${plan.whole.model.name} does not fit there at any length: ${formatBytes(requiredBytes)} needed at ${formatCount(plan.chosen.request.sequenceLength)} tokens, ${formatBytes(usableBytes(gpu))} usable.`;
}

function reaches({ plan }: PlanFit, longest: Limit): string {
  return `Up to ${limitText(longest, 'tokens')} at micro-batch 1${beyond(longest, plan.whole.model.maxPositions)}.`;
}

function factsOf(found: readonly Found[], { plan, requiredBytes, verdict }: PlanFit, gpu: GpuFacts): readonly Fact[] {
  const where = {
    sequenceLength: ', batch 1',
    microBatch: ` at ${formatCount(plan.chosen.request.sequenceLength)} tokens`,
    rank: '',
  } as const satisfies Record<Axis, string>;
  const sharding = plan.whole.gpus > 1 ? `; ${layoutText(plan.chosen.request)}` : '';
  return [
    ...found.map(({ axis, label, unit, limit, shared }) => ({
      label: label + where[axis],
      value: limitText(limit, unit) + shared,
    })),
    {
      label: 'As asked',
      value: `${formatBytes(requiredBytes)} of ${formatBytes(usableBytes(gpu))} usable, ${VERDICTS[verdict]}${sharding}`,
    },
  ];
}

function reading({ plan }: PlanFit): string {
  return `Exact for the estimate: one more and it no longer fits. Tight: the high end of the range does not. The model itself goes to ${formatCount(plan.whole.model.maxPositions)} tokens.`;
}

function limitText({ fits, tight }: Limit, unit: string): string {
  const words = (value: number) => `${formatCount(value)} ${unit}`.trim();
  if (tight === undefined) return 'not even the least';
  if (fits === undefined) return `${words(tight)}, tight`;
  return fits === tight ? words(fits) : `${words(fits)} (tight to ${formatCount(tight)})`;
}

function beyond({ fits, tight }: Limit, positions: number): string {
  return (fits ?? tight ?? 0) > positions ? `, more than the model's own ${formatCount(positions)}` : '';
}

function actionsOf(found: readonly Found[], given: RawArgs, slug: string): readonly Action[] {
  return found.flatMap(({ axis, at, label, limit }) => {
    const value = limit.fits ?? limit.tight;
    if (value === undefined) return [];
    return [
      {
        label: `${label}: ${formatCount(value)}`,
        command: 'vram',
        args: withChanges(VRAM_OPTIONS, { ...given, model: slug }, { ...at, [axis]: value }),
      },
    ];
  });
}

function onOtherCards(given: RawArgs, slug: string): Action {
  const { gpu: _, gpus: __, ...rest } = given;
  return { label: 'On other cards', command: 'vram', args: { ...rest, model: slug } };
}
