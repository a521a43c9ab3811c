/** Dense decoders with gated MLPs. Source of each row: huggingface/transformers src/transformers/models/<type>/modeling_<type>.py. */
import { flag, list, size, sizeOr, text, wholeOr, type Fields } from './fields.ts';
import { allWindowed, flaggedBiases, gated, geometry, windowed, type ConfigRows, type Decoded } from './parts.ts';

const GATE_UP = { mlp: ['gate_up_proj', 'down_proj'] } as const;

function llama(fields: Fields): Decoded {
  return { ...flaggedBiases(fields), ...gated(fields) };
}

/** Gated MLP without biases, whatever the file says. */
function attentionFlagged(fields: Fields): Decoded {
  return { ...flaggedBiases(fields), mlpBias: false, ...gated(fields) };
}

function qwen2(fields: Fields): Decoded {
  const windows = flag(fields, 'use_sliding_window') ? windowed(fields) : {};
  return { qkvBias: true, ...gated(fields), ...windows };
}

function qwen3(fields: Fields): Decoded {
  return { ...qwen2(fields), ...attentionFlagged(fields), qkNorm: 'head' };
}

function gemma(fields: Fields): Decoded {
  return { ...attentionFlagged(fields), mlp: 'geglu' };
}

function gemma2(fields: Fields): Decoded {
  return { ...gemma(fields), normsPerLayer: 4, ...windowed(fields, 2) };
}

function gemma3(fields: Fields): Decoded {
  const pattern = wholeOr(fields, 'sliding_window_pattern') ?? wholeOr(fields, '_sliding_window_pattern') ?? 6;
  return { ...gemma(fields), normsPerLayer: 4, qkNorm: 'head', ...windowed(fields, pattern) };
}

function phi3(fields: Fields): Decoded {
  return { ...gated(fields), ...allWindowed(fields), modules: { qkv: 'qkv_proj', ...GATE_UP } };
}

function olmo2(fields: Fields): Decoded {
  return { ...attentionFlagged(fields), qkNorm: 'full', ...windowed(fields, 4) };
}

function cohere(fields: Fields): Decoded {
  const { heads, kvHeads, headDim, layers } = geometry(fields);
  const norms = flag(fields, 'use_qk_norm') ? layers * (heads + kvHeads) * headDim : 0;
  return { ...attentionFlagged(fields), norm: 'layernorm-nobias', normsPerLayer: 1, otherElements: norms };
}

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

/** Biases: q and v, k and o each by a switch of its own in EXAONE's and Seed's relatives. */
function seed(fields: Fields): Decoded {
  return {
    ...llama(fields),
    qkvBias: flag(fields, 'attention_bias'),
    outBias: flag(fields, 'attention_out_bias'),
  };
}

function exaone4(fields: Fields): Decoded {
  const pattern = fields.get('sliding_window_pattern');
  const every = typeof pattern === 'string' ? pattern.length : (wholeOr(fields, 'sliding_window_pattern') ?? 4);
  return { ...gated(fields), qkNorm: 'head', ...(every > 0 ? windowed(fields, every) : {}) };
}

/** Two matrices, and an activation with two learned values a layer (xIELU). */
function apertus(fields: Fields): Decoded {
  const { layers } = geometry(fields);
  const learned = text(fields, 'hidden_act') === 'xielu' || !fields.has('hidden_act') ? 2 * layers : 0;
  return { ...attentionFlagged(fields), mlp: 'gelu', qkNorm: 'head', otherElements: learned };
}

/** The MLP's width may be a rule: two thirds of what is said, rounded up to a multiple. */
function lfm2Width(fields: Fields): number {
  const said = wholeOr(fields, 'block_ff_dim') || size(fields, 'intermediate_size');
  if (!flag(fields, 'block_auto_adjust_ff_dim')) return said;
  const multiple = sizeOr(fields, 'block_multiple_of') ?? 1;
  const multiplier = fields.get('block_ffn_dim_multiplier');
  const scaled = Math.floor((typeof multiplier === 'number' ? multiplier : 1) * Math.floor((2 * said) / 3));
  return multiple * Math.ceil(scaled / multiple);
}

function lfm2(fields: Fields): Decoded {
  return { ...shortConvolutions(fields), intermediateSize: lfm2Width(fields) };
}

