/** StarCoder. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { flag, type Fields } from '../fields.ts';
import { geometry, windowed, type ConfigRows, type Decoded } from '../parts.ts';
import { gpt2 } from './gpt.ts';

function gptBigcode(fields: Fields): Decoded {
  const { heads } = geometry(fields);
  return { ...gpt2(fields), kvHeads: flag(fields, 'multi_query', true) ? 1 : heads };
}

function starcoder2(fields: Fields): Decoded {
  const biases = flag(fields, 'use_bias', true);
  return {
    qkvBias: biases,
    outBias: biases,
    mlpBias: biases,
    mlp: 'gelu',
    norm: 'layernorm',
    ...windowed(fields, Number.MAX_SAFE_INTEGER),
    modules: { mlp: ['c_fc', 'c_proj'] },
  };
}

export const BIGCODE = {
  gpt_bigcode: gptBigcode,
  starcoder2,
} satisfies ConfigRows;
