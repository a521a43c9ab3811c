/** DeepSeek: shared experts, latent attention from V2, compressed keys in V4. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { child, flag, layerCount, list, size, sizeOr, wholeOr, type Fields } from '../fields.ts';
import {
  afterFirstDense,
  experts,
  gated,
  geometry,
  latent,
  layersOfType,
  llama,
  predicts,
  sharedExperts,
  type ConfigRows,
  type Decoded,
} from '../parts.ts';

/** Biases where latent attention has them: on the two narrowing projections and the output. */
function latentBiases(fields: Fields): number {
  if (!flag(fields, 'attention_bias')) return 0;
  const { layers, hiddenSize } = geometry(fields);
  const narrow =
    (wholeOr(fields, 'q_lora_rank') ?? 0) + size(fields, 'kv_lora_rank') + size(fields, 'qk_rope_head_dim');
  return layers * (narrow + hiddenSize);
}

export function deepseek(fields: Fields): Decoded {
  return { ...latentExperts(fields), otherElements: latentBiases(fields) };
}

/** The sizes of latent attention stand there all the same, as zeros. */
function ordinary(fields: Fields): Decoded {
  for (const name of ['v_head_dim', 'qk_nope_head_dim', 'qk_rope_head_dim', 'kv_lora_rank', 'q_lora_rank'])
    fields.get(name);
  return {};
}

export function deepseekV3(fields: Fields): Decoded {
  const scored = { ...sharedExperts(fields), routerCorrectionBias: true };
  return {
    ...deepseek(fields),
    ...experts(fields, afterFirstDense(fields), scored),
    ...predicts(fields, { norms: 3, ownEmbeddings: true, ownHead: true }),
  };
}

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

/** Latent attention, or ordinary one where the file says that it uses none (DeepSeek-VL2 tiny, DeepSeek-OCR). */
export function latentExperts(fields: Fields): Decoded {
  const usesLatent = fields.get('use_mla') !== false;
  return {
    ...gated(fields),
    ...(usesLatent ? latent(fields) : ordinary(fields)),
    ...experts(fields, afterFirstDense(fields), sharedExperts(fields)),
  };
}

export const DEEPSEEK = {
  deepseek: (fields) => ({ ...llama(fields), ...experts(fields, afterFirstDense(fields), sharedExperts(fields)) }),
  deepseek_v2: deepseek,
  deepseek_v3: deepseekV3,
  deepseek_v32: deepseekV3,
  deepseek_v4: deepseekV4,
} satisfies ConfigRows;
