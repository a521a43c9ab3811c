/** What the caching allocator holds beyond the tensors: it keeps what it once got, as long as nobody else needs it. */
import type { MemoryComponent, Phase } from './component.ts';
import { CALIBRATION } from './facts/calibration.ts';
import { usableBytes } from './facts/gpus.ts';
import type { Plan } from './plan.ts';
import { GIB } from './units.ts';

/**
 * Bytes reserved beyond allocated. Tensors of other phases than the peak left blocks behind, and only a part of them is
 * cut up for the peak's own; batches of different lengths leave more. A known card bounds it, the more firmly the less
 * room is left: under pressure the allocator gives its cache back.
 */
export function reservedSlack(
  plan: Plan,
  components: readonly MemoryComponent[],
  phase: Phase,
  allocatedBytes: number,
): number {
  let idle = 0;
  let transient = 0;
  let logits = 0;
  for (const { id, bytes, phases, basis } of components) {
    if (id === 'logits') logits += bytes;
    if (basis !== 'modelled') continue;
    if (phases.includes(phase)) transient += bytes;
    else idle += bytes;
  }
  const { keptGib, keptIdleShare, keptTransientShare, keptVaryingShare, keptExpandableShare } = CALIBRATION;
  const kept = plan.request.expandableSegments ? keptExpandableShare : 1;
  const varying = plan.request.varyingLengths ? keptVaryingShare * logits : 0;
  const wanted = kept * (keptGib * GIB + keptIdleShare * idle) + keptTransientShare * transient + varying;
  const { gpu } = plan.request;
  return gpu ? withinRoom(wanted, usableBytes(gpu) - allocatedBytes) : wanted;
}

/** Nearly all of it where there is much room, never more than the room. */
function withinRoom(wanted: number, room: number): number {
  return room <= 0 ? 0 : room * (1 - Math.exp(-wanted / room));
}
