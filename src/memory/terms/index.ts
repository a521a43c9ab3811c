/** The memory terms, in the order in which an answer shows their components. */
import type { MemoryComponent } from '../component.ts';
import type { Plan } from '../../plan/plan.ts';
import { activations, blockInFlight, fsdpCheckpoints } from './activations.ts';
import { dequantizing } from './dequantizing.ts';
import { gatheredWeights } from './gathered.ts';
import { generation } from './generation.ts';
import { gradients } from './gradients.ts';
import { kvCache } from './kv-cache.ts';
import { logits } from './logits.ts';
import { loraWeights } from './lora.ts';
import { optimizerStates } from './optimizer.ts';
import { objectiveLoss } from './objective-loss.ts';
import { perLayerInputs } from './per-layer.ts';
import { reduction } from './reduction.ts';
import { heldModels, valueModel } from './references.ts';
import { runtime } from './runtime.ts';
import { tower } from './tower.ts';
import { loadedWhole, weights } from './weights.ts';
import { workspace } from './workspace.ts';

/** One per file, each with its citation. */
export type MemoryTerm = (plan: Plan) => readonly MemoryComponent[];

export const TERMS: readonly MemoryTerm[] = [
  weights,
  loadedWhole,
  heldModels,
  valueModel,
  loraWeights,
  gatheredWeights,
  gradients,
  reduction,
  optimizerStates,
  activations,
  fsdpCheckpoints,
  perLayerInputs,
  blockInFlight,
  tower,
  logits,
  objectiveLoss,
  generation,
  kvCache,
  workspace,
  dequantizing,
  runtime,
];
