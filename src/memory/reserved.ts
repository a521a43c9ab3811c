/** What the caching allocator holds beyond the tensors: it keeps what it once got, as long as nobody else needs it. */
import type { MemoryComponent, Phase } from './component.ts';
import { CALIBRATION } from '../facts/calibration.ts';
import { usableBytes } from '../facts/gpus.ts';
import type { Plan } from '../plan/plan.ts';
import { GIB } from '../units.ts';

/** What of an estimate decides how much is kept; all in bytes. */
export interface KeptInputs {
  /** Tensors that come and go within a step, and are alive at the peak. */
  readonly transient: number;
  /** Tensors of other phases than the peak, less what is put into the blocks that they left. */
  readonly idle: number;
  /** Logits, where batches differ in length; else 0. */
  readonly varyingLogits: number;
  /** What a known card has left beside the tensors; infinite for an unknown one. */
  readonly room: number;
}

/** Bytes reserved beyond allocated. */
export function reservedSlack(
  { chosen: { request } }: Plan,
  components: readonly MemoryComponent[],
  phase: Phase,
  allocatedBytes: number,
): number {
  return keptBytes(keptInputs(request, components, phase, allocatedBytes), CALIBRATION);
}

/** What of an estimate whose peak is in `phase` decides how much is kept. */
export function keptInputs(
  { gpu, varyingLengths }: Plan['chosen']['request'],
  components: readonly MemoryComponent[],
  phase: Phase,
  allocatedBytes: number,
): KeptInputs {
  let [idle, transient, logits, again] = [0, 0, 0, 0];
  for (const one of components) {
    const { kind, bytes, phases, basis } = one;
    if (kind === 'logits') logits += bytes;
    if (basis === 'allowance') continue;
    if (!phases.includes(phase)) idle += bytes;
    else if (basis === 'modelled') transient += bytes;
    if (reusesBlocks(one)) again += bytes;
  }
  const room = gpu ? usableBytes(gpu) - allocatedBytes : Infinity;
  const left = Math.max(0, idle - again);
  return { transient, idle: left, varyingLogits: varyingLengths ? logits : 0, room };
}

/** Checkpoints that come up in the backward pass alone are put into the blocks that the loss left. */
function reusesBlocks({ kind, phases }: MemoryComponent): boolean {
  return kind === 'activations' && phases[0] === 'backward';
}

/** The fitted constants of the allocator, see facts/calibration.ts. */
export type KeptConstants = Readonly<Record<keyof typeof CALIBRATION, number>>;

/**
 * Tensors of other phases than the peak left blocks behind, and only a part of them is cut up for the peak's own; batches
 * of different lengths leave more. A known card bounds it, the more firmly the less room is left: under pressure the
 * allocator gives its cache back.
 */
export function keptBytes({ transient, idle, varyingLogits, room }: KeptInputs, k: KeptConstants): number {
  const wanted =
    k.keptGib * GIB + k.keptIdleShare * idle + k.keptTransientShare * transient + k.keptVaryingShare * varyingLogits;
  return Number.isFinite(room) ? withinRoom(wanted, room) : wanted;
}

/** Nearly all of it where there is much room, never more than the room. */
function withinRoom(wanted: number, room: number): number {
  return room <= 0 ? 0 : room * (1 - Math.exp(-wanted / room));
}
