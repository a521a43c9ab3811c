/** Decoders with state-space layers. Source of each row: huggingface/transformers src/transformers/models/<type>/modeling_<type>.py. */
import type { MambaFacts } from '../../facts/types.ts';
import { fail, flag, layerCount, list, size, sizeOr, text, wholeOr, type Fields } from './fields.ts';
import {
  experts,
  flaggedBiases,
  gated,
  geometry,
  layersWhere,
  predicts,
  type ConfigRows,
  type Decoded,
} from './parts.ts';

function mamba2Sizes(fields: Fields, inner: number): Omit<MambaFacts, 'layers' | 'attentionLayers'> {
  const heads = sizeOr(fields, 'mamba_n_heads') ?? size(fields, 'mamba_num_heads');
  const said = fields.get('mamba_d_head') ?? fields.get('mamba_head_dim');
  const headDim =
    typeof said === 'number'
      ? (sizeOr(fields, 'mamba_d_head') ?? size(fields, 'mamba_head_dim'))
      : Math.floor(inner / heads);
  return {
    heads,
    headDim: headDim >= 1 ? headDim : fail(`The configuration has ${heads} state-space heads on a width of ${inner}.`),
    stateSize: sizeOr(fields, 'mamba_d_state') ?? size(fields, 'ssm_state_size'),
    groups: sizeOr(fields, 'mamba_n_groups') ?? size(fields, 'n_groups'),
    convKernel: sizeOr(fields, 'mamba_d_conv') ?? size(fields, 'conv_kernel'),
  };
}

/** One mixer per layer. */
function nemotronH(fields: Fields): Decoded {
  const symbols: Readonly<Record<string, string>> = {
    mamba: 'M',
    linear_attention: 'M',
    attention: '*',
    full_attention: '*',
    mlp: '-',
    moe: 'E',
  };
  const named = list(fields, 'layer_types')
    .map((type) => symbols[String(type)] ?? '?')
    .join('');
  const pattern = named || text(fields, 'hybrid_override_pattern').replace(/[^M*E-]/g, '');
  if (!/^[M*E-]+$/.test(pattern))
    fail('The configuration does not say which of its layers are attention, state space or MLP.');
  const count = (symbol: string) => pattern.split(symbol).length - 1;
  const shared = wholeOr(fields, 'n_shared_experts') ? wholeOr(fields, 'moe_shared_expert_intermediate_size') : 0;
  const latentSize = wholeOr(fields, 'moe_latent_size');
  return {
    mlpBias: flag(fields, 'mlp_bias'),
    layers: pattern.length,
    mlp: 'relu2',
    normsPerLayer: 1,
    position: 'nope',
    layerPattern: pattern,
    mamba: { layers: count('M'), attentionLayers: count('*'), ...mamba2Sizes(fields, size(fields, 'hidden_size')) },
    ...(count('E') > 0
      ? experts(fields, count('E'), {
          ...(shared ? { sharedExperts: 1, sharedIntermediate: shared } : {}),
          ...(latentSize ? { latentSize } : {}),
        })
      : {}),
    ...predicts(fields),
    modules: { mlp: ['up_proj', 'down_proj'] },
  };
}

/** Attention and Mamba-2 side by side in every layer; its norm is optional. */
function falconH1(fields: Fields): Decoded {
  const { layers, hiddenSize } = geometry(fields);
  const inner = sizeOr(fields, 'mamba_d_ssm') ?? (sizeOr(fields, 'mamba_expand') ?? 2) * hiddenSize;
  const mamba = mamba2Sizes(fields, inner);
  const normless = flag(fields, 'mamba_rms_norm') ? 0 : -mamba.heads * mamba.headDim;
  return {
    ...flaggedBiases(fields),
    ...gated(fields),
    mamba: { layers, attentionLayers: layers, besideAttention: true, ...mamba },
    otherElements: layers * (normless + mambaBiases(fields, mamba, hiddenSize)),
    approximate: 'attention and state space share a layer; activations are those of its attention and MLP',
  };
}

function mambaBiases(
  fields: Fields,
  { heads, headDim, groups, stateSize }: Omit<MambaFacts, 'layers' | 'attentionLayers'>,
  hidden: number,
): number {
  const inner = heads * headDim;
  const convolved = inner + 2 * groups * stateSize;
  const convolution = flag(fields, 'mamba_conv_bias', true) ? 0 : -convolved;
  return convolution + (flag(fields, 'mamba_proj_bias') ? inner + convolved + heads + hidden : 0);
}

