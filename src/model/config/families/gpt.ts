/** GPT-1, GPT-2 and CTRL. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { size, sizeOr, text, type Fields } from '../fields.ts';
import { ALL_BIASES, mlpWidth, type ConfigRows, type Decoded } from '../parts.ts';

export function gpt2(fields: Fields): Decoded {
  const rows = size(fields, 'max_position_embeddings');
  return {
    ...ALL_BIASES,
    intermediateSize: mlpWidth(fields),
    mlp: 'gelu',
    norm: 'layernorm',
    position: 'learned',
    learnedPositions: rows,
    // SantaCoder, before it was gpt_bigcode.
    ...(text(fields, 'attention_head_type') === 'multiquery' ? { kvHeads: 1 } : {}),
    modules: { qkv: 'c_attn', out: 'c_proj', mlp: ['c_fc', 'c_proj'] },
  };
}

/** GPT-1: norms after its halves, none at the end. */
function openaiGpt(fields: Fields): Decoded {
  return { ...gpt2(fields), otherElements: -2 * size(fields, 'hidden_size') };
}

/** Positions are sines; the head has a bias. */
function ctrl(fields: Fields): Decoded {
  return {
    qkvBias: true,
    outBias: true,
    mlpBias: true,
    headBias: true,
    intermediateSize: sizeOr(fields, 'dff') ?? 8192,
    mlp: 'relu',
    norm: 'layernorm',
    modules: { out: 'dense', mlp: ['ffn.0', 'ffn.2'] },
  };
}

export const GPT = {
  gpt2,
  'openai-gpt': openaiGpt,
  ctrl,
} satisfies ConfigRows;
