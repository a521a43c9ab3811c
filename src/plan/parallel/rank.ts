/**
 * What of a model one rank holds: a pipeline stage has consecutive layers, the embedding on the first and head and loss
 * on the last (Megatron-LM, arXiv 2104.04473); expert parallelism divides the routed experts (arXiv 2101.03961).
 */
import {
  architectureOf,
  isRouted,
  type Architecture,
  type LayerGroup,
  type LinearModule,
  type ParameterCounts,
} from '../../model/architecture.ts';
import type { ModelFacts } from '../../facts/types.ts';
import type { Layout } from '../parallel.ts';

/** Where a pipeline's memory is worst: the first stage holds most micro-batches, the last the logits. */
export type Stage = 'whole' | 'first' | 'last';

/** What of a model's architecture one rank holds. @param model as narrow as tensor parallelism makes it. */
export function rankArchitecture(model: ModelFacts, { pipeline, experts }: Layout, stage: Stage): Architecture {
  const { vocabSize, hiddenSize } = model;
  const architecture = architectureOf(model);
  const own = experts > 1 ? fewerExperts(architecture, experts, model) : architecture;
  if (stage === 'whole') return own;
  const layers = own.layers.reduce((sum, { count }) => sum + count, 0);
  return stageOf(own, Math.ceil(layers / pipeline) / layers, stage, vocabSize * hiddenSize);
}

/** A stage of so large a share of the layers; a tied matrix is on both ends. */
function stageOf(whole: Architecture, share: number, stage: Stage, table: number): Architecture {
  const first = stage === 'first';
  const { parameters: all, kvCache } = whole;
  const embedding = first ? all.embedding : 0;
  const head = first ? 0 : all.head || table;
  const towers = first ? { vision: all.vision, audio: all.audio, perLayerEmbedding: all.perLayerEmbedding } : NO_TOWERS;
  const parts = {
    embedding,
    head,
    linears: all.linears * share,
    fusedExperts: all.fusedExperts * share,
    other: all.other * share,
    ...towers,
  };
  const total = Object.values(parts).reduce((sum, one) => sum + one, 0);
  const idle = (all.total - all.vision - all.audio - all.active) * share;
  const parameters: ParameterCounts = {
    ...parts,
    total,
    active: total - towers.vision - towers.audio - idle,
    routedExperts: all.routedExperts * share,
    mtp: 0,
  };
  return {
    ...whole,
    parameters,
    linears: whole.linears.map((one) => ({ ...one, count: one.count * share })),
    layers: whole.layers.map((group) => ({ ...group, count: group.count * share })),
    kvCache: {
      window: kvCache.window,
      fullElementsPerToken: kvCache.fullElementsPerToken * share,
      slidingElementsPerToken: kvCache.slidingElementsPerToken * share,
      fixedStateElements: kvCache.fixedStateElements * share,
    },
  };
}

const NO_TOWERS = { vision: 0, audio: 0, perLayerEmbedding: 0 } as const;

/** Routed experts are divided; routers and shared experts are whole on every rank. */
function fewerExperts(whole: Architecture, parts: number, { hiddenSize, moe }: ModelFacts): Architecture {
  const { parameters: all } = whole;
  const gone = (elements: number) => elements - elements / parts;
  const inLinears = whole.linears
    .filter(({ role }) => role === 'experts')
    .reduce((sum, one) => sum + one.in * one.out * one.count, 0);
  const biases = all.routedExperts - inLinears - all.fusedExperts;
  return {
    ...whole,
    parameters: {
      ...all,
      linears: all.linears - gone(inLinears),
      fusedExperts: all.fusedExperts / parts,
      other: all.other - gone(Math.max(0, biases)),
      total: all.total - gone(all.routedExperts),
      routedExperts: all.routedExperts / parts,
    },
    linears: whole.linears.map((one) => fewer(one, parts)),
    layers: whole.layers.map((group) => withoutExperts(group, moe?.latentSize ?? hiddenSize, parts)),
  };
}

function fewer(linear: LinearModule, parts: number): LinearModule {
  return isRouted(linear) ? { ...linear, count: linear.count / parts } : linear;
}

/** A layer without the experts of other ranks: the elements of a 3-D parameter, or of the linears that are experts. */
function withoutExperts(group: LayerGroup, width: number, parts: number): LayerGroup {
  const gone = (elements: number) => elements - elements / parts;
  const { mlp, linearParameters, fusedExpertParameters } = group;
  if (mlp.kind !== 'moe') return group;
  const routed = mlp.fused ? 0 : mlp.matrices * width * mlp.expertIntermediate * mlp.experts;
  return {
    ...group,
    mlp: { ...mlp, held: mlp.experts / parts },
    linears: group.linears.map((one) => fewer(one, parts)),
    parameters: group.parameters - gone(fusedExpertParameters) - gone(routed),
    linearParameters: linearParameters - gone(routed),
    fusedExpertParameters: fusedExpertParameters - gone(fusedExpertParameters),
  };
}
