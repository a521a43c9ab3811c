/** Ling and Ring. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py; of those whose code came with the checkpoint, that code as ported in ml-explore/mlx-lm:mlx_lm/models. */
import { flag, type Fields } from '../fields.ts';
import { afterFirstDense, experts, gated, sharedExperts, type ConfigRows, type Decoded } from '../parts.ts';

/** Ling: experts beside shared ones, query_key_value and dense. */
function bailing(fields: Fields): Decoded {
  const biases = flag(fields, 'use_bias');
  return {
    ...gated(fields),
    qkvBias: biases || flag(fields, 'use_qkv_bias'),
    outBias: biases,
    ...(flag(fields, 'use_qk_norm') ? { qkNorm: 'head' as const } : {}),
    ...experts(fields, afterFirstDense(fields), {
      ...sharedExperts(fields),
      ...(flag(fields, 'moe_router_enable_expert_bias') ? { routerCorrectionBias: true } : {}),
    }),
    modules: { qkv: 'query_key_value', out: 'dense' },
  };
}

export const LING = {
  bailing_moe: bailing,
  bailing_moe_v2: bailing,
} satisfies ConfigRows;
