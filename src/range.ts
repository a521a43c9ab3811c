/** The range around an estimate. Its width is the measured error of this kind of run. */
import type { Plan } from './plan.ts';

export interface Range {
  readonly lowBytes: number;
  readonly highBytes: number;
  /** What the width rests on, in words. */
  readonly from: string;
}

/** Relative error, low and high side, of estimates against measured runs; to be read with bench/accuracy. */
export function rangeOf({ model }: Plan, requiredBytes: number): Range {
  const { uncertainty = 0 } = model;
  return {
    lowBytes: requiredBytes * Math.max(0, 0.95 - uncertainty),
    highBytes: requiredBytes * (1.06 + uncertainty),
    from: uncertainty > 0 ? 'provisional, and wider for an architecture that is guessed' : 'provisional',
  };
}
