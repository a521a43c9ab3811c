/** `/vram-compare model:8b`: full, LoRA and QLoRA side by side, or another choice. */
import {
  capitalised,
  COMPONENT_KINDS,
  estimate,
  estimateOn,
  formatBytes,
  GIB,
  METHODS,
  modelSlug,
  usableBytes,
  UserError,
  type ComponentKind,
  type DeviceChoice,
  type Estimate,
  type Fit,
  type RequestInput,
} from '../../src/index.ts';
import { defineCommand, type Services } from '../core/command.ts';
import { BY_OPTION, COMPARE_OPTIONS, type CompareArgs } from './options.ts';
import { AXES, named, onHost, waysOf, whichFit, type AxisRow, type Way } from './axes.ts';
import { chooseModel } from '../core/model.ts';
import type { Action, Block, RawArgs, Reply } from '../core/reply.ts';
import { countOf, deviceName } from '../words/device.ts';
import { objectiveWords } from '../words/run.ts';
import { settingsOf } from '../options/settings.ts';
import { withChanges } from '../options/saying.ts';
import { VERDICTS } from '../vram/advice.ts';
import { VRAM_OPTIONS } from '../options/vram.ts';

export const vramCompare = defineCommand({
  name: 'vram-compare',
  about: {
    summary: 'Full, LoRA and QLoRA side by side; or cards, lengths, optimizers, frameworks.',
    examples: ['model:8b', 'model:8b gpu:24 by:framework method:lora', 'model:70b by:sharding gpu:4x3090'],
  },
  options: COMPARE_OPTIONS,
  call: { decides: ({ by = BY_OPTION.otherwise.value }) => (by === 'gpu' ? ['gpu', 'gpus'] : [by]) },
  run: compareReply,
});

interface Compared {
  readonly way: Way;
  readonly estimate: Estimate;
  readonly fit: Fit | undefined;
}

async function compareReply(
  args: CompareArgs,
  { given, services }: { readonly given: RawArgs; readonly services: Services },
): Promise<Reply> {
  const chosen = await chooseModel(args, services.hub);
  const { by } = args;
  const axis: AxisRow = AXES[by];
  const request: RequestInput = { ...settingsOf(args), model: chosen.model };
  const { compared, refused } = compareWays(waysOf(axis, countOf(args)), request, args.gpu, countOf(args));
  const device = args.gpu && by !== 'gpu' ? args.gpu : undefined;
  const { request: asked } = compared[0]!.estimate;
  return {
    title: [
      chosen.model.name,
      ...(by === 'method' ? [] : [METHODS[asked.method].label]),
      ...(by === 'objective' ? [] : objectiveWords(asked)),
      `by ${axis.label}`,
    ].join(' · '),
    summary: summaryOf(compared, device, countOf(args)),
    tone: 'info',
    visibility: args.public ? 'everyone' : 'caller',
    blocks: [
      chartOf(`${chosen.model.name} by ${axis.label}`, compared, device),
      tableOf(axis.label, compared),
      ...(refused.length > 0
        ? [{ type: 'text', text: `Left out, since they do not go together: ${refused.join(', ')}.` } as const]
        : []),
      { type: 'text', text: `${onHost(compared)}The same for all: ${sharedAssumptions(compared).join('; ')}.` },
      ...chosen.notes.map((text): Block => ({ type: 'note', tone: 'info', text })),
      { type: 'actions', actions: actionsOf(compared, given, modelSlug(chosen.model)) },
    ],
    data: { model: chosen.model.id, by, ways: compared.map(wayData), refused },
  };
}

/** @throws UserError where no way makes sense. */
function compareWays(
  ways: readonly Way[],
  request: RequestInput,
  device: DeviceChoice | undefined,
  gpuCount: number,
): { readonly compared: readonly Compared[]; readonly refused: readonly string[] } {
  const compared: Compared[] = [];
  const refused: string[] = [];
  let first: UserError | undefined;
  for (const way of ways) {
    const on = way.set.gpu ?? device?.gpu;
    try {
      const asked = { ...request, ...way.set };
      const count = way.set.gpus ?? gpuCount;
      const result = on
        ? estimateOn(asked, on, count)
        : { estimate: estimate({ ...asked, gpus: count }), fit: undefined };
      compared.push({ way: named(way, result.estimate), ...result });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      first ??= error;
      refused.push(way.label);
    }
  }
  if (compared.length === 0 && first) throw first;
  return { compared, refused };
}

