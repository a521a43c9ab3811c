/** Gemma 1 to 3: GELU in its gate, four norms and windows from 2; recurrent layers in Griffin. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { list, size, sizeOr, wholeOr, type Fields } from '../fields.ts';
import { attentionFlagged, geometry, layersWhere, windowed, type ConfigRows, type Decoded } from '../parts.ts';

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

export const GEMMA = {
  gemma,
  gemma2,
  gemma3_text: gemma3,
  vaultgemma: (fields) => ({ ...gemma(fields), ...windowed(fields, 2) }),
  recurrent_gemma: recurrentGemma,
} satisfies ConfigRows;
