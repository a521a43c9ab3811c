/** What can be asked of the estimator: names, types, ranges, and the check of them at its door. Defaults: defaults.ts. */
import { z } from 'zod';
import { ATTENTIONS } from '../facts/attentions.ts';
import { CHECKPOINTINGS } from '../facts/checkpointings.ts';
import { DTYPES } from '../facts/dtypes.ts';
import { FRAMEWORKS, type FrameworkSwitches } from '../facts/frameworks.ts';
import type { GpuFacts } from '../facts/gpus.ts';
import { KV_CACHES } from '../facts/kv-caches.ts';
import { LOSSES } from '../facts/losses.ts';
import { METHODS } from '../facts/methods.ts';
import { OBJECTIVES } from '../facts/objectives.ts';
import { OPTIMIZERS } from '../facts/optimizers.ts';
import { PRECISIONS } from '../facts/precisions.ts';
import { QUANTIZATIONS } from '../facts/quantizations.ts';
import { RUNTIMES } from '../facts/runtimes.ts';
import { SHARDINGS } from '../facts/shardings.ts';
import { EXPERT_REACHES, TARGETS } from '../facts/targets.ts';
import { TOWER_TRAININGS } from '../facts/tower-trainings.ts';
import type { ModelFacts } from '../facts/types.ts';
import { refusalOf } from './refusal.ts';

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

type Range = { readonly min: number; readonly max: number };

const whole = ({ min, max }: Range) => z.number().int().min(min).max(max);
const share = ({ min, max }: Range) => z.number().min(min).max(max);
const idOf = <Row extends object>(rows: Row) => z.enum(Object.keys(rows) as [keyof Row & string]);
const flag = () => z.boolean();

const SIZES = ['hiddenSize', 'layers', 'heads', 'vocabSize'] as const satisfies readonly (keyof ModelFacts)[];

/** A text is looked up later; facts are whoever's, and the sizes that everything is multiplied with must be some. */
function isModel(value: unknown): boolean {
  if (typeof value === 'string') return true;
  return isRecord(value) && SIZES.every((size) => isPositive(value[size]));
}

