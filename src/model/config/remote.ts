/** Architectures whose code came with the checkpoint. Source of each row: the modelling code beside the first release it names, as ported in ml-explore/mlx-lm:mlx_lm/models. */
import { flag, list, size, sizeOr, wholeOr, whole, type Fields } from './fields.ts';
import { CLASSIC } from './classic.ts';
import {
  afterFirstDense,
  experts,
  flaggedBiases,
  gated,
  geometry,
  predicts,
  sharedExperts,
  windowed,
  type ConfigRows,
  type Decoded,
} from './parts.ts';

const GLU_NAMES = { mlp: ['gate_proj', 'up_proj', 'down_proj'] } as const;

function plain(fields: Fields): Decoded {
  return { ...flaggedBiases(fields), ...gated(fields) };
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

/** Qwen 1 states twice the width of its MLP. */
function qwen(fields: Fields): Decoded {
  return {
    qkvBias: true,
    intermediateSize: Math.floor(size(fields, 'intermediate_size') / 2),
    modules: { qkv: 'c_attn', out: 'attn.c_proj', mlp: ['w1', 'w2', 'c_proj'] },
  };
}

function internlm2(fields: Fields): Decoded {
  const biases = flag(fields, 'bias');
  return { qkvBias: biases, outBias: biases, modules: { qkv: 'wqkv', out: 'wo', mlp: ['w1', 'w3', 'w2'] } };
}

function internlm3(fields: Fields): Decoded {
  const biases = flag(fields, 'bias');
  return { qkvBias: flag(fields, 'qkv_bias'), outBias: biases, mlpBias: biases };
}

/** MiniCPM ties unless it says otherwise. */
function minicpm(fields: Fields): Decoded {
  return {
    ...plain(fields),
    tiedEmbeddings: flag(fields, 'tie_word_embeddings', true),
    ...experts(fields, wholeOr(fields, 'num_experts') ? geometry(fields).layers : 0),
  };
}

/** OpenELM: heads and MLP widths differ from layer to layer, the embedding is tied, Q and K have norms. */
function openelm(fields: Fields): Decoded {
  const headDim = size(fields, 'head_dim');
  const hidden = size(fields, 'hidden_size');
  const kv = list(fields, 'num_kv_heads');
  const divisor = wholeOr(fields, 'ffn_dim_divisor') || 256;
  const attentionGroups = list(fields, 'num_query_heads').map((heads, layer) => ({
    layers: 1,
    kind: 'full' as const,
    heads: whole(heads, 'num_query_heads'),
    kvHeads: whole(kv[layer], 'num_kv_heads'),
    headDim,
  }));
  const mlpGroups = list(fields, 'ffn_multipliers').map((multiplier) => ({
    layers: 1,
    intermediateSize: divisible(Number(multiplier) * hidden, divisor),
  }));
  return {
    tiedEmbeddings: flag(fields, 'share_input_output_layers', true),
    qkNorm: 'head',
    attentionGroups,
    mlpGroups,
    modules: { qkv: 'qkv_proj', out: 'out_proj', mlp: ['proj_1', 'proj_2'] },
  };
}

/** Rounded to a multiple, never more than a tenth down. */
function divisible(value: number, divisor: number): number {
  const rounded = Math.max(divisor, Math.floor((value + divisor / 2) / divisor) * divisor);
  return whole(rounded < 0.9 * value ? rounded + divisor : rounded, 'ffn_multipliers');
}

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

function exaone3(fields: Fields): Decoded {
  return { ...gated(fields), modules: { out: 'out_proj', mlp: ['c_fc_0', 'c_fc_1', 'c_proj'] } };
}

/** Jais: GPT-2 with ALiBi, and a gated MLP in some. */
function jais(fields: Fields): Decoded {
  const gatedMlp = String(fields.get('activation_function')).includes('swiglu');
  const alibi = String(fields.get('position_embedding_type')) === 'alibi';
  return {
    qkvBias: true,
    outBias: true,
    mlpBias: true,
    mlp: gatedMlp ? 'swiglu' : 'gelu',
    norm: 'layernorm',
    position: alibi ? 'alibi' : 'learned',
    tiedEmbeddings: flag(fields, 'tie_word_embeddings', true),
    intermediateSize: sizeOr(fields, 'intermediate_size') ?? 4 * size(fields, 'hidden_size'),
    ...(alibi ? {} : { learnedPositions: size(fields, 'max_position_embeddings') }),
    modules: { qkv: 'c_attn', out: 'attn.c_proj', ...(gatedMlp ? GLU_NAMES : { mlp: ['c_fc', 'c_proj'] as const }) },
  };
}

export const REMOTE = {
  baichuan: (fields) => ({
    ...gated(fields),
    position: geometry(fields).hiddenSize > 4096 ? 'alibi' : 'rope',
    modules: { qkv: 'W_pack', ...GLU_NAMES },
  }),
  chatglm,
  qwen,
  internlm: (fields) => ({
    ...gated(fields),
    qkvBias: flag(fields, 'bias', true),
    outBias: flag(fields, 'bias', true),
  }),
  internlm2,
  internlm3,
  minicpm,
  exaone: exaone3,
  deepseek: (fields) => ({ ...plain(fields), ...experts(fields, afterFirstDense(fields), sharedExperts(fields)) }),
  Yi: plain,
  aquila: plain,
  xverse: plain,
  skywork: plain,
  mobilellm: plain,
  orion: (fields) => ({ ...plain(fields), norm: 'layernorm' }),
  stablelm_epoch: (fields) => ({ ...gated(fields), qkvBias: flag(fields, 'use_qkv_bias'), norm: 'layernorm' }),
  'phi-msft': (fields) => ({
    ...CLASSIC.phi(fields),
    intermediateSize: sizeOr(fields, 'intermediate_size') ?? 4 * size(fields, 'hidden_size'),
  }),
  openelm,
  bailing_moe: bailing,
  bailing_moe_v2: bailing,
  jais,
  // Qwen2's attention: q, k and v have biases, the output has none, whatever attention_bias says.
  mimo: (fields) => ({ ...gated(fields), qkvBias: true, ...windowed(fields), ...predicts(fields) }),
  telechat: (fields) => ({
    ...gated(fields),
    outBias: true,
    otherElements: geometry(fields).layers * geometry(fields).hiddenSize,
    modules: { mlp: ['gate_proj', 'up_proj', 'down_proj'] },
  }),
} satisfies ConfigRows;
