/** Mixtures of experts, with ordinary attention. Source of each row: huggingface/transformers src/transformers/models/<type>/modeling_<type>.py. */
import { child, flag, layerCount, list, size, sizeOr, text, wholeOr, type Fields } from './fields.ts';
import {
  afterFirstDense,
  allWindowed,
  bySparseStep,
  experts,
  flaggedBiases,
  gated,
  geometry,
  layersWhere,
  predicts,
  sharedExperts,
  windowed,
  type ConfigRows,
  type Decoded,
} from './parts.ts';

function mixtral(fields: Fields): Decoded {
  return { ...gated(fields), ...allWindowed(fields), ...experts(fields, layerCount(fields)) };
}

/** One shared expert with a gate of its own. */
export function qwenShared(fields: Fields) {
  const sharedIntermediate = wholeOr(fields, 'shared_expert_intermediate_size');
  return sharedIntermediate ? { sharedExperts: 1, sharedIntermediate, sharedExpertGate: true } : {};
}

function qwen2Moe(fields: Fields): Decoded {
  return {
    ...gated(fields),
    qkvBias: flag(fields, 'qkv_bias', true),
    ...experts(fields, bySparseStep(fields), qwenShared(fields)),
  };
}

function qwen3Moe(fields: Fields): Decoded {
  return {
    ...gated(fields),
    ...flaggedBiases(fields),
    mlpBias: false,
    qkNorm: 'head',
    ...experts(fields, bySparseStep(fields)),
  };
}

function glm4Moe(fields: Fields): Decoded {
  const scored = { ...sharedExperts(fields), routerCorrectionBias: true };
  return {
    ...gated(fields),
    qkvBias: flag(fields, 'attention_bias'),
    ...(flag(fields, 'use_qk_norm') ? { qkNorm: 'head' as const } : {}),
    ...experts(fields, afterFirstDense(fields), scored),
    ...predicts(fields, { norms: 3, ownEmbeddings: true, ownHead: true }),
  };
}

function ernieMoe(fields: Fields): Decoded {
  const { layers } = geometry(fields);
  const biases = flag(fields, 'use_bias');
  const start = wholeOr(fields, 'moe_layer_start_index') ?? 0;
  const said = fields.get('moe_layer_end_index');
  const end = typeof said === 'number' && said >= 0 ? said : layers - 1;
  const step = wholeOr(fields, 'moe_layer_interval') || 1;
  const count = layersWhere(layers, (layer) => layer >= start && layer <= end && (layer + 1) % step === 0);
  return {
    ...gated(fields),
    qkvBias: biases,
    outBias: biases,
    mlpBias: biases,
    ...experts(fields, count, { ...sharedExperts(fields), routerCorrectionBias: true }),
    ...predicts(fields),
  };
}

function hunyuanMoe(fields: Fields): Decoded {
  const shared = flag(fields, 'use_mixed_mlp_moe', true) ? (wholeOr(fields, 'n_shared_experts') ?? 1) : 0;
  const width = wholeOr(fields, 'moe_intermediate_size') || size(fields, 'intermediate_size');
  return {
    ...gated(fields),
    ...flaggedBiases(fields),
    mlpBias: false,
    qkNorm: 'head',
    moe: {
      experts: size(fields, 'num_experts'),
      expertsPerToken: wholeOr(fields, 'num_experts_per_tok') || 1,
      expertIntermediate: width,
      moeLayers: layerCount(fields),
      ...(shared > 0 ? { sharedExperts: shared, sharedIntermediate: shared * size(fields, 'intermediate_size') } : {}),
    },
  };
}

function llama4(fields: Fields): Decoded {
  const { layers } = geometry(fields);
  const step = wholeOr(fields, 'interleave_moe_layer_step') || 1;
  const named = fields.get('moe_layers');
  const moeLayers = Array.isArray(named) ? Math.min(layers, named.length) : Math.floor(layers / step);
  const width = size(fields, 'intermediate_size');
  const denseIntermediate = sizeOr(fields, 'intermediate_size_mlp') ?? width;
  return {
    ...flaggedBiases(fields),
    mlpBias: false,
    ...windowed(fields, wholeOr(fields, 'no_rope_layer_interval') || 4),
    ...experts(fields, moeLayers, {
      denseLayers: layers - moeLayers,
      denseIntermediate,
      sharedExperts: 1,
      sharedIntermediate: width,
      fusedExperts: true,
    }),
  };
}

function gptOss(fields: Fields): Decoded {
  return {
    qkvBias: true,
    outBias: true,
    attentionSinks: true,
    ...windowed(fields, 2),
    ...experts(fields, layerCount(fields), { fusedExperts: true, expertBias: true, routerBias: true }),
  };
}

function granitemoe(fields: Fields): Decoded {
  const shared = wholeOr(fields, 'shared_intermediate_size');
  return {
    ...gated(fields),
    ...flaggedBiases(fields),
    mlpBias: false,
    ...experts(fields, layerCount(fields), {
      fusedExperts: true,
      ...(shared ? { sharedExperts: 1, sharedIntermediate: shared } : {}),
    }),
  };
}

