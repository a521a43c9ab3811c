/** What the rows of many architectures share: geometry, windows, experts, latent attention. */
import type { LinearAttentionFacts, MlaFacts, ModelFacts, MoeFacts, MtpFacts } from '../../facts/types.ts';
import { fail, flag, layerCount, list, size, sizeOr, text, wholeOr, type Fields } from './fields.ts';

/** What a row adds to the common geometry: facts, and in words what it only approximates. */
export interface Decoded extends Partial<ModelFacts> {
  readonly approximate?: string;
}

/** How one `model_type` is read. */
export type ConfigRow = (fields: Fields) => Decoded;
export type ConfigRows = Readonly<Record<string, ConfigRow>>;

/** The sizes that nearly every architecture has. */
export function geometry(
  fields: Fields,
): Decoded &
  Pick<ModelFacts, 'hiddenSize' | 'layers' | 'heads' | 'kvHeads' | 'headDim' | 'vocabSize' | 'maxPositions'> {
  const hiddenSize = size(fields, 'hidden_size');
  // A state-space model may have no attention at all.
  const heads =
    sizeOr(fields, 'num_attention_heads') ??
    (sizeOr(fields, 'state_size') || fields.has('ssm_cfg') ? 1 : size(fields, 'num_attention_heads'));
  const headDim = sizeOr(fields, 'head_dim') ?? Math.floor(hiddenSize / heads);
  if (headDim < 1) fail(`The configuration has ${heads} heads on a width of ${hiddenSize}.`);
  const intermediateSize = wholeOr(fields, 'intermediate_size');
  return {
    hiddenSize,
    layers: layerCount(fields),
    heads,
    kvHeads: sizeOr(fields, 'num_key_value_heads') ?? heads,
    headDim,
    ...(intermediateSize ? { intermediateSize } : {}),
    vocabSize: size(fields, 'vocab_size'),
    maxPositions: wholeOr(fields, 'max_position_embeddings') || 2048,
    tiedEmbeddings: flag(fields, 'tie_word_embeddings'),
  };
}

/** `attention_bias` on all four projections, `mlp_bias` on the MLP. */
export function flaggedBiases(fields: Fields): Decoded {
  const attention = flag(fields, 'attention_bias');
  return { qkvBias: attention, outBias: attention, mlpBias: flag(fields, 'mlp_bias') };
}

/** swiglu, or geglu where the activation is a GELU. */
export function gated(fields: Fields): Decoded {
  const name = text(fields, 'hidden_act') || text(fields, 'hidden_activation') || text(fields, 'activation_function');
  return { mlp: name.includes('gelu') ? 'geglu' : 'swiglu' };
}

/** A gated decoder, with the biases that the file switches on. */
export function llama(fields: Fields): Decoded {
  return { ...flaggedBiases(fields), ...gated(fields) };
}

/** A gated decoder whose MLP has no biases, whatever the file says. */
export function attentionFlagged(fields: Fields): Decoded {
  return { ...llama(fields), mlpBias: false };
}

/** Biases on everything. */
export const ALL_BIASES = { qkvBias: true, outBias: true, mlpBias: true } as const;

/** One matrix makes gate and up. */
export const GATE_UP = { mlp: ['gate_up_proj', 'down_proj'] } as const;

/** The width of an MLP; four times the model's where the file is silent. */
export function mlpWidth(fields: Fields): number {
  return sizeOr(fields, 'intermediate_size') ?? 4 * size(fields, 'hidden_size');
}

/** Layers whose attention is windowed, where the file says which: `layer_types`, or every n-th layer is not. */
export function windowed(fields: Fields, everyNthIsFull?: number): Decoded {
  const window = wholeOr(fields, 'sliding_window') || wholeOr(fields, 'attention_chunk_size');
  if (!window) return {};
  const layers = layerCount(fields);
  const types = list(fields, 'layer_types');
  const named = types.filter((type) => type === 'sliding_attention' || type === 'chunked_attention').length;
  const pattern = everyNthIsFull === undefined ? 0 : layers - Math.floor(layers / everyNthIsFull);
  const count = types.length > 0 ? Math.min(named, layers) : pattern;
  return count > 0 ? { slidingWindow: { window, layers: count } } : {};
}

/** A window on every layer. */
export function allWindowed(fields: Fields): Decoded {
  return windowed(fields, Number.MAX_SAFE_INTEGER);
}

/** Experts in `moeLayers` layers; without experts, nothing. */
export function experts(fields: Fields, moeLayers: number, more: Partial<MoeFacts> = {}): Decoded {
  const count = wholeOr(fields, 'num_experts');
  if (!count || moeLayers <= 0) return {};
  const width = sizeOr(fields, 'moe_intermediate_size') ?? size(fields, 'intermediate_size');
  return {
    moe: {
      experts: count,
      expertsPerToken: Math.min(count, wholeOr(fields, 'num_experts_per_tok') || 1),
      expertIntermediate: width,
      moeLayers,
      ...more,
    },
  };
}

