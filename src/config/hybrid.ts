/** Decoders with layers that are not softmax attention, and the per-layer geometry of Gemma 3n and 4. Source of each row: huggingface/transformers src/transformers/models/<type>/modeling_<type>.py. */
import type { AttentionGroup, MambaFacts } from '../facts/types.ts';
import { fail, flag, layerCount, list, size, sizeOr, text, wholeOr, type Fields } from './fields.ts';
import { shortConvolutions } from './dense.ts';
import { qwenShared } from './moe.ts';
import {
  afterFirstDense,
  bySparseStep,
  deltanet,
  experts,
  flaggedBiases,
  gated,
  geometry,
  latent,
  layersOfType,
  layersWhere,
  predicts,
  sharedExperts,
  type ConfigRows,
  type Decoded,
} from './parts.ts';

// ----- Linear attention -----

function qwen3Next(fields: Fields): Decoded {
  return {
    ...gated(fields),
    ...flaggedBiases(fields),
    mlpBias: false,
    qkNorm: 'head',
    outputGate: true,
    ...deltanet(fields, 'fused'),
    ...experts(fields, bySparseStep(fields), qwenShared(fields)),
    ...predicts(fields),
  };
}

function qwen35(fields: Fields): Decoded {
  const withExperts = wholeOr(fields, 'num_experts')
    ? experts(fields, layerCount(fields), { ...qwenShared(fields), fusedExperts: true })
    : {};
  return {
    ...gated(fields),
    ...flaggedBiases(fields),
    mlpBias: false,
    qkNorm: 'head',
    outputGate: true,
    ...deltanet(fields, 'split'),
    ...withExperts,
    ...predicts(fields),
  };
}

/** MiniMax-M1 and Text-01: lightning attention in seven of eight layers. */
function minimax(fields: Fields): Decoded {
  const { layers, heads, headDim } = geometry(fields);
  const flags = list(fields, 'attn_type_list');
  const linear =
    flags.length > 0
      ? flags.filter((one) => one === 0).length
      : layersOfType(fields, 'linear_attention') || Math.ceil(layers / 2);
  return {
    ...gated(fields),
    linearAttention: {
      kind: 'lightning',
      layers: Math.min(layers, linear),
      keyHeads: heads,
      valueHeads: heads,
      keyHeadDim: headDim,
      valueHeadDim: headDim,
    },
    ...experts(fields, layers),
  };
}

// ----- State spaces -----

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

// ----- Gemma 3n and 4 -----

/** Full attention in every fifth layer, with keys and values of their own or of an earlier layer. */
function layerKinds(fields: Fields, every: number): readonly boolean[] {
  const types = list(fields, 'layer_types');
  return Array.from({ length: layerCount(fields) }, (_, layer) =>
    types.length > 0 ? types[layer] === 'full_attention' : (layer + 1) % every === 0,
  );
}

function sharingGroups(
  fields: Fields,
  full: readonly boolean[],
  own: (full: boolean) => AttentionGroup,
): readonly AttentionGroup[] {
  const shared = full.length - (wholeOr(fields, 'num_kv_shared_layers') ?? 0);
  const groups = [false, true].flatMap((kvShared) =>
    [false, true].map((isFull) => ({
      ...own(isFull),
      layers: layersWhere(full.length, (layer) => full[layer] === isFull && layer >= shared === kvShared),
      ...(kvShared ? { kvShared } : {}),
    })),
  );
  return groups.filter(({ layers }) => layers > 0);
}

function perLayerEmbedding(fields: Fields): Decoded {
  const width = wholeOr(fields, 'hidden_size_per_layer_input');
  return width ? { perLayerEmbedding: { size: width, vocabSize: size(fields, 'vocab_size_per_layer_input') } } : {};
}

function gemma3n(fields: Fields): Decoded {
  const { heads, kvHeads, headDim } = geometry(fields);
  const intermediateSize = size(fields, 'intermediate_size');
  const full = layerKinds(fields, 5);
  return {
    tiedEmbeddings: true,
    mlp: 'geglu',
    normsPerLayer: 4,
    qkNorm: 'head',
    intermediateSize,
    slidingWindow: { window: wholeOr(fields, 'sliding_window') || 512, layers: full.filter((one) => !one).length },
    attentionGroups: sharingGroups(fields, full, (isFull) => ({
      layers: 0,
      kind: isFull ? 'full' : 'sliding',
      heads,
      kvHeads,
      headDim,
    })),
    ...perLayerEmbedding(fields),
    altup: { inputs: sizeOr(fields, 'altup_num_inputs') ?? 4, laurelRank: sizeOr(fields, 'laurel_rank') ?? 64 },
  };
}

