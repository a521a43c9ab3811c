/** Decoders before gated MLPs: GPT-2 and its relatives. Source of each row: huggingface/transformers src/transformers/models/<type>/modeling_<type>.py. */
import { child, factor, flag, list, size, sizeOr, text, wholeOr, type Fields } from './fields.ts';
import { geometry, windowed, type ConfigRows, type Decoded } from './parts.ts';

const ALL_BIASES = { qkvBias: true, outBias: true, mlpBias: true } as const;

/** Four times as wide where the file is silent. */
function mlpWidth(fields: Fields): number {
  return sizeOr(fields, 'intermediate_size') ?? 4 * size(fields, 'hidden_size');
}

function gpt2(fields: Fields): Decoded {
  const rows = size(fields, 'max_position_embeddings');
  return {
    ...ALL_BIASES,
    intermediateSize: mlpWidth(fields),
    mlp: 'gelu',
    norm: 'layernorm',
    position: 'learned',
    learnedPositions: rows,
    // SantaCoder, before it was gpt_bigcode.
    ...(text(fields, 'attention_head_type') === 'multiquery' ? { kvHeads: 1 } : {}),
    modules: { qkv: 'c_attn', out: 'c_proj', mlp: ['c_fc', 'c_proj'] },
  };
}

function gptNeo(fields: Fields): Decoded {
  const layers = size(fields, 'num_hidden_layers');
  const window = wholeOr(fields, 'window_size');
  const named = list(fields, 'attention_layers');
  const local = named.length > 0 ? named.filter((one) => one === 'local').length : Math.floor(layers / 2);
  return {
    outBias: true,
    mlpBias: true,
    intermediateSize: mlpWidth(fields),
    mlp: 'gelu',
    norm: 'layernorm',
    position: 'learned',
    learnedPositions: size(fields, 'max_position_embeddings'),
    ...(window && local > 0 ? { slidingWindow: { window, layers: local } } : {}),
    modules: { out: 'out_proj', mlp: ['c_fc', 'c_proj'] },
  };
}

/** One norm, attention and MLP side by side, an output bias. */
function gptj(fields: Fields): Decoded {
  return {
    mlpBias: true,
    headBias: true,
    intermediateSize: mlpWidth(fields),
    mlp: 'gelu',
    norm: 'layernorm',
    normsPerLayer: 1,
    modules: { out: 'out_proj', mlp: ['fc_in', 'fc_out'] },
  };
}

function gptNeox(fields: Fields): Decoded {
  const attention = flag(fields, 'attention_bias', true);
  return {
    qkvBias: attention,
    outBias: attention,
    mlpBias: true,
    mlp: 'gelu',
    norm: 'layernorm',
    parallelBlock: flag(fields, 'use_parallel_residual', true),
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['dense_h_to_4h', 'dense_4h_to_h'] },
  };
}

function gptBigcode(fields: Fields): Decoded {
  const { heads } = geometry(fields);
  return { ...gpt2(fields), kvHeads: flag(fields, 'multi_query', true) ? 1 : heads };
}

/** The 350M has a narrower embedding with projections, and norms after its halves instead of before. */
function opt(fields: Fields): Decoded {
  const { hiddenSize, vocabSize, tiedEmbeddings } = geometry(fields);
  const rows = size(fields, 'max_position_embeddings') + 2;
  const width = sizeOr(fields, 'word_embed_proj_dim') ?? hiddenSize;
  const biases = flag(fields, 'enable_bias', true);
  const affine = flag(fields, 'layer_norm_elementwise_affine', true);
  const last = flag(fields, 'do_layer_norm_before', true) && !flag(fields, '_remove_final_layer_norm');
  const tables = vocabSize * (tiedEmbeddings ? 1 : 2);
  const narrower = width === hiddenSize ? 0 : tables * (width - hiddenSize) + 2 * width * hiddenSize;
  return {
    qkvBias: biases,
    outBias: biases,
    mlpBias: biases,
    mlp: 'relu',
    norm: affine ? 'layernorm' : 'none',
    position: 'learned',
    learnedPositions: rows,
    otherElements: narrower - (last || !affine ? 0 : 2 * hiddenSize),
    modules: { out: 'out_proj', mlp: ['fc1', 'fc2'] },
  };
}

function bloom(fields: Fields): Decoded {
  return {
    ...ALL_BIASES,
    intermediateSize: 4 * size(fields, 'hidden_size'),
    mlp: 'gelu',
    norm: 'layernorm',
    position: 'alibi',
    embeddingNorm: true,
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['dense_h_to_4h', 'dense_4h_to_h'] },
  };
}

