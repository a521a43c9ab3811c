/** What can be asked of the estimator: names, types and ranges. Defaults are decided in plan.ts, and there alone. */
import { z } from 'zod';
import { ATTENTIONS, type AttentionId } from './facts/attentions.ts';
import { CHECKPOINTINGS, type CheckpointingId } from './facts/checkpointings.ts';
import { DTYPES, type DtypeId } from './facts/dtypes.ts';
import { FRAMEWORKS, type FrameworkId } from './facts/frameworks.ts';
import { LOSSES, type LossId } from './facts/losses.ts';
import { METHODS, type MethodId } from './facts/methods.ts';
import { OPTIMIZERS, type OptimizerId } from './facts/optimizers.ts';
import { PRECISIONS, type PrecisionId } from './facts/precisions.ts';
import { QUANTIZATIONS, type QuantizationId } from './facts/quantizations.ts';
import { SHARDINGS, type ShardingId } from './facts/shardings.ts';
import { TARGETS, type TargetId } from './facts/targets.ts';
import type { ModelFacts } from './facts/types.ts';

/** Ranges of the numbers, inclusive: the check and the sentence about it are built from the same value. */
export const RANGES = {
  microBatch: { min: 1, max: 4096 },
  sequenceLength: { min: 1, max: 10_000_000 },
  accumulation: { min: 1, max: 65_536 },
  rank: { min: 1, max: 4096 },
  gpus: { min: 1, max: 512 },
} as const;

/** What a caller may say; everything but the model has a default. */
export interface RequestInput {
  /** A catalogue id, or the facts of a model that is not in the catalogue. */
  readonly model: string | ModelFacts;
  readonly method?: MethodId | undefined;
  readonly quantization?: QuantizationId | undefined;
  readonly framework?: FrameworkId | undefined;
  readonly microBatch?: number | undefined;
  readonly sequenceLength?: number | undefined;
  readonly accumulation?: number | undefined;
  readonly rank?: number | undefined;
  /** A preset, or module names. */
  readonly targets?: TargetId | readonly string[] | undefined;
  readonly loraDtype?: DtypeId | undefined;
  readonly loraDropout?: number | undefined;
  readonly optimizer?: OptimizerId | undefined;
  readonly checkpointing?: CheckpointingId | undefined;
  readonly attention?: AttentionId | undefined;
  readonly loss?: LossId | undefined;
  /** Dtype of the base weights and of the computation. */
  readonly dtype?: DtypeId | undefined;
  /** Precision regime of a full fine-tune. */
  readonly precision?: PrecisionId | undefined;
  readonly autocast?: boolean | undefined;
  readonly fusedKernels?: boolean | undefined;
  readonly upcastsQuantizedBase?: boolean | undefined;
  readonly reachesExperts?: boolean | undefined;
  readonly gpus?: number | undefined;
  readonly sharding?: ShardingId | undefined;
}

/** A request with every default filled in, so that the answer can show what was assumed. */
export type EstimateRequest = { readonly [K in keyof Required<RequestInput>]: Exclude<RequestInput[K], undefined> };

const keysOf = <T extends object>(rows: T) => z.enum(Object.keys(rows) as [keyof T & string, ...(keyof T & string)[]]);
const within = ({ min, max }: { min: number; max: number }) => z.int().min(min).max(max);

/** The same as a schema, for input that no type checker has seen. */
export const requestSchema = z.strictObject({
  model: z.string().min(1).max(200),
  method: keysOf(METHODS).optional(),
  quantization: keysOf(QUANTIZATIONS).optional(),
  framework: keysOf(FRAMEWORKS).optional(),
  microBatch: within(RANGES.microBatch).optional(),
  sequenceLength: within(RANGES.sequenceLength).optional(),
  accumulation: within(RANGES.accumulation).optional(),
  rank: within(RANGES.rank).optional(),
  targets: z.union([keysOf(TARGETS), z.array(z.string().min(1).max(100)).min(1).max(50)]).optional(),
  loraDtype: keysOf(DTYPES).optional(),
  loraDropout: z.number().min(0).lt(1).optional(),
  optimizer: keysOf(OPTIMIZERS).optional(),
  checkpointing: keysOf(CHECKPOINTINGS).optional(),
  attention: keysOf(ATTENTIONS).optional(),
  loss: keysOf(LOSSES).optional(),
  dtype: keysOf(DTYPES).optional(),
  precision: keysOf(PRECISIONS).optional(),
  autocast: z.boolean().optional(),
  fusedKernels: z.boolean().optional(),
  upcastsQuantizedBase: z.boolean().optional(),
  reachesExperts: z.boolean().optional(),
  gpus: within(RANGES.gpus).optional(),
  sharding: keysOf(SHARDINGS).optional(),
});
