/** ChatGLM and GLM: fused matrices, experts, latent attention. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { flag, size, type Fields } from '../fields.ts';
import {
  afterFirstDense,
  experts,
  GATE_UP,
  gated,
  predicts,
  sharedExperts,
  type ConfigRows,
  type Decoded,
} from '../parts.ts';
import { deepseekV3 } from './deepseek.ts';

function glm4Moe(fields: Fields): Decoded {
  const scored = { ...sharedExperts(fields), routerCorrectionBias: true };
  return {
    ...gated(fields),
    qkvBias: flag(fields, 'attention_bias'),
    ...(flag(fields, 'use_qk_norm') ? { qkNorm: 'head' as const } : {}),
    ...experts(fields, afterFirstDense(fields), scored),
    ...predicts(fields, { norms: 3, ownEmbeddings: true, ownHead: true }),
  };
}

/** ChatGLM2, ChatGLM3 and GLM-4: two groups of keys, fused projections, an untied head. */
function chatglm(fields: Fields): Decoded {
  const heads = size(fields, 'num_attention_heads');
  if (fields.has('inner_hidden_size')) return chatglm1(fields);
  const biases = flag(fields, 'add_bias_linear');
  const grouped = flag(fields, 'multi_query_attention');
  return {
    kvHeads: grouped ? size(fields, 'num_key_value_heads') : heads,
    qkvBias: biases || flag(fields, 'add_qkv_bias'),
    outBias: biases,
    mlpBias: biases,
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['dense_h_to_4h', 'dense_4h_to_h'] },
  };
}

/** ChatGLM-6B: layer norms, biases, two matrices an MLP. */
function chatglm1(fields: Fields): Decoded {
  return {
    qkvBias: true,
    outBias: true,
    mlpBias: true,
    intermediateSize: size(fields, 'inner_hidden_size'),
    mlp: 'gelu',
    norm: 'layernorm',
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['dense_h_to_4h', 'dense_4h_to_h'] },
  };
}

export const GLM = {
  chatglm,
  glm: (fields) => ({ ...gated(fields), qkvBias: flag(fields, 'attention_bias'), modules: GATE_UP }),
  glm4: (fields) => ({ ...gated(fields), qkvBias: flag(fields, 'attention_bias'), normsPerLayer: 4, modules: GATE_UP }),
  glm4_moe: glm4Moe,
  glm4_moe_lite: deepseekV3,
  glm_moe_dsa: (fields) => ({ ...deepseekV3(fields), ...predicts(fields) }),
} satisfies ConfigRows;