export function shortConvolutions(fields: Fields): Decoded {
  const { layers, hiddenSize, headDim } = geometry(fields);
  const types = list(fields, 'layer_types');
  const full = list(fields, 'full_attn_idxs');
  const attention = types.length > 0 ? types.filter((type) => type === 'full_attention').length : full.length || layers;
  const conv = Math.max(0, layers - attention);
  const kernel = sizeOr(fields, 'conv_L_cache') ?? 3;
  const biases = flag(fields, 'conv_bias') ? conv * (3 * hiddenSize + 2 * hiddenSize) : 0;
  return {
    headDim,
    qkNorm: 'head',
    ...(conv > 0 ? { shortConv: { layers: conv, kernel } } : {}),
    otherElements: biases,
    modules: { out: 'out_proj', mlp: ['w1', 'w3', 'w2'] },
  };
}

/** Llama 3.2 Vision: some layers attend to the image instead; eight rows more in the input table. */
function mllama(fields: Fields): Decoded {
  const { layers, heads, kvHeads, headDim } = geometry(fields);
  const said = list(fields, 'cross_attention_layers').length;
  const cross = Math.min(layers - 1, said || Math.floor(layers / 5));
  return {
    ...gated(fields),
    extraEmbeddingRows: 8,
    attentionGroups: [
      { layers: layers - cross, kind: 'full', heads, kvHeads, headDim },
      { layers: cross, kind: 'cross', heads, kvHeads, headDim },
    ],
  };
}

export const DENSE = {
  llama,
  mllama_text_model: mllama,
  mistral: (fields) => ({ ...gated(fields), ...allWindowed(fields) }),
  ministral: (fields) => ({ ...gated(fields), ...windowed(fields) }),
  ministral3: (fields) => ({ ...gated(fields), ...allWindowed(fields) }),
  qwen2,
  qwen3,
  gemma,
  gemma2,
  gemma3_text: gemma3,
  vaultgemma: (fields) => ({ ...gemma(fields), ...windowed(fields, 2) }),
  phi3,
  cohere,
  cohere2: (fields) => ({
    ...attentionFlagged(fields),
    norm: 'layernorm-nobias',
    normsPerLayer: 1,
    ...windowed(fields, 4),
  }),
  olmo: (fields) => ({ ...attentionFlagged(fields), norm: 'none' }),
  olmo2: (fields) => ({ ...attentionFlagged(fields), qkNorm: 'full' }),
  olmo3: olmo2,
  granite: llama,
  glm: (fields) => ({ ...gated(fields), qkvBias: flag(fields, 'attention_bias'), modules: GATE_UP }),
  glm4: (fields) => ({ ...gated(fields), qkvBias: flag(fields, 'attention_bias'), normsPerLayer: 4, modules: GATE_UP }),
  stablelm,
  smollm3: llama,
  seed_oss: seed,
  helium: attentionFlagged,
  arcee: (fields) => ({ ...flaggedBiases(fields), mlp: 'relu2' }),
  nemotron: (fields) => ({ ...flaggedBiases(fields), mlp: 'relu2', norm: 'layernorm' }),
  apertus,
  exaone4,
  ernie4_5: (fields) => ({
    ...gated(fields),
    qkvBias: flag(fields, 'use_bias'),
    outBias: flag(fields, 'use_bias'),
    mlpBias: flag(fields, 'use_bias'),
  }),
  hunyuan_v1_dense: (fields) => ({ ...attentionFlagged(fields), qkNorm: 'head' }),
  lfm2,
  bitnet: (fields) => {
    const { layers, hiddenSize, intermediateSize = 0 } = geometry(fields);
    return { ...attentionFlagged(fields), mlp: 'swiglu', otherElements: layers * (hiddenSize + intermediateSize) };
  },
  cwm: (fields) => ({ ...gated(fields), ...windowed(fields) }),
  jais2: (fields) => ({
    qkvBias: true,
    outBias: true,
    mlpBias: true,
    mlp: 'relu2',
    norm: 'layernorm',
    ...windowed(fields),
  }),
  nanochat: (fields) => ({ mlp: 'relu2', norm: 'none', ...flaggedBiases(fields) }),
} satisfies ConfigRows;
