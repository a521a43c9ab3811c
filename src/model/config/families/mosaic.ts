/** MosaicML's MPT and DBRX. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { child, factor, flag, layerCount, size, wholeOr, type Fields } from '../fields.ts';
import { geometry, type ConfigRows, type Decoded } from '../parts.ts';

function mpt(fields: Fields): Decoded {
  const { hiddenSize, heads, headDim, layers } = geometry(fields);
  const biases = !flag(fields, 'no_bias', true);
  const attention = child(fields, 'attn_config');
  const kvHeads = attention && wholeOr(attention, 'kv_n_heads');
  const queryKey = attention && flag(attention, 'qk_ln') ? layers * 2 * hiddenSize : 0;
  const alibi = !attention || flag(attention, 'alibi', true);
  return {
    qkvBias: biases,
    outBias: biases,
    mlpBias: biases,
    kvHeads: kvHeads || heads,
    headDim,
    intermediateSize: Math.round(factor(fields, 'expansion_ratio', 4) * hiddenSize),
    mlp: 'gelu',
    norm: 'layernorm-nobias',
    position: alibi ? 'alibi' : 'learned',
    ...(alibi ? {} : { learnedPositions: size(fields, 'max_position_embeddings') }),
    otherElements: queryKey,
    modules: { qkv: 'Wqkv', out: 'out_proj', mlp: ['up_proj', 'down_proj'] },
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

export const MOSAIC = {
  mpt,
  dbrx,
} satisfies ConfigRows;
