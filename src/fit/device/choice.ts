/** The device that somebody meant, and what else it could have been. */
import type { GpuFacts } from '../../facts/gpus.ts';
import type { Machine } from '../../facts/machines.ts';

export interface DeviceChoice {
  readonly gpu: GpuFacts;
  readonly count: number;
  /** As typed. */
  readonly given: string;
  /** A plain size was given: `gpu` stands for all cards of it. */
  readonly byLabel: boolean;
  /** The other devices of that label, most common first; empty unless `byLabel`. */
  readonly sameLabel: readonly GpuFacts[];
  /** The machine that was named (`g5.xlarge`, `colab`); null where it was a card. */
  readonly machine: Machine | null;
  /** The other devices the given name may mean (a100: 40 or 80 GB), most common first. */
  readonly alternatives: readonly GpuFacts[];
}