function mpt(fields: Fields): Decoded {
  const { hiddenSize, heads, headDim, layers } = geometry(fields);
  const biases = !flag(fields, 'no_bias', true);
  const attention = child(fields, 'attn_config');
  const kvHeads = attention && wholeOr(attention, 'kv_n_heads');
  const queryKey = attention && flag(attention, 'qk_ln') ? layers * 2 * hiddenSize : 0;
  const alibi = !attention || flag(attention, 'alibi', true);
  return {
    qkvBias: biases,
    outBias: biases,
    mlpBias: biases,
    kvHeads: kvHeads || heads,
    headDim,
    intermediateSize: Math.round(factor(fields, 'expansion_ratio', 4) * hiddenSize),
    mlp: 'gelu',
    norm: 'layernorm-nobias',
    position: alibi ? 'alibi' : 'learned',
    ...(alibi ? {} : { learnedPositions: size(fields, 'max_position_embeddings') }),
    otherElements: queryKey,
    modules: { qkv: 'Wqkv', out: 'out_proj', mlp: ['up_proj', 'down_proj'] },
  };
}

/** New decoders group their heads and have two norms side by side; older ones share one. */
function falcon(fields: Fields): Decoded {
  const { heads, hiddenSize } = geometry(fields);
  // Before it had that switch, the 40B said its groups alone.
  const grouped =
    flag(fields, 'new_decoder_architecture') ||
    (fields.has('n_head_kv') && (wholeOr(fields, 'num_key_value_heads') ?? 1) > 1);
  const biases = flag(fields, 'bias');
  const parallel = flag(fields, 'parallel_attn', true);
  const multiQuery = flag(fields, 'multi_query', true);
  const inputNorms = sizeOr(fields, 'num_ln_in_parallel_attn') ?? 2;
  return {
    qkvBias: biases,
    outBias: biases,
    mlpBias: biases,
    kvHeads: grouped ? (sizeOr(fields, 'num_key_value_heads') ?? heads) : multiQuery ? 1 : heads,
    ...(!grouped && multiQuery && { unexpandedKeys: true }),
    intermediateSize: sizeOr(fields, 'intermediate_size') ?? 4 * hiddenSize,
    mlp: 'gelu',
    norm: 'layernorm',
    normsPerLayer: grouped ? inputNorms : parallel ? 1 : 2,
    parallelBlock: parallel,
    position: flag(fields, 'alibi') ? 'alibi' : 'rope',
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['dense_h_to_4h', 'dense_4h_to_h'] },
  };
}

function phi(fields: Fields): Decoded {
  const { layers, headDim } = geometry(fields);
  return {
    ...ALL_BIASES,
    headBias: true,
    mlp: 'gelu',
    norm: 'layernorm',
    normsPerLayer: 1,
    otherElements: flag(fields, 'qk_layernorm') ? layers * 4 * headDim : 0,
    modules: { out: 'dense', mlp: ['fc1', 'fc2'] },
  };
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

function persimmon(fields: Fields): Decoded {
  const { layers, headDim } = geometry(fields);
  return {
    ...ALL_BIASES,
    mlp: 'relu2',
    norm: 'layernorm',
    otherElements: flag(fields, 'qk_layernorm', true) ? layers * 4 * headDim : 0,
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['dense_h_to_4h', 'dense_4h_to_h'] },
  };
}

/** Positions are sines and hold no weights. */
function xglm(): Decoded {
  return { ...ALL_BIASES, mlp: 'gelu', norm: 'layernorm', modules: { out: 'out_proj', mlp: ['fc1', 'fc2'] } };
}

function biogpt(fields: Fields): Decoded {
  return { ...xglm(), position: 'learned', learnedPositions: size(fields, 'max_position_embeddings') + 2 };
}

/** GPT-1: norms after its halves, none at the end. */
function openaiGpt(fields: Fields): Decoded {
  return { ...gpt2(fields), otherElements: -2 * size(fields, 'hidden_size') };
}

export const CLASSIC = {
  gpt2,
  gpt_neo: gptNeo,
  gptj,
  codegen: (fields) => ({ ...gptj(fields), modules: { qkv: 'qkv_proj', out: 'out_proj', mlp: ['fc_in', 'fc_out'] } }),
  gpt_neox: gptNeox,
  gpt_bigcode: gptBigcode,
  opt,
  bloom,
  mpt,
  falcon,
  phi,
  starcoder2,
  persimmon,
  xglm,
  biogpt,
  'openai-gpt': openaiGpt,
} satisfies ConfigRows;
