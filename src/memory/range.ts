/** The range around an estimate. Its width is the measured error of this kind of run, see facts/error-widths.ts. */
import { ERROR_WIDTHS, type ErrorWidth, type WidthsByKind } from '../facts/error-widths.ts';
import { usableUncertainty } from '../facts/gpus.ts';
import { splitsLogits } from '../facts/losses.ts';
import { memoryModelOf } from './memory-models.ts';
import type { Plan } from '../plan/plan.ts';

export interface Range {
  readonly lowBytes: number;
  readonly highBytes: number;
  /** What the width rests on, in words. */
  readonly from: string;
}

/** Its words are made when they are first read. */
class WordedRange implements Range {
  readonly lowBytes: number;
  readonly highBytes: number;
  readonly #words: () => string;

  constructor(lowBytes: number, highBytes: number, words: () => string) {
    this.lowBytes = lowBytes;
    this.highBytes = highBytes;
    this.#words = words;
  }

  get from(): string {
    return this.#words();
  }

  toJSON(): Range {
    return { ...this, from: this.from };
  }
}

/** A set of runs with an error of its own, by a name and in words. */
interface Kind {
  readonly id: string;
  readonly label: string;
}

const known = new Map<string, readonly Kind[]>();

/** The kinds that a plan belongs to, narrowest first: method, one or several cards, logits whole or in parts. */
export function kindsOf({ method, loss, request }: Plan['chosen']): readonly Kind[] {
  const cards = request.gpus > 1 ? SEVERAL : ONE;
  const logits = splitsLogits(loss) ? PARTS : WHOLE;
  const key = `${request.method} ${cards.id} ${logits.id}`;
  const kinds = known.get(key) ?? kindsFrom({ id: request.method, label: method.label }, cards, logits);
  known.set(key, kinds);
  return kinds;
}

const ONE: Kind = { id: 'one', label: 'on one card' };
const SEVERAL: Kind = { id: 'several', label: 'on several cards' };
const WHOLE: Kind = { id: 'whole', label: 'with whole logits' };
const PARTS: Kind = { id: 'parts', label: 'without whole logits' };
const ALL: Kind = { id: 'all', label: 'all methods' };

function kindsFrom(method: Kind, cards: Kind, logits: Kind): readonly Kind[] {
  const of = (...parts: readonly Kind[]): Kind => ({
    id: parts.map(({ id }) => id).join(' '),
    label: parts.map(({ label }) => label).join(' '),
  });
  return [of(method, cards, logits), of(method, cards), method, ALL];
}

type Widths = Readonly<Record<string, ErrorWidth>>;

/** In a framework that nobody measured, runs are as far off as those of a source that no constant has seen, if further. */
function widthsOf({ chosen: { request } }: Plan): WidthsByKind {
  return isMeasured(request.framework) ? ERROR_WIDTHS.measured : FOREIGN;
}

function isMeasured(framework: string): boolean {
  return ERROR_WIDTHS.frameworks.includes(framework);
}

type Width = Pick<ErrorWidth, 'low' | 'high'>;

/** The narrowest kind with enough runs; undefined for runs of a method, or on a device, that nobody measured. */
function measuredKind({ request }: Plan['chosen'], kinds: readonly Kind[], widths: Widths): Kind | undefined {
  if ((request.gpu?.runtime ?? 'cuda') !== 'cuda') return undefined;
  const found = kinds.find(({ id }) => id in widths);
  return found === ALL ? undefined : found;
}

/** Where nobody measured, as uncertain as the least certain that was. */
function widthOf(plan: Plan, widths: Widths): Width {
  const { width: stated } = memoryModelOf(plan);
  if (stated) return stated;
  const kind = measuredKind(plan.chosen, kindsOf(plan.chosen), widths);
  return kind ? widths[kind.id]! : leastCertain(Object.values(widths));
}

/** What that width rests on, in words. */
function widthText(plan: Plan, widths: Widths): string {
  const { width: stated } = memoryModelOf(plan);
  if (stated) return stated.from;
  const { method, request, framework } = plan.chosen;
  const kinds = kindsOf(plan.chosen);
  const kind = measuredKind(plan.chosen, kinds, widths);
  const foreign = isMeasured(request.framework) ? '' : `; none of them in ${framework.label}`;
  if (kind) return `${kind.label}: ${wordsOf(widths[kind.id]!)}${foreign}`;
  const what = kinds.some((one) => one !== ALL && one.id in widths) ? request.gpu!.name : method.label;
  return `no measured runs of ${what}; as the least certain of ${wordsOf(leastCertain(Object.values(widths)))}${foreign}`;
}

