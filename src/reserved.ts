/** What the caching allocator holds beyond the tensors: it keeps what it once got, as long as nobody else needs it. */
import type { MemoryComponent, Phase } from './component.ts';
import { CALIBRATION } from './facts/calibration.ts';
import { usableBytes } from './facts/gpus.ts';
import type { Plan } from './plan.ts';
import { GIB } from './units.ts';

/** Segments of 2 MiB and 20 MiB that are never quite full. */
const ROUNDING_BYTES = 0.15 * GIB;

/**
 * Bytes reserved beyond allocated. Tensors of other phases than the peak left blocks behind, and only a part of them is
 * cut up for the peak's own; batches of different lengths leave more. A known card bounds it: under pressure the
 * allocator gives its cache back.
 */
export function reservedSlack(
  plan: Plan,
  components: readonly MemoryComponent[],
  phase: Phase,
  allocatedBytes: number,
): number {
  let idle = 0;
  let logits = 0;
  for (const { id, bytes, phases, basis } of components) {
    if (basis === 'modelled' && !phases.includes(phase)) idle += bytes;
    if (id === 'logits') logits += bytes;
  }
  const share = phase === 'optimizer-step' ? CALIBRATION.keptShareAtStep : CALIBRATION.keptShare;
  const varying = plan.request.varyingLengths ? CALIBRATION.varyingLogitsShare * logits : 0;
  const slack = ROUNDING_BYTES + share * idle + varying;
  const { gpu } = plan.request;
  return gpu ? Math.max(0, Math.min(slack, usableBytes(gpu) - allocatedBytes)) : slack;
}
