/** Mixtures of experts, with routers, shared experts and dense MLPs beside. */
import type { MoeFacts, ModelFacts } from '../../../facts/types.ts';
import { linear, sum, type LayerLinear, type Part } from '../parts.ts';
import type { MoeMlp } from '../types.ts';
import { densePart, MATRICES } from './dense.ts';

export function moePart(model: ModelFacts, moe: MoeFacts): Part<MoeMlp> {
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
