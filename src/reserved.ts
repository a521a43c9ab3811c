/** What the caching allocator holds beyond the tensors: it keeps what it once got, as long as nobody else needs it. */
import type { MemoryComponent, Phase } from './component.ts';
import { CALIBRATION } from './facts/calibration.ts';
import { usableBytes } from './facts/gpus.ts';
import type { Plan } from './plan.ts';
import { GIB } from './units.ts';

/** What of an estimate decides how much is kept; all in bytes. */
export interface KeptInputs {
  /** Tensors that come and go within a step, and are alive at the peak. */
  readonly transient: number;
  /** Those that are not alive at the peak. */
  readonly idle: number;
  /** Logits, where batches differ in length; else 0. */
  readonly varyingLogits: number;
  readonly expandable: boolean;
  /** What a known card has left beside the tensors; infinite for an unknown one. */
  readonly room: number;
}

/** Bytes reserved beyond allocated. */
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
  const { gpu, expandableSegments: expandable, varyingLengths } = plan.request;
  const room = gpu ? usableBytes(gpu) - allocatedBytes : Infinity;
  return keptBytes({ transient, idle, varyingLogits: varyingLengths ? logits : 0, expandable, room }, CALIBRATION);
}

/** The fitted constants of the allocator, see facts/calibration.ts. */
export type KeptConstants = Readonly<Record<Extract<keyof typeof CALIBRATION, `kept${string}`>, number>>;

/**
 * Tensors of other phases than the peak left blocks behind, and only a part of them is cut up for the peak's own; batches
 * of different lengths leave more. A known card bounds it, the more firmly the less room is left: under pressure the
 * allocator gives its cache back.
 */
export function keptBytes({ transient, idle, varyingLogits, expandable, room }: KeptInputs, k: KeptConstants): number {
  const kept = expandable ? k.keptExpandableShare : 1;
  const wanted =
    kept * (k.keptGib * GIB + k.keptIdleShare * idle) +
    k.keptTransientShare * transient +
    k.keptVaryingShare * varyingLogits;
  return Number.isFinite(room) ? withinRoom(wanted, room) : wanted;
}

/** Nearly all of it where there is much room, never more than the room. */
function withinRoom(wanted: number, room: number): number {
  return room <= 0 ? 0 : room * (1 - Math.exp(-wanted / room));
}
