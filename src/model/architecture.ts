/** Derives a model's parameter counts, linears, layers and cache from its dimensions. Pure; nothing is read from names. */
import { buildLayers, type BuiltGroup } from './architecture/layers.ts';
import { mixerRuns } from './architecture/mixers.ts';
import { mlpRuns } from './architecture/mlps.ts';
import { isRouted, normElements, sum } from './architecture/parts.ts';
import type { Architecture, KvCache, LayerGroup, ParameterCounts, LinearModule } from './architecture/types.ts';
import { audioTower, visionTower } from '../facts/towers.ts';
import type { ModelFacts } from '../facts/types.ts';

export { isInBlock, isRouted } from './architecture/parts.ts';
export type * from './architecture/types.ts';

const known = new WeakMap<ModelFacts, Architecture>();

/** The architecture that a model's dimensions describe; the same object every time it is asked for the same facts. */
export function architectureOf(model: ModelFacts): Architecture {
  const before = known.get(model);
  if (before) return before;
  const architecture = derive(model);
  known.set(model, architecture);
  return architecture;
}

/** The last so many layers: how many there are of each kind, and the linears in them. */
export function lastLayers({ layers, order }: Architecture, count: number): Pick<Architecture, 'layers' | 'linears'> {
  const kept = order.slice(Math.max(0, order.length - count));
  const groups = layers
    .map((layer, index) => ({ ...layer, count: kept.filter((one) => one === index).length }))
    .filter((layer) => layer.count > 0);
  return { layers: groups, linears: mergeLinears(groups) };
}

/** Parameters of the largest layer. */
export function largestLayer({ layers }: Pick<Architecture, 'layers'>): number {
  let largest = 0;
  for (const { parameters } of layers) largest = Math.max(largest, parameters);
  return largest;
}

function derive(model: ModelFacts): Architecture {
  const { groups, order } = buildLayers(model, mixerRuns(model), mlpRuns(model));
  const outside = outsideLinears(model);
  const inLayers = groups.flatMap(({ linears }) => linears.filter((one) => one.role !== 'router'));
  return {
    parameters: countParameters(model, groups, sum(outside.map((one) => one.in * one.out * one.count))),
    linears: [...mergeLinears(groups), ...outside],
    layers: groups.map(layerOf),
    order,
    kvCache: cacheOf(model, groups),
    largestLinear: Math.max(0, ...inLayers.map((one) => one.in * one.out)),
  };
}

function layerOf({ mixerPart: _, mlpPart: __, ...layer }: BuiltGroup): LayerGroup {
  return layer;
}

function countParameters(model: ModelFacts, groups: readonly BuiltGroup[], outside: number): ParameterCounts {
  const { hiddenSize, vocabSize, layers, perLayerEmbedding: ple } = model;
  const over = (count: (group: BuiltGroup) => number) => sum(groups.map((group) => group.count * count(group)));
  const norm = normElements(model);
  const linears = over((group) => group.linearParameters);
  const fusedExperts = over((group) => group.fusedExpertParameters);
  const restOfLayers = over((group) => group.parameters) - linears - fusedExperts;
  const parts = {
    embedding: embeddingElements(model),
    head: (model.tiedEmbeddings ? 0 : vocabSize * hiddenSize) + (model.headBias ? vocabSize : 0),
    linears,
    fusedExperts,
    perLayerEmbedding: ple ? ple.vocabSize * layers * ple.size : 0,
    vision: model.vision ? visionTower(model.vision).elements(model.vision, hiddenSize) : 0,
    audio: model.audio ? audioTower(model.audio).elements(model.audio, hiddenSize) : 0,
    other: restOfLayers + outside + norm + (ple?.size ?? 0) + (model.otherElements ?? 0),
  };
  const total = sum(Object.values(parts));
  const routedExperts = over(routedElements);
  return {
    total,
    active: total - parts.vision - parts.audio - over(idleElements),
    ...parts,
    routedExperts,
    mtp: model.mtp ? mtpElements(model, model.mtp.layers * lastLayer(groups)) : 0,
  };
}

