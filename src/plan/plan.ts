/**
 * From names to numbers: ids become fact rows, every default is decided (here and nowhere else), and the counts that
 * several terms share are derived once.
 */
import { activationSettings, residualBytesOf } from './blocks/settings.ts';
import { checkDevice, supports } from './capabilities.ts';
import { checkCombination, chosenRows } from './combinations.ts';
import { blockActivations, type BlockActivations } from './blocks/activations.ts';
import { architectureOf, lastLayers, type Architecture } from '../model/architecture.ts';
import { CHECKPOINTINGS, type CheckpointingRow } from '../facts/checkpointings.ts';
import { FRAMEWORKS, type FrameworkRow } from '../facts/frameworks.ts';
import { resolveModel } from '../model/lookup.ts';
import { LOSSES, type LossRow } from '../facts/losses.ts';
import { RUNTIMES } from '../facts/runtimes.ts';
import { METHODS, type MethodRow } from '../facts/methods.ts';
import { OBJECTIVES, type ObjectiveRow } from '../facts/objectives.ts';
import { OPTIMIZERS, type OptimizerRow } from '../facts/optimizers.ts';
import { PRECISIONS, type PrecisionRow } from '../facts/precisions.ts';
import { QUANTIZATIONS, type QuantizationRow } from '../facts/quantizations.ts';
import { SHARDINGS, type ShardingRow } from '../facts/shardings.ts';
import type { ModelFacts } from '../facts/types.ts';
import { kernelsOf } from './kernels.ts';
import { adaptedModules } from './lora.ts';
import { checkObjective, lossOf, objectiveDefaults, withHeadOf } from './objective.ts';
import { layoutOf, shardsOf, tokensOf, type Layout, type Shards } from './parallel.ts';
import { rankArchitecture, type Stage } from './parallel/rank.ts';
import { rankModel } from './parallel/tensor.ts';
import { withPerLayer } from './blocks/per-layer.ts';
import type { EstimateRequest, RequestInput } from './request.ts';
import { imageTokens, towerModules, towerPlan, type TowerPlan } from './tower.ts';
import { baseWeights, trainedWeights, type BaseWeights, type TrainedWeights } from './weights.ts';

/** Everything the memory terms read. Elements are counts, sizes are bytes per GPU unless a name says otherwise. */
export interface Plan {
  readonly request: EstimateRequest;
  readonly model: ModelFacts;
  readonly architecture: Architecture;
  readonly method: MethodRow;
  readonly objective: ObjectiveRow;
  readonly quantization: QuantizationRow;
  readonly framework: FrameworkRow;
  readonly optimizer: OptimizerRow;
  readonly loss: LossRow;
  readonly checkpointing: CheckpointingRow;
  readonly precision: PrecisionRow;
  readonly sharding: ShardingRow;
  readonly gpus: number;
  readonly layout: Layout;
  /** Which part of a pipeline this is. */
  readonly stage: Stage;
  /** The last stage, where this is the first: the worse of the two is what a card must hold. */
  readonly lastStage: Plan | null;
  /** Micro-batches whose stored activations are held at once. */
  readonly inFlight: number;
  /** Gradients of earlier micro-batches are there in all passes. */
  readonly keepsGradients: boolean;
  /** Rows of embedding and head on a GPU. */
  readonly vocabulary: number;
  /** Width of the stream between blocks, or a GPU's share of it. */
  readonly streamWidth: number;
  /** Into how many parts a GPU's share is divided; infinitely many where all of it waits in host memory. */
  readonly shards: Shards;
  /** Tokens of a micro-batch on one GPU. */
  readonly tokens: number;
  readonly base: BaseWeights;
  readonly trained: TrainedWeights;
  readonly computeBytes: number;
  /** Bytes per element of the stream between blocks. */
  readonly residualBytes: number;
  /** Those that are trained, or below which something is. */
  readonly blocks: readonly BlockActivations[];
  /** Blocks below the first that is trained. */
  readonly frozenBlocks: number;
  /** Null where no image is looked at. */
  readonly tower: TowerPlan | null;
}

/**
 * Fills in every default and derives what the terms share.
 * @throws UserError for an unknown model, or options that exclude each other.
 */
export function makePlan(input: RequestInput): Plan {
  checkObjective(input);
  const named = typeof input.model === 'string' ? resolveModel(input.model).model : input.model;
  const model = withHeadOf(named, OBJECTIVES[input.objective ?? 'sft']);
  const request = withDefaults(input, model);
  if (request.pipelineParallel === 1) return planOf(model, request, 'whole');
  return { ...planOf(model, request, 'first'), lastStage: planOf(model, request, 'last') };
}