function dbrx(fields: Fields): Decoded {
  const attention = child(fields, 'attn_config', 'dbrx');
  const ffn = child(fields, 'ffn_config', 'dbrx');
  const layers = layerCount(fields);
  return {
    kvHeads: (attention && wholeOr(attention, 'kv_n_heads')) || 8,
    norm: 'layernorm-nobias',
    moe: {
      experts: (ffn && wholeOr(ffn, 'moe_num_experts')) || 4,
      expertsPerToken: (ffn && wholeOr(ffn, 'moe_top_k')) || 1,
      expertIntermediate: (ffn && wholeOr(ffn, 'ffn_hidden_size')) || 3584,
      moeLayers: layers,
      fusedExperts: true,
    },
    modules: { qkv: 'Wqkv', out: 'out_proj' },
  };
}

/** Full-attention layers without sinks, windowed ones with; values narrower than keys. */
function mimoFlash(fields: Fields): Decoded {
  const { layers, hiddenSize, heads, headDim } = geometry(fields);
  const valueDim = sizeOr(fields, 'v_head_dim') ?? headDim;
  // The release marks windowed layers by ones.
  const marked = list(fields, 'hybrid_layer_pattern').filter((one) => one === 1).length;
  const windows = Math.min(layers, windowed(fields).slidingWindow?.layers ?? marked);
  const window = sizeOr(fields, 'sliding_window');
  const kvHeads = size(fields, 'num_key_value_heads');
  const windowHeads = sizeOr(fields, 'swa_num_key_value_heads') ?? kvHeads;
  // The same in both kinds of layers.
  for (const name of ['swa_num_attention_heads', 'swa_head_dim', 'swa_v_head_dim']) fields.get(name);
  const grouped = (layersHere: number, kv: number) =>
    layersHere * (kv * (valueDim - headDim) + heads * (valueDim - headDim)) * hiddenSize;
  return {
    ...gated(fields),
    ...(window && windows > 0 ? { slidingWindow: { window, layers: windows } } : {}),
    attentionGroups: [
      { layers: layers - windows, kind: 'full', heads, kvHeads, headDim },
      { layers: windows, kind: 'sliding', heads, kvHeads: windowHeads, headDim },
    ],
    ...experts(fields, afterFirstDense(fields), { routerCorrectionBias: true }),
    otherElements: windows * heads + grouped(layers - windows, kvHeads) + grouped(windows, windowHeads),
    approximate: 'values are narrower than keys, which activations do not follow',
  };
}

export const MOE = {
  mixtral,
  qwen2_moe: qwen2Moe,
  qwen3_moe: qwen3Moe,
  phimoe: (fields) => {
    const biases = flag(fields, 'attention_bias');
    return {
      ...allWindowed(fields),
      qkvBias: biases,
      outBias: biases,
      headBias: flag(fields, 'lm_head_bias'),
      norm: 'layernorm',
      ...experts(fields, layerCount(fields)),
    };
  },
  olmoe: (fields) => ({
    ...flaggedBiases(fields),
    mlpBias: false,
    ...gated(fields),
    qkNorm: 'full',
    ...experts(fields, layerCount(fields)),
  }),
  flex_olmo: (fields) => ({
    ...flaggedBiases(fields),
    mlpBias: false,
    ...gated(fields),
    qkNorm: 'full',
    ...experts(fields, layerCount(fields)),
  }),
  granitemoe,
  granitemoeshared: granitemoe,
  glm4_moe: glm4Moe,
  dots1: (fields) => ({
    ...gated(fields),
    ...flaggedBiases(fields),
    mlpBias: false,
    qkNorm: 'head',
    ...windowed(fields),
    ...experts(fields, afterFirstDense(fields), { ...sharedExperts(fields), routerCorrectionBias: true }),
  }),
  solar_open: (fields) => ({
    ...gated(fields),
    ...flaggedBiases(fields),
    ...experts(fields, layerCount(fields), { ...sharedExperts(fields), routerCorrectionBias: true }),
  }),
  exaone_moe: (fields) => ({
    ...gated(fields),
    qkNorm: 'head',
    ...windowed(fields, text(fields, 'sliding_window_pattern').length || 4),
    ...experts(fields, afterFirstDense(fields), { ...sharedExperts(fields), routerCorrectionBias: true }),
  }),
  ernie4_5_moe: ernieMoe,
  hunyuan_v1_moe: hunyuanMoe,
  minimax_m2: (fields) => ({
    ...gated(fields),
    qkNorm: 'full',
    ...experts(fields, layerCount(fields), { routerCorrectionBias: true }),
  }),
  gpt_oss: gptOss,
  llama4_text: llama4,
  dbrx,
  mimo_v2_flash: mimoFlash,
} satisfies ConfigRows;
