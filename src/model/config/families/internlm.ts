/** InternLM. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py; of those whose code came with the checkpoint, that code as ported in ml-explore/mlx-lm:mlx_lm/models. */
import { flag, type Fields } from '../fields.ts';
import { gated, type ConfigRows, type Decoded } from '../parts.ts';

function internlm2(fields: Fields): Decoded {
  const biases = flag(fields, 'bias');
  return { qkvBias: biases, outBias: biases, modules: { qkv: 'wqkv', out: 'wo', mlp: ['w1', 'w3', 'w2'] } };
}

function internlm3(fields: Fields): Decoded {
  const biases = flag(fields, 'bias');
  return { qkvBias: flag(fields, 'qkv_bias'), outBias: biases, mlpBias: biases };
}

export const INTERNLM = {
  internlm: (fields) => ({
    ...gated(fields),
    qkvBias: flag(fields, 'bias', true),
    outBias: flag(fields, 'bias', true),
  }),
  internlm2,
  internlm3,
} satisfies ConfigRows;