function isGpu(value: unknown): boolean {
  return isRecord(value) && isPositive(value['usableGib']) && Object.hasOwn(RUNTIMES, String(value['runtime']));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isPositive(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && Number.isFinite(value);
}

const MODEL = z.custom<string | ModelFacts>(isModel, 'the name of a model, or the facts of one');
const SIDE = whole(RANGES.imageSide);

/** Images of one sequence; without a size they are about a megapixel each, or as large as the tower takes them. */
const IMAGES = z
  .strictObject({
    count: whole(RANGES.images),
    size: z.strictObject({ width: SIDE, height: SIDE }).readonly().optional(),
  })
  .readonly();

export type Images = z.infer<typeof IMAGES>;

/** What a framework switches on; described with its rows, in facts/frameworks.ts. */
const SWITCHES = z
  .strictObject({
    fusedKernels: flag().optional(),
    fusedMlp: flag().optional(),
    fusedLora: flag().optional(),
    reentrant: flag().optional(),
    upcastsQuantizedBase: flag().optional(),
    quantizesExperts: flag().optional(),
    adaptsExperts: idOf(EXPERT_REACHES).optional(),
    quantizesHead: flag().optional(),
    keepsQuantizedInputs: flag().optional(),
    fusedQkv: flag().optional(),
    frozenGradients: flag().optional(),
    expandableSegments: flag().optional(),
    keepsLogits: flag().optional(),
  } satisfies Record<keyof FrameworkSwitches, z.ZodType>)
  .readonly();

/** A target preset, or names of modules and presets. */
const NAMES = 'a preset, or a list of names';
const TARGET_NAMES = z.union([idOf(TARGETS), z.array(z.string()).min(1, NAMES).readonly()], NAMES);

export type Targets = z.infer<typeof TARGET_NAMES>;

/** What a caller may say; everything but the model has a default. */
const REQUEST = z.strictObject({
  /** A catalogue id, or the facts of a model that is not in the catalogue. */
  model: MODEL,
  method: idOf(METHODS).optional(),
  /** What is learned; the micro-batch counts examples, of two sequences where they are pairs. */
  objective: idOf(OBJECTIVES).optional(),
  /** Completions from one prompt; only where some are generated, like the next three. */
  generations: whole({ ...RANGES.generations, min: 1 }).optional(),
  /** Tokens of a completion, of the sequence length. */
  completionLength: whole({ ...RANGES.sequenceLength, min: 0 }).optional(),
  /** Share of the card that vLLM takes on the same GPU; 0: the model generates itself. */
  vllmShare: share({ ...RANGES.vllmShare, min: 0 }).optional(),
  /** vLLM gives its memory back while training. */
  vllmSleeps: flag().optional(),
  /** Whether a reference model is compared with; without one, log-probabilities were computed beforehand. */
  reference: flag().optional(),
  /** The model to distill from; one like the trained unless said. */
  teacher: MODEL.nullish(),
  quantization: idOf(QUANTIZATIONS).optional(),
  framework: idOf(FRAMEWORKS).optional(),
  /** Switches of the framework that are set otherwise than its row has them. */
  overrides: SWITCHES.optional(),
  microBatch: whole(RANGES.microBatch).optional(),
  sequenceLength: whole(RANGES.sequenceLength).optional(),
  accumulation: whole(RANGES.accumulation).optional(),
  rank: whole(RANGES.rank).optional(),
  targets: TARGET_NAMES.optional(),
  loraDtype: idOf(DTYPES).optional(),
  loraDropout: share({ min: 0, max: 1 }).optional(),
  optimizer: idOf(OPTIMIZERS).optional(),
  checkpointing: idOf(CHECKPOINTINGS).optional(),
  attention: idOf(ATTENTIONS).optional(),
  loss: idOf(LOSSES).optional(),
  /** Dtype of the computation. */
  dtype: idOf(DTYPES).optional(),
  /** Dtype of frozen base weights that are not quantized; the computation's unless said otherwise. */
  baseDtype: idOf(DTYPES).optional(),
  /** Precision regime of a full fine-tune. */
  precision: idOf(PRECISIONS).optional(),
  autocast: flag().optional(),
  /** torch.compile: norms and MLPs run as fused kernels, the loss too, and nothing is kept that no gradient needs. */
  compiled: flag().optional(),
  /** Of the blocks only the last so many are trained, with what is above them; null: all. */
  trainedLayers: whole(RANGES.trainedLayers).nullish(),
  /** Input embeddings and head are trained whole beside the LoRA weights (modules_to_save). */
  trainsEmbeddings: flag().optional(),
  /** Batches differ in length, so that the allocator's blocks seldom fit again. */
  varyingLengths: flag().optional(),
  /** Images of each sequence, whose tokens are part of its length; null where there is only text. */
  images: IMAGES.nullish(),
  /** What becomes of vision and audio towers. */
  tower: idOf(TOWER_TRAININGS).optional(),
  /** The device, for what it can and cannot do; null when none is named. */
  gpu: z.custom<GpuFacts>(isGpu, 'a device of the catalogue').nullish(),
  gpus: whole(RANGES.gpus).optional(),
  sharding: idOf(SHARDINGS).optional(),
  /** How keys and values are kept while generating; nothing of it in training. */
  kvCache: idOf(KV_CACHES).optional(),
  /** GPUs that share every matrix. */
  tensorParallel: whole(RANGES.degree).optional(),
  /** Stages of consecutive layers. */
  pipelineParallel: whole(RANGES.degree).optional(),
  /** GPUs that share the tokens of a sequence. */
  contextParallel: whole(RANGES.degree).optional(),
  /** GPUs that share the routed experts. */
  expertParallel: whole(RANGES.degree).optional(),
  /** Under tensor parallelism the stream between blocks is divided too, by tokens. */
  sequenceParallel: flag().optional(),
});

export interface RequestInput extends Readonly<z.input<typeof REQUEST>> {}

/** A request with every default filled in, so that the answer can show what was assumed. */
export type EstimateRequest = { readonly [K in keyof Required<RequestInput>]: Exclude<RequestInput[K], undefined> };

// ----- The check at the door -----

/**
 * What anybody hands over, if it is a request: searches, which make their own, do without. Fields that are there are
 * looked at one by one, since most are not.
 * @throws UserError for the first field that does not exist, or whose value is not allowed.
 */
export function checkRequest(input: unknown): RequestInput {
  if (isRequest(input)) return input;
  throw refusalOf(input, REQUEST);
}

const FIELDS = new Map<string, z.ZodType>(Object.entries(REQUEST.shape));

function isRequest(input: unknown): input is RequestInput {
  if (!isRecord(input) || !('model' in input)) return false;
  for (const field of Object.keys(input)) if (FIELDS.get(field)?.safeParse(input[field]).success !== true) return false;
  return true;
}
