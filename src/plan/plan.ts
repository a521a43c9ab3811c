/**
 * From a request to the numbers that the memory terms share, in four steps: the models are looked up, defaults filled in,
 * combinations checked, counts derived.
 */
import { DTYPES } from '../facts/dtypes.ts';
import { architectureOf, lastLayers, type Architecture } from '../model/architecture.ts';
import { blockActivations, type BlockActivations } from './blocks/activations.ts';
import { withPerLayer } from './blocks/per-layer.ts';
import { activationSettings } from './blocks/settings.ts';
import { fillIn, type Chosen } from './defaults.ts';
import { adaptedModules } from './lora.ts';
import { layoutOf, shardsOf, tokensOf, type Layout, type Shards } from './parallel.ts';
import { rankArchitecture, type Stage } from './parallel/rank.ts';
import { rankModel } from './parallel/tensor.ts';
import type { RequestInput } from './request.ts';
import { resolveModels, type Models } from './resolve.ts';
import { checkRules } from './rules.ts';
import { towerModules, towerPlan, type TowerPlan } from './tower.ts';
import { baseWeights, trainedWeights, type BaseWeights, type TrainedWeights } from './weights.ts';

/** Everything the memory terms read. Elements are counts, sizes are bytes per GPU unless a name says otherwise. */
export interface Plan extends Chosen, Models {
  readonly architecture: Architecture;
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
  if (chosen.request.pipelineParallel === 1) return planOf(chosen, models, 'whole');
  return { ...planOf(chosen, models, 'first'), lastStage: planOf(chosen, models, 'last') };
}

function planOf(chosen: Chosen, models: Models, stage: Stage): Plan {
  const { request, method, sharding, precision } = chosen;
  const { model } = models;
  const layout = layoutOf(request);
  const rank = rankModel(model, layout.tensor);
  const architecture = rankArchitecture(architectureOf(rank), layout, stage, rank);
  const streamWidth = model.hiddenSize / (request.sequenceParallel ? layout.tensor : 1);
  const inFlight = (sharding.inFlight ?? ((stages) => stages))(layout.pipeline);
  const frozenBlocks =
    method.trains === 'nothing' ? 0 : Math.max(0, model.layers - (request.trainedLayers ?? Infinity));
  const upper = frozenBlocks > 0 ? lastLayers(architecture, model.layers - frozenBlocks) : architecture;
  const adapted = method.added?.shapes ? adaptedModules(model, upper, request.targets, chosen) : [];
  const onTower = stage === 'last' ? [] : towerModules(chosen, model);
  const all = onTower.length > 0 ? [...adapted, ...onTower] : adapted;
  const trained = trainedWeights(chosen, rank, architecture, upper, all);
  const settings = activationSettings(chosen, model, architecture, adapted);
  return {
    ...chosen,
    ...models,
    architecture,
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
    tokens: tokensOf(request, chosen.objective, layout, method.added),
    base: baseWeights(chosen, rank, architecture, trained),
    trained,
    computeBytes: DTYPES[request.dtype].bytes,
    residualBytes: settings.residualBytes,
    blocks: upper.layers.map((layer) => withPerLayer(blockActivations(layer, streamWidth, settings), model, settings)),
    frozenBlocks,
    tower: stage === 'last' ? null : towerPlan(chosen, model, settings, onTower),
  };
}

/** The same plan with other batches: nothing but the number of tokens depends on them. */
export function withTokens(plan: Plan, microBatch: number, sequenceLength: number): Plan {
  const completionLength = Math.min(plan.request.completionLength, sequenceLength);
  const request = { ...plan.request, microBatch, sequenceLength, completionLength };
  const lastStage = plan.lastStage && withTokens(plan.lastStage, microBatch, sequenceLength);
  return { ...plan, request, lastStage, tokens: tokensOf(request, plan.objective, plan.layout, plan.method.added) };
}
