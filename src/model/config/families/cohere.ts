/** Command R and after: one norm for both halves of a layer. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import type { MoeFacts } from '../../../facts/types.ts';
import { flag, size, wholeOr, type Fields } from '../fields.ts';
import {
  afterFirstDense,
  attentionFlagged,
  experts,
  flaggedBiases,
  gated,
  geometry,
  windowed,
  type ConfigRows,
  type Decoded,
} from '../parts.ts';

function cohere(fields: Fields): Decoded {
  const { heads, kvHeads, headDim, layers } = geometry(fields);
  const norms = flag(fields, 'use_qk_norm') ? layers * (heads + kvHeads) * headDim : 0;
  return { ...attentionFlagged(fields), norm: 'layernorm-nobias', normsPerLayer: 1, otherElements: norms };
}

/** Shared experts as wide as the MLP. */
function sharedOfMlp(fields: Fields): Partial<MoeFacts> {
  const count = wholeOr(fields, 'n_shared_experts') ?? 0;
  return count > 0 ? { sharedExperts: count, sharedIntermediate: count * size(fields, 'intermediate_size') } : {};
}

export const COHERE = {
  cohere,
  cohere2: (fields) => ({
    ...attentionFlagged(fields),
    norm: 'layernorm-nobias',
    normsPerLayer: 1,
    ...windowed(fields, 4),
  }),
  cohere2_moe: (fields) => ({
    ...gated(fields),
    ...flaggedBiases(fields),
    mlpBias: false,
    norm: 'layernorm-nobias',
    normsPerLayer: 1,
    ...windowed(fields, 4),
    ...experts(fields, afterFirstDense(fields), sharedOfMlp(fields)),
  }),
} satisfies ConfigRows;
