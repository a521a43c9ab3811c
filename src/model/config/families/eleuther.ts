/** EleutherAI's GPT-Neo, GPT-J and GPT-NeoX, and what has their layers. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { factor, flag, list, size, wholeOr, type Fields } from '../fields.ts';
import { mlpWidth, type ConfigRows, type Decoded } from '../parts.ts';

function gptNeo(fields: Fields): Decoded {
  const layers = size(fields, 'num_hidden_layers');
  const window = wholeOr(fields, 'window_size');
  const named = list(fields, 'attention_layers');
  const local = named.length > 0 ? named.filter((one) => one === 'local').length : Math.floor(layers / 2);
  return {
    outBias: true,
    mlpBias: true,
    intermediateSize: mlpWidth(fields),
    mlp: 'gelu',
    norm: 'layernorm',
    position: 'learned',
    learnedPositions: size(fields, 'max_position_embeddings'),
    ...(window && local > 0 ? { slidingWindow: { window, layers: local } } : {}),
    modules: { out: 'out_proj', mlp: ['c_fc', 'c_proj'] },
  };
}

/** One norm, attention and MLP side by side, an output bias. */
function gptj(fields: Fields): Decoded {
  return {
    mlpBias: true,
    headBias: true,
    intermediateSize: mlpWidth(fields),
    mlp: 'gelu',
    norm: 'layernorm',
    normsPerLayer: 1,
    modules: { out: 'out_proj', mlp: ['fc_in', 'fc_out'] },
  };
}

function gptNeox(fields: Fields): Decoded {
  const attention = flag(fields, 'attention_bias', true);
  return {
    qkvBias: attention,
    outBias: attention,
    mlpBias: true,
    mlp: 'gelu',
    norm: 'layernorm',
    parallelBlock: flag(fields, 'use_parallel_residual', true),
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['dense_h_to_4h', 'dense_4h_to_h'] },
  };
}

/** Two more biases: of the last layer's attention alone, and none in the MLP. */
function gptNeoxJapanese(fields: Fields): Decoded {
  const hidden = size(fields, 'hidden_size');
  return {
    intermediateSize: Math.round(factor(fields, 'intermediate_multiple_size', 4) * hidden),
    mlp: 'gelu',
    norm: 'layernorm',
    otherElements: hidden,
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['dense_h_to_4h', 'dense_4h_to_h'] },
  };
}

export const ELEUTHER = {
  gpt_neo: gptNeo,
  gptj,
  codegen: (fields) => ({ ...gptj(fields), modules: { qkv: 'qkv_proj', out: 'out_proj', mlp: ['fc_in', 'fc_out'] } }),
  gpt_neox: gptNeox,
  gpt_neox_japanese: gptNeoxJapanese,
} satisfies ConfigRows;
