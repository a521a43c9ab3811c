/**
 * From a request to the numbers that the memory terms share, in four steps: the models are looked up, defaults filled in,
 * combinations checked, counts derived.
 */
import { DTYPES } from '../facts/dtypes.ts';
import type { GpuFacts } from '../facts/gpus.ts';
import { NATIVE_QUANTIZATIONS, type NativeQuantizationRow } from '../facts/native-quantizations.ts';
import type { ModelFacts } from '../facts/types.ts';
import { architectureOf, lastLayers, type Architecture } from '../model/architecture.ts';
import { blockActivations } from './blocks/activations.ts';
import type { BlockActivations } from './blocks/block.ts';
import { withPerLayer } from './blocks/per-layer.ts';
import { activationSettings } from './blocks/settings.ts';
import { fillIn, type Chosen } from './defaults.ts';
import { adaptedModules } from './lora.ts';
import { layoutOf, shardsOf, type Layout, type Shards } from './parallel.ts';
import { rankArchitecture, type Stage } from './parallel/rank.ts';
import { rankModel, type ModelShare } from './parallel/tensor.ts';
import type { RequestInput } from './request.ts';
import { resolveModels, type Models } from './resolve.ts';
import { checkRules } from './rules.ts';
import { towerPlan, type TowerPlan } from './tower.ts';
import { weightsOf, type Weights } from './weights.ts';

/** The run as a whole, all its GPUs together. */
export interface Whole extends Models {
  readonly architecture: Architecture;
  /** How the checkpoint is stored, where it is quantized already. */
  readonly native: NativeQuantizationRow | undefined;
  readonly gpus: number;
  readonly layout: Layout;
}

/** What of the run one GPU has. Elements are counts, sizes are bytes, both before any sharding unless a name says otherwise. */
interface Share extends Weights {
  /** What it computes: matrices and vocabulary are as narrow as tensor parallelism makes them. */
  readonly model: ModelShare;
  readonly architecture: Architecture;
  /** Which part of a pipeline this is. */
  readonly stage: Stage;
  readonly layers: number;
  /** Rows of embedding and head. */
  readonly vocabulary: number;
  /** Width of the stream between blocks, or a part of it. */
  readonly streamWidth: number;
  /** Tokens of a micro-batch. */
  readonly tokens: number;
  /** Micro-batches whose stored activations are held at once. */
  readonly inFlight: number;
  /** Gradients of earlier micro-batches are there in all passes. */
  readonly keepsGradients: boolean;
  /** Into how many parts the share is divided; infinitely many where all of it waits in host memory. */
  readonly shards: Shards;
  /** Bytes per element of the matrix products. */
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

/** Everything the memory terms read: what was chosen, the whole of it, and one GPU's share. */
export interface Plan {
  readonly chosen: Chosen;
  readonly whole: Whole;
  readonly share: Share;
  /** Of the last stage, where this is the first of a pipeline: the worse of the two is what a card must hold. */
  readonly lastStage: Plan | null;
}

/**
 * The plan of a request whose fields are what they may be: what searches call. `checkRequest` is for what is not known
 * to be.
 * @throws UserError for an unknown model, or options that exclude each other.
 */
export function makePlan(input: RequestInput): Plan {
  const models = resolveModels(input);
  const chosen = fillIn(input, models.model);
  checkRules(chosen, models.model);
  return derive(chosen, models);
}

function derive(chosen: Chosen, models: Models): Plan {
  const { request } = chosen;
  const whole: Whole = {
    ...models,
    architecture: architectureOf(models.model),
    native: nativeOf(models.model),
    gpus: request.gpus,
    layout: layoutOf(request),
  };
  const ofStage = (stage: Stage): Plan => ({
    chosen,
    whole,
    share: shareOf(chosen, whole, stage),
    lastStage: stage === 'first' ? ofStage('last') : null,
  });
  return ofStage(request.pipelineParallel === 1 ? 'whole' : 'first');
}

function nativeOf({ quantization }: ModelFacts): NativeQuantizationRow | undefined {
  return quantization && NATIVE_QUANTIZATIONS[quantization.method];
}

function shareOf(chosen: Chosen, { model, layout }: Whole, stage: Stage): Share {
  const { request, method, sharding, precision } = chosen;
  const rank = rankModel(model, layout.tensor);
  const architecture = rankArchitecture(rank, layout, stage);
  const streamWidth = model.hiddenSize / (request.sequenceParallel ? layout.tensor : 1);
  const inFlight = (sharding.inFlight ?? ((stages) => stages))(layout.pipeline);
  const frozenBlocks =
    method.trains === 'nothing' ? 0 : Math.max(0, model.layers - (request.trainedLayers ?? Infinity));
  const upper = frozenBlocks > 0 ? lastLayers(architecture, model.layers - frozenBlocks) : architecture;
  const adapted = method.added?.shapes ? adaptedModules(model, upper, request.targets, chosen) : [];
  const settings = activationSettings(chosen, model, architecture, adapted);
  const tower = stage === 'last' ? null : towerPlan(chosen, model, settings);
  const all = tower && tower.adapted.length > 0 ? [...adapted, ...tower.adapted] : adapted;
  return {
    model: rank,
    architecture,
    stage,
    layers: architecture.layers.reduce((sum, { count }) => sum + count, 0),
    vocabulary: rank.vocabSize,
    streamWidth,
    tokens: tokensOf(chosen, layout),
    inFlight: stage === 'last' ? 1 : inFlight,
    keepsGradients:
      request.accumulation > 1 || inFlight > 1 || (method.trains === 'all' && precision.gradientsStay === true),
    shards: shardsOf(sharding, layout, architecture),
    ...weightsOf(chosen, { model: rank, architecture, upper, stage }, all),
    computeBytes: DTYPES[request.dtype].bytes,
    residualBytes: settings.residualBytes,
    blocks: upper.layers.map((layer) => withPerLayer(blockActivations(layer, streamWidth, settings), model, settings)),
    frozenBlocks,
    tower,
  };
}

/** Tokens of a micro-batch on one GPU. */
function tokensOf({ request, objective, method: { added } }: Chosen, { context }: Layout): number {
  const length = request.sequenceLength + (added?.extraTokens?.(request.rank) ?? 0);
  return request.microBatch * objective.sequences * Math.ceil(length / context);
}

// ----- The same plan with a little of it changed -----

/** With other batches: nothing but the number of tokens depends on them. */
export function withTokens(plan: Plan, microBatch: number, sequenceLength: number): Plan {
  const { chosen, whole, share } = plan;
  const completionLength = Math.min(chosen.request.completionLength, sequenceLength);
  const sized = { ...chosen, request: { ...chosen.request, microBatch, sequenceLength, completionLength } };
  return {
    chosen: sized,
    whole,
    share: { ...share, tokens: tokensOf(sized, whole.layout) },
    lastStage: plan.lastStage && withTokens(plan.lastStage, microBatch, sequenceLength),
  };
}

/** On another device that computes alike. */
export function withDevice({ chosen, lastStage, ...plan }: Plan, gpu: GpuFacts): Plan {
  return {
    ...plan,
    chosen: { ...chosen, request: { ...chosen.request, gpu } },
    lastStage: lastStage && withDevice(lastStage, gpu),
  };
}
