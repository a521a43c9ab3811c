/** An estimate taken apart, so that other values of the fitted constants cost an addition instead of an estimate. */
import type { Estimate } from '../../src/index.ts';
import { keptBytes, keptInputs, type KeptConstants, type KeptInputs } from '../../src/memory/reserved.ts';
import type { Values } from './fit.ts';
import type { Measure } from './predict.ts';

/** What the constants are applied to. All in bytes. */
export interface Parts {
  readonly allocated: number;
  readonly kept: KeptInputs;
  readonly context: number;
}

/** Parts of an estimate; of a run whose tensors are known from a reading, with those. */
export function partsOf({ components, request, peak }: Estimate, allocated = peak.allocatedBytes): Parts {
  const context = components.reduce((sum, { kind, bytes }) => (kind === 'runtime' ? sum + bytes : sum), 0);
  return { allocated, kept: keptInputs(request, components, peak.phase, allocated), context };
}

/** What the estimator would say of this measure with other constants, in bytes. */
export function recompute({ allocated, kept, context }: Parts, measure: Measure, values: Values): number {
  if (measure === 'allocated') return allocated;
  const reserved = allocated + keptBytes(kept, values as KeptConstants);
  return measure === 'reserved' ? reserved : reserved + context;
}
