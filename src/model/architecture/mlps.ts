/** MLPs: dense, and mixtures of experts with routers, shared experts and dense layers between. */
import { UserError } from '../../errors.ts';
import type { MoeFacts, ModelFacts } from '../../facts/types.ts';
import { linear, sum, type LayerLinear, type MlpRun, type Part } from './parts.ts';
import type { Activation, DenseMlp, MoeMlp, NoMlp } from './types.ts';

const NO_MLP: Part<NoMlp> = { kind: { kind: 'none' }, linears: [], other: 0 };
const MATRICES: Readonly<Record<Activation, 2 | 3>> = { swiglu: 3, geglu: 3, gelu: 2, relu: 2, relu2: 2 };

/** The model's MLPs in layer order: dense layers before those with experts. */
export function mlpRuns(model: ModelFacts): readonly MlpRun[] {
  const { moe } = model;
  if (model.layerPattern !== undefined) return patternRuns(model, model.layerPattern);
  if (model.mlpGroups) {
    return model.mlpGroups.map((group) => ({ count: group.layers, part: densePart(model, group.intermediateSize) }));
  }
  if (!moe) return [{ count: model.layers, part: densePart(model, model.intermediateSize) }];
  const dense = model.layers - moe.moeLayers;
  const experts: MlpRun = { count: moe.moeLayers, part: moePart(model, moe) };
  if (dense === 0) return [experts];
  return [{ count: dense, part: densePart(model, moe.denseIntermediate ?? model.intermediateSize) }, experts];
}

function patternRuns(model: ModelFacts, pattern: string): readonly MlpRun[] {
  return [...pattern].map((symbol) => {
    if (symbol === '-') return { count: 1, part: densePart(model, model.intermediateSize) };
    if (symbol === 'E' && model.moe) return { count: 1, part: moePart(model, model.moe) };
    return { count: 1, part: NO_MLP };
  });
}

function densePart(model: ModelFacts, intermediate: number | undefined): Part<DenseMlp> {
  if (intermediate === undefined) {
    throw new UserError('invalid-option', `${model.name}: the width of its MLP is missing.`, 'Give intermediate_size.');
  }
  const activation = model.mlp ?? 'swiglu';
  const matrices = MATRICES[activation];
  return {
    kind: { kind: 'dense', intermediate, matrices, activation },
    linears: denseLinears(model, intermediate),
    other: model.mlpBias ? (matrices - 1) * intermediate + model.hiddenSize : 0,
  };
}

function denseLinears(model: ModelFacts, intermediate: number): readonly LayerLinear[] {
  const gated = MATRICES[model.mlp ?? 'swiglu'] === 3;
  const names = model.modules?.mlp ?? (gated ? ['gate_proj', 'up_proj', 'down_proj'] : ['up_proj', 'down_proj']);
  const ups = names.slice(0, -1);
  // A gated MLP with one name before the last makes gate and up in one matrix.
  const width = ((gated ? 2 : 1) * intermediate) / ups.length;
  return [
    ...ups.map((name) => linear(name, model.hiddenSize, width, 'mlp')),
    linear(names.at(-1) ?? 'down_proj', intermediate, model.hiddenSize, 'mlp'),
  ];
}

function moePart(model: ModelFacts, moe: MoeFacts): Part<MoeMlp> {
  const activation = model.mlp ?? 'swiglu';
  const matrices = MATRICES[activation];
  const beside = moe.parallelDense ? densePart(model, model.intermediateSize) : undefined;
  const expertBiases = moe.expertBias ? moe.experts * ((matrices - 1) * moe.expertIntermediate + model.hiddenSize) : 0;
  return {
    kind: {
      kind: 'moe',
      experts: moe.experts,
      held: moe.experts,
      expertsPerToken: moe.expertsPerToken,
      expertIntermediate: moe.expertIntermediate,
      sharedIntermediate: moe.sharedIntermediate ?? 0,
      parallelDenseIntermediate: beside?.kind.intermediate ?? 0,
      matrices,
      activation,
      fused: moe.fusedExperts ?? false,
    },
    linears: [
      ...routerLinears(model, moe),
      ...expertLinears(model, moe, matrices),
      ...sharedLinears(model, moe, matrices),
      ...(beside?.linears ?? []),
    ],
    other: sum([
      moe.routerBias ? moe.experts : 0,
      moe.routerCorrectionBias ? moe.experts : 0,
      moe.routerScales ? model.hiddenSize + moe.experts : 0,
      expertBiases,
      beside?.other ?? 0,
    ]),
    expertBiases,
  };
}

function routerLinears({ hiddenSize }: ModelFacts, moe: MoeFacts): readonly LayerLinear[] {
  const latent = moe.latentSize;
  return [
    linear('router', hiddenSize, moe.experts, 'router'),
    ...(latent === undefined
      ? []
      : [linear('moe.latent_down', hiddenSize, latent, 'mlp'), linear('moe.latent_up', latent, hiddenSize, 'mlp')]),
  ];
}

function expertLinears(model: ModelFacts, moe: MoeFacts, matrices: 2 | 3): readonly LayerLinear[] {
  const { experts, expertIntermediate: width } = moe;
  const hidden = moe.latentSize ?? model.hiddenSize;
  if (moe.fusedExperts) {
    const up = matrices === 3 ? 'experts.gate_up_proj' : 'experts.up_proj';
    return [
      linear(up, hidden, (matrices - 1) * width, 'fused-experts', experts),
      linear('experts.down_proj', width, hidden, 'fused-experts', experts),
    ];
  }
  return [
    ...(matrices === 3 ? [linear('experts.gate_proj', hidden, width, 'experts', experts)] : []),
    linear('experts.up_proj', hidden, width, 'experts', experts),
    linear('experts.down_proj', width, hidden, 'experts', experts),
  ];
}

function sharedLinears({ hiddenSize }: ModelFacts, moe: MoeFacts, matrices: 2 | 3): readonly LayerLinear[] {
  const width = moe.sharedIntermediate;
  if (width === undefined) return [];
  return [
    ...(matrices === 3 ? [linear('shared_expert.gate_proj', hiddenSize, width, 'mlp')] : []),
    linear('shared_expert.up_proj', hiddenSize, width, 'mlp'),
    linear('shared_expert.down_proj', width, hiddenSize, 'mlp'),
    ...(moe.sharedExpertGate ? [linear('shared_expert_gate', hiddenSize, 1, 'mlp')] : []),
  ];
}
