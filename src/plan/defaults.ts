/**
 * The defaults, all of them, decided here and nowhere else. The framework's row decides its own switches; the rest is
 * what people ask for first.
 */
import { ATTENTIONS, type AttentionRow } from '../facts/attentions.ts';
import { CHECKPOINTINGS, type CheckpointingRow } from '../facts/checkpointings.ts';
import { FRAMEWORKS, type FrameworkId, type FrameworkRow, type FrameworkSwitches } from '../facts/frameworks.ts';
import { KV_CACHES, type KvCacheRow } from '../facts/kv-caches.ts';
import { LOSSES, type LossId, type LossRow } from '../facts/losses.ts';
import { METHODS, type MethodRow } from '../facts/methods.ts';
import { OBJECTIVES, type ObjectiveRow } from '../facts/objectives.ts';
import { OPTIMIZERS, type OptimizerRow } from '../facts/optimizers.ts';
import { PRECISIONS, type PrecisionId, type PrecisionRow } from '../facts/precisions.ts';
import { QUANTIZATIONS, type QuantizationRow } from '../facts/quantizations.ts';
import { supports } from '../facts/requirements.ts';
import { RUNTIMES } from '../facts/runtimes.ts';
import { SHARDINGS, type ShardingRow } from '../facts/shardings.ts';
import type { ModelFacts } from '../facts/types.ts';
import { imageTokens } from '../model/architecture/sights.ts';
import type { EstimateRequest, RequestInput } from './request.ts';

/** What a framework switches on, in this run. */
type Switches = { readonly [K in keyof FrameworkSwitches]-?: NonNullable<FrameworkSwitches[K]> };

/** What was chosen: the request with every default filled in, and the rows that its ids stand for. */
export interface Chosen {
  readonly request: EstimateRequest;
  readonly method: MethodRow;
  readonly objective: ObjectiveRow;
  readonly quantization: QuantizationRow;
  readonly framework: FrameworkRow;
  readonly switches: Switches;
  readonly optimizer: OptimizerRow;
  readonly loss: LossRow;
  readonly checkpointing: CheckpointingRow;
  readonly attention: AttentionRow;
  readonly precision: PrecisionRow;
  readonly sharding: ShardingRow;
  readonly kvCache: KvCacheRow;
}

/** What the other defaults follow from. */
interface Basis {
  readonly method: MethodRow;
  readonly objective: ObjectiveRow;
  readonly framework: FrameworkRow;
  readonly sharding: ShardingRow;
  readonly quantized: boolean;
  readonly ids: Pick<
    EstimateRequest,
    'method' | 'objective' | 'framework' | 'quantization' | 'sharding' | 'gpu' | 'gpus'
  >;
}

/** Everything that was said, and everything that was not. */
export function fillIn(input: RequestInput, model: ModelFacts): Chosen {
  const basis = basisOf(input);
  const switches = switchesOf(input, basis);
  const request: EstimateRequest = {
    ...basis.ids,
    model: input.model,
    ...lengthsOf(input, basis, imageTokens(model.vision, input.images)),
    ...trainedOf(input, basis),
    ...stepOf(input, basis),
    ...degreesOf(input, basis),
    images: input.images ?? null,
    teacher: input.teacher ?? null,
    overrides: input.overrides ?? NO_OVERRIDES,
  };
  return { ...rowsOf(request), switches };
}

/** What is trained and learned, which decides before the rest is filled in. */
export const USUAL = { method: 'qlora', objective: 'sft' } as const satisfies Partial<RequestInput>;

const NO_OVERRIDES: FrameworkSwitches = {};
const DEFAULT_FRAMEWORKS = { pytorch: 'trl', mlx: 'mlx' } as const satisfies Record<string, FrameworkId>;

function basisOf(input: RequestInput): Basis {
  const { method = USUAL.method, objective = USUAL.objective, gpus = 1, gpu = null } = input;
  const framework = input.framework ?? DEFAULT_FRAMEWORKS[RUNTIMES[gpu?.runtime ?? 'cuda'].memory];
  const [row, preset]: [MethodRow, FrameworkRow] = [METHODS[method], FRAMEWORKS[framework]];
  const own = row.quantization === 'none' ? row.quantization : (preset.quantization ?? row.quantization);
  const quantization = input.quantization ?? own;
  const usual = (gpus > 1 && preset.sharding) || 'ddp';
  const sharding = input.sharding ?? (row.trains === 'nothing' ? 'split' : usual);
  return {
    method: row,
    objective: OBJECTIVES[objective],
    framework: preset,
    sharding: SHARDINGS[sharding],
    quantized: quantization !== 'none',
    ids: { method, objective, framework, quantization, sharding, gpu, gpus },
  };
}

/** What the ids of a request stand for. */
function rowsOf(request: EstimateRequest): Omit<Chosen, 'switches'> {
  return {
    request,
    method: METHODS[request.method],
    objective: OBJECTIVES[request.objective],
    quantization: QUANTIZATIONS[request.quantization],
    framework: FRAMEWORKS[request.framework],
    optimizer: OPTIMIZERS[request.optimizer],
    loss: LOSSES[request.loss],
    checkpointing: CHECKPOINTINGS[request.checkpointing],
    attention: ATTENTIONS[request.attention],
    precision: PRECISIONS[request.precision],
    sharding: SHARDINGS[request.sharding],
    kvCache: KV_CACHES[request.kvCache],
  };
}

// ----- Lengths -----

/** Tokens of a prompt where only the completion's length is said. */
export const USUAL_PROMPT = 512;
const USUAL_LENGTH = 2048;

