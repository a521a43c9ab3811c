/** BLOOM. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { size, type Fields } from '../fields.ts';
import { ALL_BIASES, type ConfigRows, type Decoded } from '../parts.ts';

function bloom(fields: Fields): Decoded {
  return {
    ...ALL_BIASES,
    intermediateSize: 4 * size(fields, 'hidden_size'),
    mlp: 'gelu',
    norm: 'layernorm',
    position: 'alibi',
    embeddingNorm: true,
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['dense_h_to_4h', 'dense_4h_to_h'] },
  };
}

export const BLOOM = {
  bloom,
} satisfies ConfigRows;
