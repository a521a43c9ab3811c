/** Hunyuan. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { flag, layerCount, size, wholeOr, type Fields } from '../fields.ts';
import {
  afterFirstDense,
  attentionFlagged,
  experts,
  flaggedBiases,
  gated,
  sharedExperts,
  type ConfigRows,
  type Decoded,
} from '../parts.ts';

function hunyuanMoe(fields: Fields): Decoded {
  const shared = flag(fields, 'use_mixed_mlp_moe', true) ? (wholeOr(fields, 'n_shared_experts') ?? 1) : 0;
  const width = wholeOr(fields, 'moe_intermediate_size') || size(fields, 'intermediate_size');
  return {
    ...gated(fields),
    ...flaggedBiases(fields),
    mlpBias: false,
    qkNorm: 'head',
    moe: {
      experts: size(fields, 'num_experts'),
      expertsPerToken: wholeOr(fields, 'num_experts_per_tok') || 1,
      expertIntermediate: width,
      moeLayers: layerCount(fields),
      ...(shared > 0 ? { sharedExperts: shared, sharedIntermediate: shared * size(fields, 'intermediate_size') } : {}),
    },
  };
}

function hunyuan3(fields: Fields): Decoded {
  return {
    ...gated(fields),
    ...flaggedBiases(fields),
    qkNorm: 'head',
    ...experts(fields, afterFirstDense(fields), sharedExperts(fields)),
  };
}

export const HUNYUAN = {
  hunyuan_v1_dense: (fields) => ({ ...attentionFlagged(fields), qkNorm: 'head' }),
  hunyuan_v1_moe: hunyuanMoe,
  hy_v3: hunyuan3,
} satisfies ConfigRows;
