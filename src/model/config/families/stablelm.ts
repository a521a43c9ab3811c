/** StableLM. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { flag, type Fields } from '../fields.ts';
import { gated, geometry, type ConfigRows, type Decoded } from '../parts.ts';

function stablelm(fields: Fields): Decoded {
  const { heads, kvHeads, headDim, layers } = geometry(fields);
  const norms = flag(fields, 'qk_layernorm') ? layers * (heads + kvHeads) * headDim : 0;
  return {
    ...gated(fields),
    qkvBias: flag(fields, 'use_qkv_bias'),
    norm: 'layernorm',
    normsPerLayer: flag(fields, 'use_parallel_residual') ? 1 : 2,
    otherElements: norms,
  };
}

export const STABLELM = {
  stablelm,
  stablelm_epoch: (fields) => ({ ...gated(fields), qkvBias: flag(fields, 'use_qkv_bias'), norm: 'layernorm' }),
} satisfies ConfigRows;