/** Shared experts as wide as `n_shared_experts` routed ones. */
export function sharedExperts(fields: Fields): Partial<MoeFacts> {
  const sharedExperts = wholeOr(fields, 'n_shared_experts') ?? 0;
  if (sharedExperts === 0) return {};
  return { sharedExperts, sharedIntermediate: sharedExperts * size(fields, 'moe_intermediate_size') };
}

/** Layers with experts: all after the first dense ones, every n-th of these. */
export function afterFirstDense(fields: Fields): number {
  const layers = layerCount(fields);
  const named = list(fields, 'mlp_layer_types');
  if (named.length > 0) return Math.min(layers, named.filter((type) => type !== 'dense').length);
  const flags = list(fields, 'moe_layer_freq');
  if (flags.length > 0) return Math.min(layers, flags.filter((one) => one === 1 || one === true).length);
  const first = wholeOr(fields, 'first_k_dense_replace') ?? wholeOr(fields, 'num_dense_layers') ?? 0;
  const step = wholeOr(fields, 'moe_layer_freq') || 1;
  return layersWhere(layers, (layer) => layer >= first && layer % step === 0);
}

/** Layers with experts in the Qwen family: every n-th one that is not listed as dense. */
export function bySparseStep(fields: Fields): number {
  const step = wholeOr(fields, 'decoder_sparse_step') || 1;
  const dense = new Set(list(fields, 'mlp_only_layers'));
  return layersWhere(layerCount(fields), (layer) => !dense.has(layer) && (layer + 1) % step === 0);
}

export function layersWhere(layers: number, has: (layer: number) => boolean): number {
  let count = 0;
  for (let layer = 0; layer < layers; layer += 1) if (has(layer)) count += 1;
  return count;
}

/** How many layers of a kind the list `layer_types` names. */
export function layersOfType(fields: Fields, ...types: readonly string[]): number {
  return list(fields, 'layer_types').filter((type) => types.includes(String(type))).length;
}

/** Multi-head latent attention. */
export function latent(fields: Fields): { readonly mla: MlaFacts; readonly kvHeads: number } {
  const indexHeads = wholeOr(fields, 'index_n_heads');
  const indexDim = wholeOr(fields, 'index_head_dim');
  return {
    kvHeads: size(fields, 'num_attention_heads'),
    mla: {
      qLoraRank: sizeOr(fields, 'q_lora_rank') ?? null,
      kvLoraRank: size(fields, 'kv_lora_rank'),
      qkNopeHeadDim: size(fields, 'qk_nope_head_dim'),
      qkRopeHeadDim: size(fields, 'qk_rope_head_dim'),
      vHeadDim: sizeOr(fields, 'v_head_dim') ?? geometry(fields).headDim,
      ...(indexHeads && indexDim
        ? { indexer: { heads: indexHeads, headDim: indexDim, ...indexedLayers(fields) } }
        : {}),
    },
  };
}

/** Layers that pick tokens of their own, where the others take over what one of these picked (GLM-5.2). */
function indexedLayers(fields: Fields): { readonly layers?: number } {
  const named = list(fields, 'indexer_types');
  if (named.length > 0) return { layers: named.filter((type) => type === 'full').length };
  const pattern = text(fields, 'index_topk_pattern');
  if (pattern !== '') return { layers: pattern.split('F').length - 1 };
  const every = wholeOr(fields, 'index_topk_freq') || 1;
  const offset = wholeOr(fields, 'index_skip_topk_offset') ?? 2;
  if (every === 1) return {};
  return { layers: layersWhere(layerCount(fields), (layer) => Math.max(layer - offset + 1, 0) % every === 0) };
}

/** Blocks of multi-token prediction that the files hold beside the model. */
export function predicts(fields: Fields, more: Omit<MtpFacts, 'layers'> = { norms: 3 }): Decoded {
  const layers = wholeOr(fields, 'num_nextn_predict_layers') ?? wholeOr(fields, 'mtp_num_hidden_layers') ?? 0;
  return layers > 0 && layers <= 16 ? { mtp: { layers, ...more } } : {};
}

/** Gated DeltaNet in all layers but every n-th. */
export function deltanet(
  fields: Fields,
  inProj: 'fused' | 'split',
): { readonly linearAttention: LinearAttentionFacts } {
  const layers = layerCount(fields);
  const every = wholeOr(fields, 'full_attention_interval') || 4;
  const named = list(fields, 'layer_types').length > 0;
  return {
    linearAttention: {
      kind: 'gated-deltanet',
      layers: named ? layersOfType(fields, 'linear_attention') : layers - Math.floor(layers / every),
      keyHeads: size(fields, 'linear_num_key_heads'),
      valueHeads: size(fields, 'linear_num_value_heads'),
      keyHeadDim: size(fields, 'linear_key_head_dim'),
      valueHeadDim: size(fields, 'linear_value_head_dim'),
      convKernel: size(fields, 'linear_conv_kernel_dim'),
      inProj,
    },
  };
}
