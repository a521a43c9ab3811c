/** Architectures of a few releases, with layers of their own. Source of each row: huggingface/transformers src/transformers/models/<type>/modeling_<type>.py, and the code beside the releases. */
import type { AttentionGroup } from '../../facts/types.ts';
import {
  child,
  factor,
  fail,
  fieldsOf,
  flag,
  isObject,
  layerCount,
  list,
  size,
  sizeOr,
  wholeOr,
  type Fields,
} from './fields.ts';
import {
  experts,
  flaggedBiases,
  gated,
  geometry,
  layersWhere,
  sharedExperts,
  windowed,
  type ConfigRows,
  type Decoded,
} from './parts.ts';

/** Arcee's experts: an output gate, four norms, experts after the first dense layers. */
function afmoe(fields: Fields): Decoded {
  const moeLayers = layerCount(fields) - (wholeOr(fields, 'num_dense_layers') ?? 0);
  return {
    ...gated(fields),
    normsPerLayer: 4,
    qkNorm: 'head',
    outputGate: true,
    ...windowed(fields, wholeOr(fields, 'global_attn_every_n_layers') || 4),
    ...experts(fields, moeLayers, { ...sharedExperts(fields), routerCorrectionBias: true }),
  };
}

/** RWKV-4: time mixing as four projections, channel mixing with a third matrix of the model's width. */
function rwkv(fields: Fields): Decoded {
  const hidden = size(fields, 'hidden_size');
  const layers = layerCount(fields);
  const width = sizeOr(fields, 'attention_hidden_size') ?? hidden;
  const mixing = 2 * width + 3 * hidden + 2 * hidden + hidden ** 2;
  return {
    heads: 1,
    kvHeads: 1,
    headDim: width,
    intermediateSize: sizeOr(fields, 'intermediate_size') ?? 4 * hidden,
    mlp: 'relu2',
    norm: 'layernorm',
    position: 'nope',
    otherElements: layers * mixing + 2 * hidden,
    modules: { out: 'output', mlp: ['feed_forward.key', 'feed_forward.value'] },
    approximate: 'its recurrence is counted as attention with one head',
  };
}

/** Griffin: two recurrent layers, then one with windowed attention; the MLP is half as wide as stated. */
function recurrentGemma(fields: Fields): Decoded {
  const { hiddenSize: hidden, layers, heads } = geometry(fields);
  const kinds = list(fields, 'block_types');
  const every = kinds.length || 3;
  const attention = layersWhere(layers, (layer) =>
    kinds.length > 0 ? kinds[layer % every] === 'attention' : layer % 3 === 2,
  );
  const width = sizeOr(fields, 'lru_width') ?? hidden;
  const kernel = sizeOr(fields, 'conv1d_width') ?? 4;
  const half = Math.floor(size(fields, 'intermediate_size') / 2);
  const gates = width + 2 * (heads * Math.floor(width / heads) ** 2 + width);
  const block = 2 * (hidden * width + width) + width * hidden + hidden + width * (kernel + 1) + gates;
  // What a short convolution of the same layers would hold.
  const counted = 4 * hidden ** 2 + kernel * hidden;
  return {
    tiedEmbeddings: true,
    mlp: 'geglu',
    mlpBias: true,
    intermediateSize: half,
    shortConv: { layers: layers - attention, kernel },
    slidingWindow: { window: wholeOr(fields, 'attention_window_size') || 2048, layers: attention },
    otherElements: (layers - attention) * (block - counted) + attention * hidden,
    approximate: 'its recurrent layers are counted as short convolutions',
  };
}

/** Nemotron's pruned Llamas: every layer has its own groups of heads and MLP width, or none. */
function nemotronNas(fields: Fields): Decoded {
  const { hiddenSize, heads, headDim } = geometry(fields);
  const blocks = list(fields, 'block_configs').map((block) =>
    isObject(block) ? fieldsOf(block, '') : fail('A block of block_configs is no object.'),
  );
  let skipped = 0;
  const attentionGroups = blocks.map((block): AttentionGroup => {
    const attention = child(block, 'attention');
    const perGroup = attention && wholeOr(attention, 'n_heads_in_group');
    if (!perGroup) skipped += 1;
    return perGroup
      ? { layers: 1, kind: 'full', heads, kvHeads: Math.floor(heads / perGroup), headDim }
      : { layers: 1, kind: 'full', heads: 0, kvHeads: 0, headDim };
  });
  const mlpGroups = blocks.map((block) => {
    const ffn = child(block, 'ffn');
    const multiplier = ffn?.get('ffn_mult');
    if (typeof multiplier !== 'number' || !(multiplier > 0 && multiplier < 100)) skipped += 1;
    const width =
      typeof multiplier === 'number' && multiplier > 0 && multiplier < 100 ? (2 * multiplier * hiddenSize) / 3 : 0;
    return { layers: 1, intermediateSize: 256 * Math.ceil(Math.floor(width) / 256) };
  });
  return {
    ...gated(fields),
    attentionGroups,
    mlpGroups,
    otherElements: -skipped * hiddenSize,
    ...(skipped > 0 ? { approximate: 'layers without attention are counted as attention of no heads' } : {}),
  };
}

/** Two more biases: of the last layer's attention alone, and none in the MLP. */
function gptNeoxJapanese(fields: Fields): Decoded {
  const hidden = size(fields, 'hidden_size');
  return {
    intermediateSize: Math.round(factor(fields, 'intermediate_multiple_size', 4) * hidden),
    mlp: 'gelu',
    norm: 'layernorm',
    otherElements: hidden,
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['dense_h_to_4h', 'dense_4h_to_h'] },
  };
}

/** Positions are sines; the head has a bias. */
function ctrl(fields: Fields): Decoded {
  return {
    qkvBias: true,
    outBias: true,
    mlpBias: true,
    headBias: true,
    intermediateSize: sizeOr(fields, 'dff') ?? 8192,
    mlp: 'relu',
    norm: 'layernorm',
    modules: { out: 'dense', mlp: ['ffn.0', 'ffn.2'] },
  };
}

export const RARE = {
  afmoe,
  rwkv,
  gpt_neox_japanese: gptNeoxJapanese,
  ctrl,
  recurrent_gemma: recurrentGemma,
  'nemotron-nas': nemotronNas,
  hyperclovax: (fields) => ({
    ...flaggedBiases(fields),
    ...gated(fields),
    normsPerLayer: flag(fields, 'use_post_norm', true) ? 4 : 2,
  }),
} satisfies ConfigRows;
