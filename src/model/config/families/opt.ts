/** OPT, XGLM and BioGPT. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { flag, size, sizeOr, type Fields } from '../fields.ts';
import { ALL_BIASES, geometry, type ConfigRows, type Decoded } from '../parts.ts';

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

/** Positions are sines and hold no weights. */
function xglm(): Decoded {
  return { ...ALL_BIASES, mlp: 'gelu', norm: 'layernorm', modules: { out: 'out_proj', mlp: ['fc1', 'fc2'] } };
}

function biogpt(fields: Fields): Decoded {
  return { ...xglm(), position: 'learned', learnedPositions: size(fields, 'max_position_embeddings') + 2 };
}

export const OPT = {
  opt,
  xglm,
  biogpt,
} satisfies ConfigRows;
