/** The two memory models: PyTorch's allocator and kernels, counted; MLX, fitted. A device's runtime picks one. */
import type { MemoryComponent, Phase } from './component.ts';
import { RUNTIMES, type RuntimeRow } from '../facts/runtimes.ts';
import type { Plan } from '../plan/plan.ts';
import { reservedSlack } from './reserved.ts';
import { TERMS, type MemoryTerm } from './terms/index.ts';
import { kvCache } from './terms/kv-cache.ts';
import { loraWeights } from './terms/lora.ts';
import {
  MLX_WIDTH,
  mlxActivations,
  mlxGradients,
  mlxLogits,
  mlxRuntime,
  mlxScores,
  mlxStates,
  mlxWeights,
} from './terms/mlx.ts';
import { fragmentation } from './terms/runtime.ts';

export interface MemoryModel {
  readonly terms: readonly MemoryTerm[];
  /** The allocator's loss on bytes that come and go. */
  readonly slack: (transientBytes: number, plan: Plan) => MemoryComponent;
  /** Bytes the allocator holds beyond those allocated. */
  readonly reserved: (
    plan: Plan,
    components: readonly MemoryComponent[],
    phase: Phase,
    allocatedBytes: number,
  ) => number;
  /** A stated error, where the model is not scored against measured runs. */
  readonly width?: { readonly low: number; readonly high: number; readonly from: string };
}

const MODELS: Readonly<Record<RuntimeRow['memory'], MemoryModel>> = {
  pytorch: { terms: TERMS, slack: fragmentation, reserved: reservedSlack },
  mlx: {
    terms: [
      mlxWeights,
      loraWeights,
      mlxGradients,
      mlxStates,
      mlxActivations,
      mlxScores,
      mlxLogits,
      kvCache,
      mlxRuntime,
    ],
    // The fit is of whole peaks: what the allocator loses is in it.
    slack: (_, plan) => ({ ...fragmentation(0, plan), bytes: 0 }),
    reserved: () => 0,
    width: MLX_WIDTH,
  },
};

/** PyTorch's where no device is named. */
export function memoryModelOf({ chosen: { request } }: Plan): MemoryModel {
  return MODELS[RUNTIMES[request.gpu?.runtime ?? 'cuda'].memory];
}
