/** Error figures of predictions. All shares and errors are fractions. */
import type { Prediction } from './predict.ts';

export interface Figures {
  readonly rows: number;
  readonly median: number;
  readonly p90: number;
  readonly within10: number;
  readonly within20: number;
  /** Median signed error: negative is too low. */
  readonly bias: number;
  readonly tooLow: number;
  /** Share of rows whose value lies in the stated range. */
  readonly rangeCoverage: number;
}

type Scored = Pick<Prediction, 'predicted' | 'measured' | 'low' | 'high'>;

/** Predicted over measured, less one. */
export function errorOf({ predicted, measured }: Pick<Scored, 'predicted' | 'measured'>): number {
  return predicted / measured - 1;
}

/** Linear interpolation between order statistics; NaN without values. */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * q;
  const low = sorted[Math.floor(at)] ?? NaN;
  const high = sorted[Math.ceil(at)] ?? NaN;
  return low + (high - low) * (at - Math.floor(at));
}

export interface Weighted {
  readonly value: number;
  readonly weight: number;
}

/** The same where values count unequally: each stands in the middle of its weight. NaN without values. */
export function weightedQuantile(values: readonly Weighted[], q: number): number {
  const sorted = values.toSorted((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let [at, before, passed] = [NaN, NaN, 0];
  for (const { value, weight } of sorted) {
    const middle = (passed + weight / 2) / total;
    if (middle >= q) return Number.isNaN(at) ? value : before + ((value - before) * (q - at)) / (middle - at);
    [at, before, passed] = [middle, value, passed + weight];
  }
  return before;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function figures(scored: readonly Scored[]): Figures {
  const signed = scored.map(errorOf);
  const absolute = signed.map(Math.abs);
  const share = (test: (error: number) => boolean) => signed.filter(test).length / signed.length;
  return {
    rows: scored.length,
    median: median(absolute),
    p90: quantile(absolute, 0.9),
    within10: share((error) => Math.abs(error) <= 0.1),
    within20: share((error) => Math.abs(error) <= 0.2),
    bias: median(signed),
    tooLow: share((error) => error < 0),
    rangeCoverage:
      scored.filter(({ measured, low, high }) => measured >= low && measured <= high).length / scored.length,
  };
}

const MACRO_MIN_ROWS = 5;

/** The mean over groups of at least five of their medians: no large source outvotes the others. */
export function macroMedian(groups: Iterable<readonly Pick<Scored, 'predicted' | 'measured'>[]>): number {
  const medians = [...groups]
    .filter((group) => group.length >= MACRO_MIN_ROWS)
    .map((group) => median(group.map((one) => Math.abs(errorOf(one)))));
  return medians.reduce((sum, one) => sum + one, 0) / medians.length;
}