function granitemoehybrid(fields: Fields): Decoded {
  const { layers, hiddenSize } = geometry(fields);
  const named = list(fields, 'layer_types');
  const attention = named.filter((type) => type === 'attention' || type === 'full_attention').length;
  const mambaLayers = named.length > 0 ? layers - Math.min(layers, attention) : layers;
  const withExperts = wholeOr(fields, 'num_experts');
  const sharedIntermediate = size(fields, 'shared_intermediate_size');
  const sizes = mambaLayers > 0 ? mamba2Sizes(fields, (sizeOr(fields, 'mamba_expand') ?? 2) * hiddenSize) : undefined;
  return {
    ...flaggedBiases(fields),
    mlpBias: false,
    ...gated(fields),
    intermediateSize: sharedIntermediate,
    ...(sizes ? { mamba: { layers: mambaLayers, attentionLayers: layers - mambaLayers, ...sizes } } : {}),
    ...(withExperts
      ? {
          moe: {
            experts: withExperts,
            expertsPerToken: wholeOr(fields, 'num_experts_per_tok') || 1,
            expertIntermediate: size(fields, 'intermediate_size'),
            moeLayers: layers,
            sharedExperts: 1,
            sharedIntermediate,
            fusedExperts: true,
          },
        }
      : { modules: { mlp: ['input_linear', 'output_linear'] } }),
    otherElements: sizes ? mambaLayers * mambaBiases(fields, sizes, hiddenSize) : 0,
  };
}

function bamba(fields: Fields): Decoded {
  const { layers, hiddenSize } = geometry(fields);
  const attention = Math.min(layers, list(fields, 'attn_layer_indices').length);
  const sizes = mamba2Sizes(fields, (sizeOr(fields, 'mamba_expand') ?? 2) * hiddenSize);
  return {
    ...flaggedBiases(fields),
    ...gated(fields),
    mamba: { layers: layers - attention, attentionLayers: attention, ...sizes },
    otherElements: (layers - attention) * mambaBiases(fields, sizes, hiddenSize),
  };
}

/** Mamba-1 in layers, the sizes in its own spelling. */
function mamba1Sizes(fields: Fields, inner: number, rank: number): Omit<MambaFacts, 'layers' | 'attentionLayers'> {
  return {
    heads: inner,
    headDim: 1,
    stateSize: sizeOr(fields, 'mamba_d_state') ?? size(fields, 'state_size'),
    groups: 1,
    convKernel: sizeOr(fields, 'mamba_d_conv') ?? size(fields, 'conv_kernel'),
    timeStepRank: rank,
  };
}

function jamba(fields: Fields): Decoded {
  const { layers, hiddenSize } = geometry(fields);
  const every = wholeOr(fields, 'attn_layer_period') || 8;
  const offset = wholeOr(fields, 'attn_layer_offset') ?? 4;
  const attention = layersWhere(layers, (layer) => layer % every === offset);
  const rank = wholeOr(fields, 'mamba_dt_rank') || Math.ceil(hiddenSize / 16);
  const mamba = mamba1Sizes(fields, (sizeOr(fields, 'mamba_expand') ?? 2) * hiddenSize, rank);
  const step = wholeOr(fields, 'expert_layer_period') || 2;
  const start = wholeOr(fields, 'expert_layer_offset') ?? 1;
  const several = (wholeOr(fields, 'num_experts') ?? 1) > 1;
  const moeLayers = several ? layersWhere(layers, (layer) => layer % step === start) : 0;
  return {
    ...gated(fields),
    mamba: { layers: layers - attention, attentionLayers: attention, ...mamba },
    ...experts(fields, moeLayers, { expertIntermediate: size(fields, 'intermediate_size') }),
    otherElements: (layers - attention) * (rank + 2 * mamba.stateSize),
  };
}

/** State spaces alone: no attention, no MLP, one norm a layer. */
function pure(fields: Fields, mamba: Omit<MambaFacts, 'layers' | 'attentionLayers'>): Decoded {
  const layers = layerCount(fields);
  return {
    heads: 1,
    kvHeads: 1,
    headDim: 1,
    normsPerLayer: 1,
    position: 'nope',
    layerPattern: 'M'.repeat(layers),
    mamba: { layers, attentionLayers: 0, ...mamba },
  };
}

function mamba(fields: Fields): Decoded {
  const hidden = size(fields, 'hidden_size');
  const said = fields.get('time_step_rank');
  const rank = typeof said === 'number' ? size(fields, 'time_step_rank') : Math.ceil(hidden / 16);
  return pure(fields, mamba1Sizes(fields, sizeOr(fields, 'd_inner') ?? (sizeOr(fields, 'expand') ?? 2) * hidden, rank));
}

function mamba2(fields: Fields): Decoded {
  return pure(fields, {
    heads: size(fields, 'num_heads'),
    headDim: size(fields, 'head_dim'),
    stateSize: size(fields, 'state_size'),
    groups: size(fields, 'n_groups'),
    convKernel: size(fields, 'conv_kernel'),
  });
}

export const STATES = {
  nemotron_h: nemotronH,
  falcon_h1: falconH1,
  granitemoehybrid,
  bamba,
  jamba,
  mamba,
  falcon_mamba: mamba,
  mamba2,
} satisfies ConfigRows;