/** The lengths and shares of a request; its completions are part of its sequences, which have at least so many tokens. */
function lengthsOf(input: RequestInput, { objective: { generates, reference } }: Basis, leastTokens: number) {
  const stated = input.completionLength;
  const wanted = input.sequenceLength ?? (stated ? stated + USUAL_PROMPT : USUAL_LENGTH);
  const sequenceLength = Math.max(wanted, leastTokens);
  return {
    sequenceLength,
    completionLength: stated ?? (generates ? Math.min(generates.completion, sequenceLength) : 0),
    generations: input.generations ?? generates?.generations ?? 1,
    vllmShare: input.vllmShare ?? 0,
    vllmSleeps: input.vllmSleeps ?? false,
    reference: input.reference ?? reference ?? false,
    kvCache: input.kvCache ?? 'plain',
    varyingLengths: input.varyingLengths ?? false,
    microBatch: input.microBatch ?? 1,
    accumulation: input.accumulation ?? 1,
  };
}

// ----- What is trained -----

function trainedOf(input: RequestInput, { method, framework, quantized }: Basis) {
  const { loraDtype } = framework;
  return {
    rank: input.rank ?? method.size ?? 16,
    targets: input.targets ?? method.targets ?? 'all-linear',
    loraDtype: input.loraDtype ?? (quantized ? loraDtype.quantized : loraDtype.plain),
    loraDropout: input.loraDropout ?? framework.loraDropout,
    trainedLayers: input.trainedLayers ?? null,
    trainsEmbeddings: input.trainsEmbeddings ?? false,
    tower: input.tower ?? framework.tower ?? ((input.trainedLayers ?? null) === null ? 'trained' : 'frozen'),
  };
}

// ----- How it is computed -----

function stepOf(input: RequestInput, { method, objective, framework, sharding: { engine }, quantized, ids }: Basis) {
  const optimizer = input.optimizer ?? framework.optimizer;
  const dtype = input.dtype ?? (ids.gpu && !ids.gpu.capabilities.bf16 ? 'fp16' : 'bf16');
  const { precision: steppedIn }: OptimizerRow = OPTIMIZERS[optimizer];
  const regime: PrecisionId = engine?.precision ?? steppedIn ?? framework.precision;
  const compiled = input.compiled ?? false;
  return {
    optimizer,
    checkpointing:
      input.checkpointing ??
      method.checkpointing ??
      ((quantized && framework.checkpointingQuantized) || framework.checkpointing),
    attention: input.attention ?? framework.attention,
    loss: input.loss ?? lossOf(objective, framework, compiled),
    dtype,
    baseDtype: input.baseDtype ?? dtype,
    precision: input.precision ?? (supports(ids.gpu, PRECISIONS[regime]) ? regime : 'fp32-master'),
    autocast: input.autocast ?? (framework.autocast && dtype !== 'fp32' && !engine),
    compiled,
  };
}

/** An objective with a loss of its own makes all logits. */
function lossOf({ loss: own }: ObjectiveRow, framework: FrameworkRow, compiled: boolean): LossId {
  const row: LossRow = LOSSES[framework.loss];
  return own ? 'materialized' : (compiled && row.compiledAs) || framework.loss;
}

/** What the framework switches on by itself, some of it over a quantized base alone, or without dropout. */
function switchesOf(input: RequestInput, { method, framework: row, sharding, quantized, ids }: Basis): Switches {
  const { overrides: own = NO_OVERRIDES } = input;
  const fusedKernels = own.fusedKernels ?? (input.compiled === true || row.fusedKernels === true);
  const fusesLora = row.fusedLora === true;
  // FSDP and ZeRO-3 shard a quantized base as it is: trainers skip k-bit preparation there.
  const shardsWeights = ids.gpus > 1 && sharding.castsOnGather;
  return {
    fusedKernels,
    fusedMlp: own.fusedMlp ?? row.fusedMlp ?? (fusedKernels || (fusesLora && method.trains === 'added')),
    fusedLora: own.fusedLora ?? (fusesLora && (input.loraDropout ?? row.loraDropout) === 0),
    reentrant: own.reentrant ?? row.reentrant === true,
    upcastsQuantizedBase: (own.upcastsQuantizedBase ?? row.upcastsQuantizedBase === true) && !shardsWeights,
    quantizesExperts: own.quantizesExperts ?? row.quantizesExperts === true,
    adaptsExperts: own.adaptsExperts ?? row.adaptsExperts ?? (row.quantizesExperts ? 'all' : 'named'),
    quantizesHead: own.quantizesHead ?? (quantized && row.quantizesHead === true),
    keepsQuantizedInputs: own.keepsQuantizedInputs ?? (quantized && row.keepsQuantizedInputs === true),
    fusedQkv: own.fusedQkv ?? row.fusedQkv === true,
    frozenGradients: own.frozenGradients ?? row.frozenGradients === true,
    expandableSegments: own.expandableSegments ?? row.expandableSegments === true,
    keepsLogits: own.keepsLogits ?? row.keepsLogits === true,
  };
}

// ----- How several GPUs are arranged -----

/** Named degrees, and what is left of the GPUs for the dimension that the sharding stands for. */
function degreesOf(input: RequestInput, { sharding: { over }, ids }: Basis) {
  const { tensorParallel: tensor, pipelineParallel: pipeline, contextParallel: context } = input;
  const left = ids.gpus / ((tensor ?? 1) * (pipeline ?? 1) * (context ?? 1));
  const rest = Number.isInteger(left) ? left : 1;
  return {
    tensorParallel: tensor ?? (over === 'tensor' ? rest : 1),
    pipelineParallel: pipeline ?? (over === 'pipeline' ? rest : 1),
    contextParallel: context ?? (over === 'context' ? rest : 1),
    expertParallel: input.expertParallel ?? (over === 'experts' ? rest : 1),
    sequenceParallel: input.sequenceParallel ?? true,
  };
}
