/** Llama: the gated decoder that most others are, with attention to images (3.2 Vision), or experts (4). Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { list, size, sizeOr, wholeOr, type Fields } from '../fields.ts';
import { experts, flaggedBiases, gated, geometry, llama, windowed, type ConfigRows, type Decoded } from '../parts.ts';

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

function llama4(fields: Fields): Decoded {
  const { layers } = geometry(fields);
  const step = wholeOr(fields, 'interleave_moe_layer_step') || 1;
  const named = fields.get('moe_layers');
  const moeLayers = Array.isArray(named) ? Math.min(layers, named.length) : Math.floor(layers / step);
  const width = size(fields, 'intermediate_size');
  const denseIntermediate = sizeOr(fields, 'intermediate_size_mlp') ?? width;
  return {
    ...flaggedBiases(fields),
    mlpBias: false,
    ...windowed(fields, wholeOr(fields, 'no_rope_layer_interval') || 4),
    ...experts(fields, moeLayers, {
      denseLayers: layers - moeLayers,
      denseIntermediate,
      sharedExperts: 1,
      sharedIntermediate: width,
      fusedExperts: true,
    }),
  };
}

export const LLAMA = {
  llama,
  mllama_text_model: mllama,
  llama4_text: llama4,
} satisfies ConfigRows;
