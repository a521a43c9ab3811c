/** Architectures of late 2025 and 2026. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import type { MoeFacts } from '../../facts/types.ts';
import { child, layerCount, list, size, sizeOr, whole, wholeOr, type Fields } from './fields.ts';
import {
  afterFirstDense,
  experts,
  flaggedBiases,
  gated,
  geometry,
  latent,
  layersOfType,
  predicts,
  sharedExperts,
  windowed,
  type ConfigRows,
  type Decoded,
} from './parts.ts';

/** Layers that compress their keys heavily and those that pick among them, as the file lists, names or leaves them. */
function compressedLayers(fields: Fields): { readonly heavy: number; readonly sparse: number } {
  const layers = layerCount(fields);
  const ratios = list(fields, 'compress_ratios').slice(0, layers);
  if (ratios.length > 0) {
    const [most] = ratios.map(Number).toSorted((a, b) => b - a);
    const heavy = ratios.filter((ratio) => ratio === most && Number(ratio) > 1).length;
    return { heavy, sparse: ratios.filter((ratio) => Number(ratio) > 1).length - heavy };
  }
  if (list(fields, 'layer_types').length > 0) {
    return {
      heavy: layersOfType(fields, 'heavily_compressed_attention'),
      sparse: layersOfType(fields, 'compressed_sparse_attention'),
    };
  }
  const sparse = Math.floor((layers - 2) / 2);
  return { heavy: layers - sparse, sparse: Math.max(0, sparse) };
}

/**
 * DeepSeek V4: one key that is the value too, narrow queries, a grouped output, compressed keys and several streams. Its
 * attention is counted as ordinary attention of the same heads; what its weights differ by is in `otherElements`.
 */
function deepseekV4(fields: Fields): Decoded {
  const { hiddenSize: h, layers, heads, headDim: d } = geometry(fields);
  const rq = size(fields, 'q_lora_rank');
  const inner = heads * d;
  const out = size(fields, 'o_groups') * size(fields, 'o_lora_rank');
  const attention = h * rq + rq + rq * inner + d + out * (inner / size(fields, 'o_groups')) + out * h;
  const { heavy, sparse } = compressedLayers(fields);
  const rates = child(fields, 'compress_rates', 'none');
  const rate = (name: string, fallback: number) => (rates && sizeOr(rates, name)) ?? fallback;
  const [ih, id] = [size(fields, 'index_n_heads'), size(fields, 'index_head_dim')];
  const fine = rate('compressed_sparse_attention', 4);
  const indexer = 2 * fine * id + 4 * h * id + id + rq * ih * id + h * ih;
  const compressors =
    heavy * (rate('heavily_compressed_attention', 128) * d + 2 * h * d + d) +
    sparse * (2 * fine * d + 4 * h * d + d + indexer);
  const streams = size(fields, 'hc_mult');
  const mixing = (2 + streams) * streams;
  const mixed = 2 * layers * (mixing * streams * h + mixing + 3) + streams * streams * h + streams + 1;
  return {
    ...gated(fields),
    attentionSinks: true,
    attentionGroups: [{ layers, kind: 'sliding', heads, kvHeads: 1, headDim: d, kEqualsV: true }],
    slidingWindow: { window: wholeOr(fields, 'sliding_window') || 128, layers },
    ...experts(fields, layers, {
      sharedExperts: 1,
      sharedIntermediate: size(fields, 'moe_intermediate_size'),
      fusedExperts: true,
    }),
    ...predicts(fields),
    otherElements: layers * (attention - 2 * h * inner) + compressors + mixed,
    approximate: 'its compressed attention is counted as attention with one key, and its streams as one',
  };
}

/** LongCat: every layer has latent attention and an MLP twice, and experts beside; some experts pass their input on. */
function longcat(fields: Fields): Decoded {
  const layers = layerCount(fields);
  const hidden = size(fields, 'hidden_size');
  const width = size(fields, 'expert_ffn_hidden_size');
  return {
    ...gated(fields),
    ...latent(fields),
    layers: 2 * layers,
    intermediateSize: sizeOr(fields, 'ffn_hidden_size') ?? size(fields, 'intermediate_size'),
    ...experts(fields, layers, {
      expertIntermediate: width,
      denseLayers: layers,
      denseIntermediate: size(fields, 'ffn_hidden_size'),
      parallelDense: true,
      fusedExperts: true,
    }),
    otherElements: layers * (wholeOr(fields, 'zero_expert_num') ?? 0) * hidden,
  };
}

function aria(fields: Fields): Decoded {
  const width = size(fields, 'intermediate_size');
  const shared = wholeOr(fields, 'moe_num_shared_experts') ?? 0;
  return {
    ...gated(fields),
    ...flaggedBiases(fields),
    ...experts(fields, layerCount(fields), {
      expertIntermediate: width,
      fusedExperts: true,
      ...(shared > 0 ? { sharedExperts: shared, sharedIntermediate: shared * width } : {}),
    }),
  };
}