function planOf(model: ModelFacts, request: EstimateRequest, stage: Stage): Plan {
  const rows = rowsOf(request);
  const { method, objective, quantization, precision, sharding } = rows;
  const layout = layoutOf(request, sharding, request.gpus);
  const rank = rankModel(model, layout.tensor);
  const architecture = rankArchitecture(architectureOf(rank), layout, stage, rank);
  const streamWidth = model.hiddenSize / (request.sequenceParallel ? layout.tensor : 1);
  const inFlight = (sharding.inFlight ?? ((stages) => stages))(layout.pipeline);
  checkCombination(request, method, quantization);
  if (request.gpu) checkDevice(request.gpu, chosenRows(request));
  const residualBytes = residualBytesOf(request, method, quantization, precision);
  const frozenBlocks =
    method.trains === 'nothing' ? 0 : Math.max(0, model.layers - (request.trainedLayers ?? Infinity));
  const upper = frozenBlocks > 0 ? lastLayers(architecture, model.layers - frozenBlocks) : architecture;
  const adapted = method.added?.shapes ? adaptedModules(model, upper, request, method.added) : [];
  const onTower = stage === 'last' ? [] : towerModules(request, model, method.added);
  const all = onTower.length > 0 ? [...adapted, ...onTower] : adapted;
  const trained = trainedWeights(request, rank, architecture, upper, method, precision, all);
  const settings = activationSettings(request, model, architecture, method, adapted, residualBytes);
  return {
    request,
    model,
    architecture,
    ...rows,
    gpus: request.gpus,
    layout,
    stage,
    lastStage: null,
    inFlight: stage === 'last' ? 1 : inFlight,
    keepsGradients:
      request.accumulation > 1 || inFlight > 1 || (method.trains === 'all' && precision.gradientsStay === true),
    vocabulary: rank.vocabSize,
    streamWidth,
    shards: shardsOf(sharding, layout, architecture),
    tokens: tokensOf(request, objective, layout, method.added),
    base: baseWeights(request, rank, architecture, method, quantization, precision, trained),
    trained,
    computeBytes: settings.computeBytes,
    residualBytes,
    blocks: upper.layers.map((layer) => withPerLayer(blockActivations(layer, streamWidth, settings), model, settings)),
    frozenBlocks,
    tower: stage === 'last' ? null : towerPlan(request, model, settings, onTower),
  };
}

/** What the ids of a request stand for. */
function rowsOf(request: EstimateRequest) {
  const method: MethodRow = METHODS[request.method];
  const objective: ObjectiveRow = OBJECTIVES[request.objective];
  const quantization: QuantizationRow = QUANTIZATIONS[request.quantization];
  const framework: FrameworkRow = FRAMEWORKS[request.framework];
  const optimizer: OptimizerRow = OPTIMIZERS[request.optimizer];
  const loss: LossRow = LOSSES[request.loss];
  const checkpointing: CheckpointingRow = CHECKPOINTINGS[request.checkpointing];
  const precision: PrecisionRow = PRECISIONS[request.precision];
  const sharding: ShardingRow = SHARDINGS[request.sharding];
  return { method, objective, quantization, framework, optimizer, loss, checkpointing, precision, sharding };
}

/** The same plan with other batches: nothing but the number of tokens depends on them. */
export function withTokens(plan: Plan, microBatch: number, sequenceLength: number): Plan {
  const completionLength = Math.min(plan.request.completionLength, sequenceLength);
  const request = { ...plan.request, microBatch, sequenceLength, completionLength };
  const lastStage = plan.lastStage && withTokens(plan.lastStage, microBatch, sequenceLength);
  return { ...plan, request, lastStage, tokens: tokensOf(request, plan.objective, plan.layout, plan.method.added) };
}

const DEFAULT_FRAMEWORKS = { pytorch: 'trl', mlx: 'mlx' } as const;