function leastCertain(all: readonly ErrorWidth[]): ErrorWidth {
  return {
    rows: Math.max(...all.map(({ rows }) => rows)),
    low: Math.min(...all.map(({ low }) => low)),
    high: Math.max(...all.map(({ high }) => high)),
  };
}

/** Kind by kind the wider of the two errors. */
function wider(some: Widths, others: Widths): Widths {
  const both = Object.entries(some).map(([id, width]) => [id, others[id] ? leastCertain([width, others[id]]) : width]);
  return Object.fromEntries(both);
}

const FOREIGN: WidthsByKind = {
  tensors: wider(ERROR_WIDTHS.measured.tensors, ERROR_WIDTHS.unmeasured.tensors),
  held: wider(ERROR_WIDTHS.measured.held, ERROR_WIDTHS.unmeasured.held),
};

function wordsOf({ rows, low, high }: ErrorWidth): string {
  const percent = (ratio: number) => `${ratio < 1 ? '−' : '+'}${Math.round(Math.abs(ratio - 1) * 100)} %`;
  return `${rows} measured runs, 90 % within ${percent(low)} to ${percent(high)} of what is in doubt`;
}

/** What a run needs, and how much of it an error is measured against. */
export interface Need {
  readonly requiredBytes: number;
  readonly uncertainBytes: number;
}

/** Around what is required: the error of runs that report PyTorch's tensors, of the bytes that are in doubt. */
export function rangeOf(plan: Plan, need: Need): Range {
  return new WordedRange(lowBytesOf(plan, need), highBytesOf(plan, need), () => rangeText(plan));
}

function rangeText(plan: Plan): string {
  const { uncertainty: guessed = 0 } = plan.whole.model;
  const unmeasured = usableError(plan);
  return [
    widthText(plan, widthsOf(plan).tensors),
    ...(guessed > 0 ? ['wider because the architecture is guessed'] : []),
    ...(unmeasured > 0 ? [`wider by ${100 * unmeasured} % because the usable memory was not measured`] : []),
  ].join('; ');
}

/** Repeats of one run differ by as much: no range is narrower. */
const NARROWEST = 0.02;

/** What an error of the tensors is relative to: a memory model with a width of its own states it of everything. */
function measuredAgainst(plan: Plan, { requiredBytes, uncertainBytes }: Need): number {
  return memoryModelOf(plan).width ? requiredBytes : uncertainBytes;
}

function lowBytesOf(plan: Plan, need: Need): number {
  const { requiredBytes } = need;
  const width = widthOf(plan, widthsOf(plan).tensors);
  const error = Math.max(NARROWEST * requiredBytes, (1 - width.low) * measuredAgainst(plan, need));
  // A guess may be as many times too large as too small.
  const guessed = 1 + (plan.whole.model.uncertainty ?? 0);
  return Math.max(0, requiredBytes * (1 / guessed - usableError(plan)) - error);
}

/** The high end of `rangeOf` alone: what searches call. */
export function highBytesOf(plan: Plan, need: Need): number {
  const { requiredBytes } = need;
  const width = widthOf(plan, widthsOf(plan).tensors);
  const error = Math.max(NARROWEST * requiredBytes, (width.high - 1) * measuredAgainst(plan, need));
  return requiredBytes * (1 + doubtOf(plan)) + error;
}

/** Doubts about everything: an architecture that was guessed, a card whose memory nobody measured. */
function doubtOf(plan: Plan): number {
  return (plan.whole.model.uncertainty ?? 0) + usableError(plan);
}

/** How far the usable memory of the device may be off: what is left of a fit is as uncertain as both figures. */
function usableError({ chosen: { request } }: Plan): number {
  const { gpu } = request;
  return gpu === null || gpu.usableBasis === 'measured' ? 0 : usableUncertainty[gpu.usableBasis];
}

/**
 * What nvidia-smi may show: from the low end of the tensors, since it cannot show less, to the high end of runs that
 * report what the allocator holds, which scatter most.
 */
export function deviceRangeOf(
  plan: Plan,
  { allocatedBytes, uncertainBytes }: { readonly allocatedBytes: number; readonly uncertainBytes: number },
  deviceBytes: number,
): Range {
  const { held } = widthsOf(plan);
  const { uncertainty = 0 } = plan.whole.model;
  return new WordedRange(
    lowBytesOf(plan, { requiredBytes: allocatedBytes, uncertainBytes }),
    deviceBytes * (widthOf(plan, held).high + uncertainty),
    () => widthText(plan, held),
  );
}
