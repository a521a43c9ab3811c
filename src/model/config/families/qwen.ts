/** Qwen: biases on queries, keys and values until 2, norms on them from 3, delta networks from Next. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py; of those whose code came with the checkpoint, that code as ported in ml-explore/mlx-lm:mlx_lm/models. */
import { flag, layerCount, size, wholeOr, type Fields } from '../fields.ts';
import {
  attentionFlagged,
  bySparseStep,
  deltanet,
  experts,
  flaggedBiases,
  gated,
  predicts,
  windowed,
  type ConfigRows,
  type Decoded,
} from '../parts.ts';

function qwen2(fields: Fields): Decoded {
  const windows = flag(fields, 'use_sliding_window') ? windowed(fields) : {};
  return { qkvBias: true, ...gated(fields), ...windows };
}

function qwen3(fields: Fields): Decoded {
  return { ...qwen2(fields), ...attentionFlagged(fields), qkNorm: 'head' };
}

/** One shared expert with a gate of its own. */
function qwenShared(fields: Fields) {
  const sharedIntermediate = wholeOr(fields, 'shared_expert_intermediate_size');
  return sharedIntermediate ? { sharedExperts: 1, sharedIntermediate, sharedExpertGate: true } : {};
}

function qwen2Moe(fields: Fields): Decoded {
  return {
    ...gated(fields),
    qkvBias: flag(fields, 'qkv_bias', true),
    ...experts(fields, bySparseStep(fields), qwenShared(fields)),
  };
}

function qwen3Moe(fields: Fields): Decoded {
  return {
    ...gated(fields),
    ...flaggedBiases(fields),
    mlpBias: false,
    qkNorm: 'head',
    ...experts(fields, bySparseStep(fields)),
  };
}

function qwen3Next(fields: Fields): Decoded {
  return {
    ...gated(fields),
    ...flaggedBiases(fields),
    mlpBias: false,
    qkNorm: 'head',
    outputGate: true,
    ...deltanet(fields, 'fused'),
    ...experts(fields, bySparseStep(fields), qwenShared(fields)),
    ...predicts(fields),
  };
}

function qwen35(fields: Fields): Decoded {
  const withExperts = wholeOr(fields, 'num_experts')
    ? experts(fields, layerCount(fields), { ...qwenShared(fields), fusedExperts: true })
    : {};
  return {
    ...gated(fields),
    ...flaggedBiases(fields),
    mlpBias: false,
    qkNorm: 'head',
    outputGate: true,
    ...deltanet(fields, 'split'),
    ...withExperts,
    ...predicts(fields),
  };
}

/** Qwen 1 states twice the width of its MLP. */
function qwen(fields: Fields): Decoded {
  return {
    qkvBias: true,
    intermediateSize: Math.floor(size(fields, 'intermediate_size') / 2),
    modules: { qkv: 'c_attn', out: 'attn.c_proj', mlp: ['w1', 'w2', 'c_proj'] },
  };
}

export const QWEN = {
  qwen,
  qwen2,
  qwen2_moe: qwen2Moe,
  qwen3,
  qwen3_moe: qwen3Moe,
  qwen3_next: qwen3Next,
  qwen3_5_text: qwen35,
  qwen3_5_moe_text: qwen35,
} satisfies ConfigRows;