/** The defaults, all of them. The framework preset decides its own switches; the rest is what people ask for first. */
function withDefaults(input: RequestInput, model: ModelFacts): EstimateRequest {
  const method = input.method ?? 'qlora';
  const row: MethodRow = METHODS[method];
  const gpu = input.gpu ?? null;
  const framework = input.framework ?? DEFAULT_FRAMEWORKS[RUNTIMES[gpu?.runtime ?? 'cuda'].memory];
  const preset: FrameworkRow = FRAMEWORKS[framework];
  const quantization = input.quantization ?? quantizationOf(row, preset);
  const quantized = quantization !== 'none';
  const gpus = input.gpus ?? 1;
  const sharding = input.sharding ?? (row.trains === 'nothing' ? 'split' : (gpus > 1 && preset.sharding) || 'ddp');
  const { engine }: ShardingRow = SHARDINGS[sharding];
  const optimizer: OptimizerRow = OPTIMIZERS[input.optimizer ?? preset.optimizer];
  const regime = engine?.precision ?? optimizer.precision ?? preset.precision;
  const layout = layoutOf(input, SHARDINGS[sharding], gpus);
  const kernels = kernelsOf(input, preset);
  const loss: LossRow = LOSSES[preset.loss];
  const dtype = input.dtype ?? (gpu && !gpu.capabilities.bf16 ? 'fp16' : 'bf16');
  return {
    model: input.model,
    method,
    ...objectiveDefaults(input, imageTokens(model, input.images)),
    quantization,
    framework,
    microBatch: input.microBatch ?? 1,
    accumulation: input.accumulation ?? 1,
    rank: input.rank ?? row.size ?? 16,
    targets: input.targets ?? row.targets ?? 'all-linear',
    loraDtype: input.loraDtype ?? (quantized ? preset.loraDtype.quantized : preset.loraDtype.plain),
    loraDropout: input.loraDropout ?? preset.loraDropout,
    optimizer: input.optimizer ?? preset.optimizer,
    checkpointing:
      input.checkpointing ??
      row.checkpointing ??
      ((quantized && preset.checkpointingQuantized) || preset.checkpointing),
    attention: input.attention ?? preset.attention,
    loss: lossOf(input, (kernels.compiled && loss.compiledAs) || preset.loss),
    dtype,
    baseDtype: input.baseDtype ?? dtype,
    precision: input.precision ?? (supports(gpu, PRECISIONS[regime]) ? regime : 'fp32-master'),
    autocast: input.autocast ?? (preset.autocast && dtype !== 'fp32' && !engine),
    ...kernels,
    ...switchesOf(input, preset, quantized),
    trainedLayers: input.trainedLayers ?? null,
    trainsEmbeddings: input.trainsEmbeddings ?? false,
    varyingLengths: input.varyingLengths ?? false,
    images: input.images ?? null,
    tower: input.tower ?? preset.tower ?? (input.trainedLayers === undefined ? 'trained' : 'frozen'),
    gpu,
    gpus,
    sharding,
    kvCache: input.kvCache ?? 'plain',
    tensorParallel: layout.tensor,
    pipelineParallel: layout.pipeline,
    contextParallel: layout.context,
    expertParallel: layout.experts,
    sequenceParallel: input.sequenceParallel ?? true,
  };
}

/** What a framework switches on by itself, some of it over a quantized base alone. */
function switchesOf(input: RequestInput, preset: FrameworkRow, quantized: boolean) {
  return {
    reentrant: input.reentrant ?? preset.reentrant === true,
    upcastsQuantizedBase: (input.upcastsQuantizedBase ?? preset.upcastsQuantizedBase) && !shardsWeights(input),
    quantizesExperts: input.quantizesExperts ?? preset.reachesExperts,
    adaptsExperts: input.adaptsExperts ?? preset.adaptsExperts ?? (preset.reachesExperts ? 'all' : 'named'),
    quantizesHead: input.quantizesHead ?? (quantized && preset.quantizesHead === true),
    keepsQuantizedInputs: input.keepsQuantizedInputs ?? (quantized && preset.keepsQuantizedInputs === true),
    fusedQkv: input.fusedQkv ?? preset.fusedQkv === true,
    frozenGradients: input.frozenGradients ?? preset.frozenGradients === true,
    expandableSegments: input.expandableSegments ?? preset.expandableSegments === true,
    keepsLogits: input.keepsLogits ?? preset.keepsLogits === true,
  };
}

function quantizationOf({ quantization }: MethodRow, preset: FrameworkRow): EstimateRequest['quantization'] {
  return quantization === 'none' ? quantization : (preset.quantization ?? quantization);
}

/** FSDP and ZeRO-3 shard a quantized base as it is: trainers skip k-bit preparation there. */
function shardsWeights({ gpus, sharding }: RequestInput): boolean {
  return (gpus ?? 1) > 1 && SHARDINGS[sharding ?? 'ddp'].castsOnGather;
}
