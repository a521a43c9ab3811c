/** Persimmon. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { flag, type Fields } from '../fields.ts';
import { ALL_BIASES, geometry, type ConfigRows, type Decoded } from '../parts.ts';

function persimmon(fields: Fields): Decoded {
  const { layers, headDim } = geometry(fields);
  return {
    ...ALL_BIASES,
    mlp: 'relu2',
    norm: 'layernorm',
    otherElements: flag(fields, 'qk_layernorm', true) ? layers * 4 * headDim : 0,
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['dense_h_to_4h', 'dense_4h_to_h'] },
  };
}

export const PERSIMMON = {
  persimmon,
} satisfies ConfigRows;