function summaryOf(compared: readonly Compared[], device: DeviceChoice | undefined, gpuCount: number): string {
  const sorted = compared.toSorted((a, b) => a.estimate.peak.requiredBytes - b.estimate.peak.requiredBytes);
  const text = ({ way, estimate: { peak } }: Compared) => `${formatBytes(peak.requiredBytes)} (${way.label})`;
  if (compared.some(({ way }) => way.set.gpu)) {
    const first = compared.find(({ fit }) => fit?.verdict === 'fits');
    return first ? `The smallest of these that fits is the ${first.way.label}.` : 'None of these cards holds it.';
  }
  const labels = (fitting: boolean) =>
    compared.flatMap(({ way, fit }) => ((fit?.verdict === 'fits') === fitting ? [way.label] : []));
  const on = device ? ` On ${deviceName(device.gpu, gpuCount)} ${whichFit(labels(true), labels(false))}.` : '';
  const span = sorted.length > 1 ? `From ${text(sorted[0]!)} to ${text(sorted.at(-1)!)}.` : `${text(sorted[0]!)}.`;
  return span + on;
}

/** What all of them assume, in the parts of which assumptions are written. */
function sharedAssumptions(compared: readonly Compared[]): readonly string[] {
  const parts = compared.map(({ estimate: { assumptions } }) =>
    assumptions.flatMap((one) => one.split(/(?:; |, (?=\D))/)),
  );
  return parts[0]!.filter((part) => parts.every((others) => others.includes(part)));
}

// ----- Picture and table -----

function sumOf({ components, peak }: Estimate, kinds: readonly ComponentKind[]): number {
  let bytes = 0;
  for (const one of components) if (kinds.includes(one.kind) && one.phases.includes(peak.phase)) bytes += one.bytes;
  return bytes;
}

/** Ways in the picture; the table has all. */
const MOST_BARS = 12;

const WEIGHTS = ['weights', 'held-weights', 'gathered-weights'] as const satisfies readonly ComponentKind[];
const TRAINED = ['lora-weights', 'gradients', 'optimizer-states'] as const satisfies readonly ComponentKind[];

function tableOf(label: string, compared: readonly Compared[]): Block {
  const judged = compared.some(({ fit }) => fit);
  const gib = (bytes: number) => (bytes / GIB).toFixed(1);
  const rest = COMPONENT_KINDS.filter((kind) => ![...WEIGHTS, ...TRAINED].some((known) => known === kind));
  return {
    type: 'table',
    title: 'GiB at the peak',
    columns: [
      { label: capitalised(label), align: 'left' },
      { label: 'Needs', align: 'right' },
      ...(judged ? [{ label: 'Verdict', align: 'left' } as const] : []),
      { label: 'Weights', align: 'right' },
      { label: 'Trained', align: 'right' },
      { label: 'Rest', align: 'right' },
    ],
    rows: compared.map(({ way, estimate: result, fit }) => [
      way.label,
      gib(result.peak.requiredBytes),
      ...(judged ? [fit ? VERDICTS[fit.verdict] : ''] : []),
      gib(sumOf(result, WEIGHTS)),
      gib(sumOf(result, TRAINED)),
      gib(sumOf(result, rest)),
    ]),
  };
}

function chartOf(title: string, compared: readonly Compared[], device: DeviceChoice | undefined): Block {
  const shown = compared.slice(0, MOST_BARS);
  const part = compared.length > shown.length ? ` (${shown.length} of ${compared.length})` : '';
  const rows = shown.map(({ way, estimate: { components, peak, range }, fit }) => ({
    label: way.label,
    segments: components
      .filter(({ bytes, phases }) => bytes > 0 && phases.includes(peak.phase))
      .map(({ kind, label, bytes }) => ({ id: kind, label, bytes })),
    highBytes: range.highBytes,
    ...(way.set.gpu && fit ? { capacityBytes: fit.usableBytes } : {}),
  }));
  const words = shown.map(({ way, estimate: { peak } }) => `${way.label} ${formatBytes(peak.requiredBytes)}`);
  const capacity = device && {
    label: `${device.gpu.name}: ${formatBytes(usableBytes(device.gpu))} usable`,
    bytes: usableBytes(device.gpu),
  };
  return {
    type: 'chart',
    chart: { kind: 'comparison', title: title + part, alt: `${words.join(', ')}.`, rows, capacity },
  };
}

// ----- What to press next -----

const MOST_ACTIONS = 5;

function actionsOf(compared: readonly Compared[], given: RawArgs, slug: string): readonly Action[] {
  const { by: _, ...rest } = given;
  return compared.slice(0, MOST_ACTIONS).map(({ way }) => ({
    label: way.label,
    command: 'vram',
    args: withChanges(VRAM_OPTIONS, { ...rest, model: slug }, way.set),
  }));
}

function wayData({ way, estimate: { peak, range, components }, fit }: Compared): object {
  return {
    label: way.label,
    requiredBytes: peak.requiredBytes,
    range: { lowBytes: range.lowBytes, highBytes: range.highBytes },
    components: components.map(({ id, kind, bytes, phases }) => ({ id, kind, bytes, phases })),
    verdict: fit?.verdict ?? null,
    gpu: fit?.gpu.id ?? null,
  };
}
