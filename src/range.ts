/** The range around an estimate. Its width is the measured error of this kind of run. */
import type { Plan } from './plan.ts';

export interface Range {
  readonly lowBytes: number;
  readonly highBytes: number;
  /** What the width rests on, in words. */
  readonly from: string;
}

/** Relative error, low and high side, of estimates against measured runs; to be read with bench/accuracy. */
export function rangeOf(_plan: Plan, requiredBytes: number): Range {
  return { lowBytes: requiredBytes * 0.95, highBytes: requiredBytes * 1.06, from: 'provisional' };
}
