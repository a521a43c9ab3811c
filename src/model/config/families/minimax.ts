/** MiniMax: lightning attention in 01 and M1, ordinary attention in M2, sparse in M3. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { child, layerCount, list, size, sizeOr, wholeOr, type Fields } from '../fields.ts';
import { afterFirstDense, experts, gated, geometry, layersOfType, type ConfigRows, type Decoded } from '../parts.ts';

/** MiniMax-M1 and Text-01: lightning attention in seven of eight layers. */
function minimax(fields: Fields): Decoded {
  const { layers, heads, headDim } = geometry(fields);
  const flags = list(fields, 'attn_type_list');
  const linear =
    flags.length > 0
      ? flags.filter((one) => one === 0).length
      : layersOfType(fields, 'linear_attention') || Math.ceil(layers / 2);
  return {
    ...gated(fields),
    linearAttention: {
      kind: 'lightning',
      layers: Math.min(layers, linear),
      keyHeads: heads,
      valueHeads: heads,
      keyHeadDim: headDim,
      valueHeadDim: headDim,
    },
    ...experts(fields, layers),
  };
}

function minimaxM3(fields: Fields): Decoded {
  const shared = wholeOr(fields, 'shared_intermediate_size');
  const sparse = list(fields, 'layer_types').some((type) => type !== 'full_attention');
  // Sizes of indexers stand there whether a layer has one or not.
  const indexed = child(fields, 'sparse_attention_config', 'none') !== undefined;
  for (const name of ['index_n_heads', 'index_head_dim']) fields.get(name);
  return {
    ...gated(fields),
    qkNorm: 'head',
    ...experts(fields, afterFirstDense(fields), {
      expertIntermediate: size(fields, 'intermediate_size'),
      ...(sizeOr(fields, 'dense_intermediate_size')
        ? { denseIntermediate: size(fields, 'dense_intermediate_size') }
        : {}),
      ...(shared ? { sharedExperts: 1, sharedIntermediate: shared } : {}),
    }),
    ...(sparse || indexed ? { approximate: 'the indexers of its sparse attention are not counted' } : {}),
  };
}

export const MINIMAX = {
  minimax,
  minimax_m1: minimax,
  minimax_text_01: minimax,
  minimax_m2: (fields) => ({
    ...gated(fields),
    qkNorm: 'full',
    ...experts(fields, layerCount(fields), { routerCorrectionBias: true }),
  }),
  minimax_m3_vl_text: minimaxM3,
} satisfies ConfigRows;
