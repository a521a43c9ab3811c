/** The range around an estimate. Its width is the measured error of this kind of run, see facts/error-widths.ts. */
import { ERROR_WIDTHS, type ErrorWidth, type WidthsByKind } from './facts/error-widths.ts';
import { usableUncertainty } from './facts/gpus.ts';
import type { LossRow } from './facts/losses.ts';
import { memoryModelOf } from './memory-models.ts';
import type { Plan } from './plan.ts';

export interface Range {
  readonly lowBytes: number;
  readonly highBytes: number;
  /** What the width rests on, in words. */
  readonly from: string;
}

/** A set of runs with an error of its own, by a name and in words. */
export interface Kind {
  readonly id: string;
  readonly label: string;
}

type Kinded = Pick<Plan, 'method' | 'gpus' | 'loss' | 'request'>;

/** The kinds that a plan belongs to, narrowest first: method, one or several cards, logits whole or in parts. */
export function kindsOf({ method, gpus, loss, request }: Kinded): readonly Kind[] {
  const cards = gpus > 1 ? ['several', 'on several cards'] : ['one', 'on one card'];
  const logits = keepsLogitsWhole(loss) ? ['whole', 'with whole logits'] : ['parts', 'without whole logits'];
  const of = (...parts: readonly (readonly string[])[]): Kind => ({
    id: [request.method, ...parts.map(([id]) => id)].join(' '),
    label: [method.label, ...parts.map(([, label]) => label)].join(' '),
  });
  return [of(cards, logits), of(cards), of(), ALL];
}

const ALL: Kind = { id: 'all', label: 'all methods' };

/** Larger than any chunk. */
const MANY_TOKENS = 2 ** 20;

function keepsLogitsWhole({ bytesPerLogit, tokensInFlight }: LossRow): boolean {
  return bytesPerLogit > 0 && tokensInFlight(MANY_TOKENS, MANY_TOKENS, 1) === MANY_TOKENS;
}

type Widths = Readonly<Record<string, ErrorWidth>>;

/** In a framework that nobody measured, runs are as far off as those of a source that no constant has seen. */
function widthsOf({ request }: Plan): WidthsByKind {
  return ERROR_WIDTHS[isMeasured(request.framework) ? 'measured' : 'unmeasured'];
}

function isMeasured(framework: string): boolean {
  return ERROR_WIDTHS.frameworks.includes(framework);
}

/** The narrowest kind with enough runs; one that nobody measured is as uncertain as the least certain that was. */
function widthOf(plan: Plan, widths: Widths): { readonly width: Omit<ErrorWidth, 'rows'>; readonly from: string } {
  const { width: stated } = memoryModelOf(plan);
  if (stated) return { width: stated, from: stated.from };
  const { method, request, framework } = plan;
  const foreign = isMeasured(request.framework) ? '' : `; none of them in ${framework.label}`;
  const found = kindsOf(plan).find(({ id }) => id in widths)!;
  if (found !== ALL && (request.gpu?.runtime ?? 'cuda') === 'cuda') {
    const width = widths[found.id]!;
    return { width, from: `${found.label}: ${wordsOf(width)}${foreign}` };
  }
  const what = found === ALL ? method.label : request.gpu!.name;
  const width = leastCertain(Object.values(widths));
  return { width, from: `no measured runs of ${what}; as the least certain of ${wordsOf(width)}${foreign}` };
}

function leastCertain(all: readonly ErrorWidth[]): ErrorWidth {
  return {
    rows: Math.max(...all.map(({ rows }) => rows)),
    low: Math.min(...all.map(({ low }) => low)),
    high: Math.max(...all.map(({ high }) => high)),
  };
}

function wordsOf({ rows, low, high }: ErrorWidth): string {
  const percent = (ratio: number) => `${ratio < 1 ? '−' : '+'}${Math.round(Math.abs(ratio - 1) * 100)} %`;
  return `${rows} measured runs, 90 % within ${percent(low)} to ${percent(high)}`;
}

/** Around what is required: the error of runs that report PyTorch's tensors. */
export function rangeOf(plan: Plan, requiredBytes: number): Range {
  const { width, from } = widthOf(plan, widthsOf(plan).tensors);
  const { uncertainty: guessed = 0 } = plan.model;
  const unmeasured = usableError(plan);
  const uncertainty = guessed + unmeasured;
  return {
    lowBytes: requiredBytes * Math.max(0, width.low - uncertainty),
    highBytes: requiredBytes * (width.high + uncertainty),
    from: [
      from,
      ...(guessed > 0 ? ['wider because the architecture is guessed'] : []),
      ...(unmeasured > 0 ? [`wider by ${100 * unmeasured} % because the usable memory was not measured`] : []),
    ].join('; '),
  };
}

/** The high end of `rangeOf` alone: what searches call. */
export function highBytesOf(plan: Plan, requiredBytes: number): number {
  const { width } = widthOf(plan, widthsOf(plan).tensors);
  return requiredBytes * (width.high + (plan.model.uncertainty ?? 0) + usableError(plan));
}

/** How far the usable memory of the device may be off: what is left of a fit is as uncertain as both figures. */
function usableError({ request }: Plan): number {
  const { gpu } = request;
  return gpu === null || gpu.usableBasis === 'measured' ? 0 : usableUncertainty[gpu.usableBasis];
}

/**
 * What nvidia-smi may show: from the low end of the tensors, since it cannot show less, to the high end of runs that
 * report what the allocator holds, which scatter most.
 */
export function deviceRangeOf(plan: Plan, allocatedBytes: number, deviceBytes: number): Range {
  const widths = widthsOf(plan);
  const { width: tensors } = widthOf(plan, widths.tensors);
  const { width: held, from } = widthOf(plan, widths.held);
  const { uncertainty = 0 } = plan.model;
  return {
    lowBytes: allocatedBytes * Math.max(0, tensors.low - uncertainty),
    highBytes: deviceBytes * (held.high + uncertainty),
    from,
  };
}
