/** Multi-head latent attention, mostly with experts. Source of each row: huggingface/transformers src/transformers/models/<type>/modeling_<type>.py. */
import { flag, size, wholeOr, type Fields } from './fields.ts';
import {
  afterFirstDense,
  experts,
  gated,
  geometry,
  latent,
  predicts,
  sharedExperts,
  type ConfigRows,
  type Decoded,
} from './parts.ts';

/** Biases where latent attention has them: on the two narrowing projections and the output. */
function latentBiases(fields: Fields): number {
  if (!flag(fields, 'attention_bias')) return 0;
  const { layers, hiddenSize } = geometry(fields);
  const narrow =
    (wholeOr(fields, 'q_lora_rank') ?? 0) + size(fields, 'kv_lora_rank') + size(fields, 'qk_rope_head_dim');
  return layers * (narrow + hiddenSize);
}

function deepseek(fields: Fields): Decoded {
  return {
    ...gated(fields),
    ...latent(fields),
    ...experts(fields, afterFirstDense(fields), sharedExperts(fields)),
    otherElements: latentBiases(fields),
  };
}

function deepseekV3(fields: Fields): Decoded {
  const scored = { ...sharedExperts(fields), routerCorrectionBias: true };
  return {
    ...deepseek(fields),
    ...experts(fields, afterFirstDense(fields), scored),
    ...predicts(fields, { norms: 3, ownEmbeddings: true, ownHead: true }),
  };
}

export const LATENT = {
  deepseek_v2: deepseek,
  deepseek_v3: deepseekV3,
  deepseek_v32: deepseekV3,
  kimi_k2: deepseekV3,
  glm4_moe_lite: deepseekV3,
  glm_moe_dsa: (fields) => ({ ...deepseekV3(fields), ...predicts(fields) }),
  youtu: deepseek,
  minicpm3: deepseek,
} satisfies ConfigRows;
