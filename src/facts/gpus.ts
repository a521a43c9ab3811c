/** The hardware catalogue: every card and machine Headroom knows, with what of its memory can really be used. */
import { GIB } from '../units.ts';
import { amd } from './gpus/amd.ts';
import { apple } from './gpus/apple.ts';
import { commonest } from './gpus/commonest.ts';
import { consumer } from './gpus/consumer.ts';
import { datacenter } from './gpus/datacenter.ts';
import { huawei } from './gpus/huawei.ts';
import { intel } from './gpus/intel.ts';
import { mig } from './gpus/mig.ts';
import type { GpuFacts, GpuRow, UsableBasis } from './gpus/row.ts';
import { unified } from './gpus/unified.ts';
import { workstation } from './gpus/workstation.ts';

export type { GpuCategory, GpuFacts, Runtime, UsableBasis } from './gpus/row.ts';
export { gpuSources } from './gpus/sources.ts';

const rows: readonly GpuRow[] = [
  ...consumer,
  ...workstation,
  ...datacenter,
  ...mig,
  ...amd,
  ...intel,
  ...huawei,
  ...unified,
  ...apple,
];

const ranks = new Map<string, number>(commonest.map((id, rank) => [id, rank]));

/** Every row, the ones people most often mean first. */
export const gpus: readonly GpuFacts[] = rows
  .map((row) => ({ ...row, commonness: ranks.get(row.id) ?? commonest.length }))
  .toSorted((a, b) => a.commonness - b.commonness);

const byId = new Map(gpus.map((gpu) => [gpu.id, gpu]));

export function gpuById(id: string): GpuFacts | undefined {
  return byId.get(id);
}

/** Whole devices whose box says `gb` GB, most common first; MIG slices are asked for by name only. */
export function gpusOfLabel(gb: number): readonly GpuFacts[] {
  return gpus.filter((gpu) => gpu.category !== 'mig' && gpu.labelGb === gb);
}

/** What one process can have of the device's memory, in bytes, its CUDA context included. */
export function usableBytes(gpu: Pick<GpuFacts, 'usableGib'>): number {
  return gpu.usableGib * GIB;
}

/**
 * How far the usable figure may be off, either way: T4s were seen from 14.56 to 14.75 GiB; ECC, which takes 6 %, is why
 * figures that were not measured are wider.
 */
export const usableUncertainty = { measured: 0.013, estimated: 0.03, guessed: 0.06 } as const satisfies Record<
  UsableBasis,
  number
>;

/** Share of a label that is usable where nothing better is known. */
export const USABLE_SHARE_OF_LABEL = 0.94;
