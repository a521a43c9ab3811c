/** What can be asked of the estimator: names, types and ranges. Defaults are decided in plan.ts, and there alone. */
import type { AttentionId } from '../facts/attentions.ts';
import type { CheckpointingId } from '../facts/checkpointings.ts';
import type { DtypeId } from '../facts/dtypes.ts';
import type { FrameworkId } from '../facts/frameworks.ts';
import type { KvCacheId } from '../facts/kv-caches.ts';
import type { LossId } from '../facts/losses.ts';
import type { MethodId } from '../facts/methods.ts';
import type { ObjectiveId } from '../facts/objectives.ts';
import type { OptimizerId } from '../facts/optimizers.ts';
import type { PrecisionId } from '../facts/precisions.ts';
import type { QuantizationId } from '../facts/quantizations.ts';
import type { ShardingId } from '../facts/shardings.ts';
import type { ExpertReachId } from '../facts/targets.ts';
import type { GpuFacts } from '../facts/gpus.ts';
import type { TowerTrainingId } from '../facts/tower-trainings.ts';
import type { ModelFacts } from '../facts/types.ts';
import type { Images } from './tower.ts';
import type { Targets } from './lora.ts';

/** Ranges of the numbers, inclusive: the check and the sentence about it are built from the same value. */
export const RANGES = {
  microBatch: { min: 1, max: 4096 },
  sequenceLength: { min: 1, max: 10_000_000 },
  accumulation: { min: 1, max: 65_536 },
  rank: { min: 1, max: 4096 },
  gpus: { min: 1, max: 512 },
  generations: { min: 2, max: 1024 },
  vllmShare: { min: 0.05, max: 0.95 },
  trainedLayers: { min: 1, max: 1000 },
  images: { min: 1, max: 1000 },
  /** Pixels of a side. */
  imageSide: { min: 16, max: 16_384 },
  degree: { min: 1, max: 512 },
} as const;

/** What a caller may say; everything but the model has a default. */
export interface RequestInput {
  /** A catalogue id, or the facts of a model that is not in the catalogue. */
  readonly model: string | ModelFacts;
  readonly method?: MethodId | undefined;
  /** What is learned; the micro-batch counts examples, of two sequences where they are pairs. */
  readonly objective?: ObjectiveId | undefined;
  /** Completions from one prompt; only where some are generated, like the next three. */
  readonly generations?: number | undefined;
  /** Tokens of a completion, of the sequence length. */
  readonly completionLength?: number | undefined;
  /** Share of the card that vLLM takes on the same GPU; 0: the model generates itself. */
  readonly vllmShare?: number | undefined;
  /** vLLM gives its memory back while training. */
  readonly vllmSleeps?: boolean | undefined;
  /** Whether a reference model is compared with; without one, log-probabilities were computed beforehand. */
  readonly reference?: boolean | undefined;
  /** The model to distill from; one like the trained unless said. */
  readonly teacher?: string | ModelFacts | null | undefined;
  readonly quantization?: QuantizationId | undefined;
  readonly framework?: FrameworkId | undefined;
  readonly microBatch?: number | undefined;
  readonly sequenceLength?: number | undefined;
  readonly accumulation?: number | undefined;
  readonly rank?: number | undefined;
  /** A preset, or names of modules and presets. */
  readonly targets?: Targets | undefined;
  readonly loraDtype?: DtypeId | undefined;
  readonly loraDropout?: number | undefined;
  readonly optimizer?: OptimizerId | undefined;
  readonly checkpointing?: CheckpointingId | undefined;
  readonly attention?: AttentionId | undefined;
  readonly loss?: LossId | undefined;
  /** Dtype of the computation. */
  readonly dtype?: DtypeId | undefined;
  /** Dtype of frozen base weights that are not quantized; the computation's unless said otherwise. */
  readonly baseDtype?: DtypeId | undefined;
  /** Precision regime of a full fine-tune. */
  readonly precision?: PrecisionId | undefined;
  readonly autocast?: boolean | undefined;
  /** torch.compile: norms and MLPs run as fused kernels, the loss too, and nothing is kept that no gradient needs. */
  readonly compiled?: boolean | undefined;
  /** Norms run as kernels that keep their input alone, and so do gated MLPs unless said otherwise. */
  readonly fusedKernels?: boolean | undefined;
  readonly fusedMlp?: boolean | undefined;
  /** LoRA weights are multiplied in functions of their own, which keep one input for queries, keys and values, one for an MLP. */
  readonly fusedLora?: boolean | undefined;
  /** Checkpointed blocks are differentiated inside an autograd function of their own. */
  readonly reentrant?: boolean | undefined;
  readonly upcastsQuantizedBase?: boolean | undefined;
  /** The quantization covers routed experts, however the library keeps them. */
  readonly quantizesExperts?: boolean | undefined;
  /** How LoRA weights come on routed experts. */
  readonly adaptsExperts?: ExpertReachId | undefined;
  /** The quantization covers the head too. */
  readonly quantizesHead?: boolean | undefined;
  /** Quantized linears keep their inputs for the backward pass, as bitsandbytes did before 0.42. */
  readonly keepsQuantizedInputs?: boolean | undefined;
  /** Queries, keys and values come from one projection whose whole output lives on. */
  readonly fusedQkv?: boolean | undefined;
  /** Of the blocks only the last so many are trained, with what is above them; null: all. */
  readonly trainedLayers?: number | null | undefined;
  /** Input embeddings and head are trained whole beside the LoRA weights (modules_to_save). */
  readonly trainsEmbeddings?: boolean | undefined;
  /** Sharded units that mix frozen and trained weights hold gradients of both, whole. */
  readonly frozenGradients?: boolean | undefined;
  /** PYTORCH_CUDA_ALLOC_CONF=expandable_segments:True. */
  readonly expandableSegments?: boolean | undefined;
  /** Logits, or a shifted copy of them, live until the backward pass: transformers before 4.46, torchtitan. */
  readonly keepsLogits?: boolean | undefined;
  /** Batches differ in length, so that the allocator's blocks seldom fit again. */
  readonly varyingLengths?: boolean | undefined;
  /** Images of each sequence, whose tokens are part of its length; null where there is only text. */
  readonly images?: Images | null | undefined;
  /** What becomes of vision and audio towers. */
  readonly tower?: TowerTrainingId | undefined;
  /** The device, for what it can and cannot do; null when none is named. */
  readonly gpu?: GpuFacts | null | undefined;
  readonly gpus?: number | undefined;
  readonly sharding?: ShardingId | undefined;
  /** How keys and values are kept while generating; nothing of it in training. */
  readonly kvCache?: KvCacheId | undefined;
  /** GPUs that share every matrix. */
  readonly tensorParallel?: number | undefined;
  /** Stages of consecutive layers. */
  readonly pipelineParallel?: number | undefined;
  /** GPUs that share the tokens of a sequence. */
  readonly contextParallel?: number | undefined;
  /** GPUs that share the routed experts. */
  readonly expertParallel?: number | undefined;
  /** Under tensor parallelism the stream between blocks is divided too, by tokens. */
  readonly sequenceParallel?: boolean | undefined;
}

/** A request with every default filled in, so that the answer can show what was assumed. */
export type EstimateRequest = { readonly [K in keyof Required<RequestInput>]: Exclude<RequestInput[K], undefined> };