/** Token table, learned positions, and BLOOM's norm behind them. */
function embeddingElements(model: ModelFacts): number {
  const rows = model.vocabSize + (model.extraEmbeddingRows ?? 0) + (model.learnedPositions ?? 0);
  return rows * model.hiddenSize + (model.embeddingNorm ? normElements(model) : 0);
}

function routedElements({ linears, mlpPart }: BuiltGroup): number {
  const routed = linears.filter(isRouted);
  return sum(routed.map((one) => one.in * one.out * one.count)) + (mlpPart.expertBiases ?? 0);
}

/** Elements of the routed experts that a token does not choose. */
function idleElements(group: BuiltGroup): number {
  if (group.mlp.kind !== 'moe') return 0;
  return (routedElements(group) * (group.mlp.experts - group.mlp.expertsPerToken)) / group.mlp.experts;
}

/** Multi-token prediction repeats the last attention layer, with a 2h·h projection and norms before it. */
function mtpElements(model: ModelFacts, layers: number): number {
  const { hiddenSize, vocabSize } = model;
  const own = (model.mtp?.ownEmbeddings ? 1 : 0) + (model.mtp?.ownHead ? 1 : 0);
  const each = 2 * hiddenSize ** 2 + (model.mtp?.norms ?? 0) * normElements(model) + own * vocabSize * hiddenSize;
  return layers + (model.mtp?.layers ?? 0) * each;
}

/** Elements of the last full-attention layer; where mixers and MLPs alternate, of one of each. */
function lastLayer(groups: readonly BuiltGroup[]): number {
  const attention = groups.findLast((group) => group.mixer.kind === 'attention');
  const own = attention?.parameters ?? 0;
  if (attention?.mlp.kind !== 'none') return own;
  return own + (groups.findLast((group) => group.mixer.kind === 'none')?.parameters ?? 0);
}

/** Linears of the text model that belong to no layer (Gemma 3n, 4 E models). */
function outsideLinears({ hiddenSize, layers, perLayerEmbedding, altup }: ModelFacts): readonly LinearModule[] {
  const role = 'outside-layers';
  const perLayer = perLayerEmbedding && [
    {
      name: 'per_layer_model_projection',
      in: hiddenSize,
      out: layers * perLayerEmbedding.size,
      count: 1,
      role,
    } as const,
  ];
  const streams = altup && [
    { name: 'altup_projections', in: hiddenSize, out: hiddenSize, count: altup.inputs - 1, role } as const,
    { name: 'altup_unembed_projections', in: hiddenSize, out: hiddenSize, count: altup.inputs - 1, role } as const,
  ];
  return [...(perLayer ?? []), ...(streams ?? [])];
}

/** One entry per name and shape, counted over all layers. */
function mergeLinears(groups: readonly LayerGroup[]): readonly LinearModule[] {
  const merged = new Map<string, LinearModule>();
  for (const group of groups) {
    for (const one of group.linears) {
      const key = `${one.name} ${one.in} ${one.out}`;
      merged.set(key, { ...one, count: (merged.get(key)?.count ?? 0) + one.count * group.count });
    }
  }
  return [...merged.values()];
}

function cacheOf(model: ModelFacts, groups: readonly BuiltGroup[]): KvCache {
  const windowed = (group: BuiltGroup) => group.mixer.kind === 'attention' && group.mixer.window !== null;
  const perToken = (some: readonly BuiltGroup[]) => sum(some.map((one) => one.count * (one.mixerPart.cache ?? 0)));
  return {
    fullElementsPerToken: perToken(groups.filter((group) => !windowed(group))),
    slidingElementsPerToken: perToken(groups.filter(windowed)),
    window: groups.some(windowed) ? (model.slidingWindow?.window ?? null) : null,
    fixedStateElements: sum(groups.map((one) => one.count * (one.mixerPart.state ?? 0))),
  };
}