/** Full layers have heads of their own width, and may take V from the K projection; E models widen the sharing layers. */
function gemma4(fields: Fields): Decoded {
  const { layers, heads, kvHeads, headDim } = geometry(fields);
  const full = layerKinds(fields, 6);
  const equal = flag(fields, 'attention_k_eq_v');
  const intermediateSize = size(fields, 'intermediate_size');
  const shared = wholeOr(fields, 'num_kv_shared_layers') ?? 0;
  const wide = flag(fields, 'use_double_wide_mlp') && shared > 0;
  const withExperts = flag(fields, 'enable_moe_block');
  const fullGroup: AttentionGroup = {
    layers: 0,
    kind: 'full',
    heads,
    kvHeads: equal ? (sizeOr(fields, 'num_global_key_value_heads') ?? kvHeads) : kvHeads,
    headDim: sizeOr(fields, 'global_head_dim') ?? 512,
    ...(equal ? { kEqualsV: true } : {}),
  };
  return {
    tiedEmbeddings: flag(fields, 'tie_word_embeddings', true),
    mlp: 'geglu',
    normsPerLayer: withExperts ? 7 : 4,
    qkNorm: 'head',
    slidingWindow: { window: wholeOr(fields, 'sliding_window') || 512, layers: full.filter((one) => !one).length },
    attentionGroups: sharingGroups(fields, full, (isFull) =>
      isFull ? fullGroup : { layers: 0, kind: 'sliding', heads, kvHeads, headDim },
    ),
    ...(wide
      ? {
          mlpGroups: [
            { layers: layers - shared, intermediateSize },
            { layers: shared, intermediateSize: 2 * intermediateSize },
          ],
        }
      : {}),
    ...(withExperts ? experts(fields, layers, { fusedExperts: true, parallelDense: true, routerScales: true }) : {}),
    ...perLayerEmbedding(fields),
    otherElements: 0,
  };
}

/** Kimi Delta Attention in most layers, latent attention in the others. */
function kimiLinear(fields: Fields): Decoded {
  const { layers, hiddenSize } = geometry(fields);
  const full = layersOfType(fields, 'full_attention') || Math.floor(layers / 4);
  const heads = sizeOr(fields, 'linear_num_heads') ?? 32;
  const width = heads * (sizeOr(fields, 'linear_head_dim') ?? 128);
  const kernel = sizeOr(fields, 'linear_conv_kernel_dim') ?? 4;
  const headDim = width / heads;
  const gates = 2 * (hiddenSize * headDim + headDim * width) + hiddenSize * heads + width + 3 * width * (kernel - 1);
  return {
    ...gated(fields),
    ...latent(fields),
    linearAttention: {
      kind: 'lightning',
      layers: layers - full,
      keyHeads: heads,
      valueHeads: heads,
      keyHeadDim: headDim,
      valueHeadDim: headDim,
    },
    ...experts(fields, afterFirstDense(fields), { ...sharedExperts(fields), routerCorrectionBias: true }),
    otherElements: (layers - full) * (gates - hiddenSize * width),
    approximate: 'its delta attention is counted as lightning attention',
  };
}

export const HYBRID = {
  qwen3_next: qwen3Next,
  qwen3_5_text: qwen35,
  qwen3_5_moe_text: qwen35,
  minimax,
  minimax_m1: minimax,
  minimax_text_01: minimax,
  lfm2_moe: (fields) => ({
    ...shortConvolutions(fields),
    ...experts(fields, afterFirstDense(fields)),
  }),
  nemotron_h: nemotronH,
  falcon_h1: falconH1,
  granitemoehybrid,
  bamba,
  jamba,
  mamba,
  falcon_mamba: mamba,
  mamba2,
  gemma3n_text: gemma3n,
  gemma4_text: gemma4,
  kimi_linear: kimiLinear,
} satisfies ConfigRows;