function minimaxM3(fields: Fields): Decoded {
  const shared = wholeOr(fields, 'shared_intermediate_size');
  const sparse = list(fields, 'layer_types').some((type) => type !== 'full_attention');
  // Sizes of indexers stand there whether a layer has one or not.
  const indexed = child(fields, 'sparse_attention_config', 'none') !== undefined;
  for (const name of ['index_n_heads', 'index_head_dim']) fields.get(name);
  return {
    ...gated(fields),
    qkNorm: 'head',
    ...experts(fields, afterFirstDense(fields), {
      expertIntermediate: size(fields, 'intermediate_size'),
      ...(sizeOr(fields, 'dense_intermediate_size')
        ? { denseIntermediate: size(fields, 'dense_intermediate_size') }
        : {}),
      ...(shared ? { sharedExperts: 1, sharedIntermediate: shared } : {}),
    }),
    ...(sparse || indexed ? { approximate: 'the indexers of its sparse attention are not counted' } : {}),
  };
}

function hunyuan3(fields: Fields): Decoded {
  return {
    ...gated(fields),
    ...flaggedBiases(fields),
    qkNorm: 'head',
    ...experts(fields, afterFirstDense(fields), sharedExperts(fields)),
  };
}

/** A gate for each head or each of its values, and heads that may differ from layer to layer. */
function laguna(fields: Fields): Decoded {
  const { layers, hiddenSize, heads, kvHeads, headDim } = geometry(fields);
  const perLayer = list(fields, 'num_attention_heads_per_layer').map((count) =>
    whole(count, 'num_attention_heads_per_layer'),
  );
  const gates = perLayer.length === layers ? perLayer.reduce((sum, count) => sum + count, 0) : layers * heads;
  const shared = wholeOr(fields, 'shared_expert_intermediate_size');
  const perHead =
    fields.get('gating') === true || fields.get('gating') === 'per-head' || fields.get('gating') === undefined;
  return {
    ...gated(fields),
    ...flaggedBiases(fields),
    qkNorm: 'head',
    ...windowed(fields),
    ...(perLayer.length === layers
      ? {
          attentionGroups: perLayer.map((count) => ({
            layers: 1,
            kind: 'full' as const,
            heads: count,
            kvHeads,
            headDim,
          })),
        }
      : {}),
    ...experts(fields, afterFirstDense(fields), {
      ...(shared ? { sharedExperts: 1, sharedIntermediate: shared } : {}),
      routerCorrectionBias: true,
    }),
    otherElements: gates * hiddenSize * (perHead ? 1 : headDim),
  };
}

/** Shared experts as wide as the MLP. */
function sharedOfMlp(fields: Fields): Partial<MoeFacts> {
  const count = wholeOr(fields, 'n_shared_experts') ?? 0;
  return count > 0 ? { sharedExperts: count, sharedIntermediate: count * size(fields, 'intermediate_size') } : {};
}

function latentExperts(fields: Fields): Decoded {
  return { ...gated(fields), ...latent(fields), ...experts(fields, afterFirstDense(fields), sharedExperts(fields)) };
}

export const NEWER = {
  deepseek_v4: deepseekV4,
  longcat_flash: longcat,
  aria_text: aria,
  minimax_m3_vl_text: minimaxM3,
  hy_v3: hunyuan3,
  mellum: (fields) => ({
    ...gated(fields),
    ...flaggedBiases(fields),
    qkNorm: 'head',
    ...windowed(fields),
    ...experts(fields, afterFirstDense(fields)),
  }),
  laguna,
  mistral4: latentExperts,
  // One more norm behind the experts.
  axk1: (fields) => ({
    ...latentExperts(fields),
    otherElements: afterFirstDense(fields) * size(fields, 'hidden_size'),
  }),
  cohere2_moe: (fields) => ({
    ...gated(fields),
    ...flaggedBiases(fields),
    mlpBias: false,
    norm: 'layernorm-nobias',
    normsPerLayer: 1,
    ...windowed(fields, 4),
    ...experts(fields, afterFirstDense(fields), sharedOfMlp(fields)),
  }),
  diffllama: (fields) => {
    const { layers, headDim } = geometry(fields);
    return {
      ...gated(fields),
      ...flaggedBiases(fields),
      otherElements: 4 * layers * headDim,
      approximate: 'its differential attention is counted as ordinary attention',
    };
  },
  granite_swa: (fields) => ({ attentionSinks: true, ...gated(fields), ...flaggedBiases(fields), ...windowed(fields) }),
  granitemoe_swa: (fields) => ({
    attentionSinks: true,
    ...gated(fields),
    ...flaggedBiases(fields),
    ...windowed(fields),
    ...experts(fields, layerCount(fields), { fusedExperts: true }),
  }),
} satisfies ConfigRows;
