/** Gemma 3n and 4: layers of different geometry, embeddings per layer. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import type { AttentionGroup } from '../../../facts/types.ts';
import { child, flag, layerCount, list, size, sizeOr, wholeOr, type Fields } from '../fields.ts';
import { experts, geometry, layersWhere, type ConfigRows, type Decoded } from '../parts.ts';

/** Full attention in every fifth layer, with keys and values of their own or of an earlier layer. */
function layerKinds(fields: Fields, every: number): readonly boolean[] {
  const types = list(fields, 'layer_types');
  return Array.from({ length: layerCount(fields) }, (_, layer) =>
    types.length > 0 ? types[layer] === 'full_attention' : (layer + 1) % every === 0,
  );
}

function sharingGroups(
  fields: Fields,
  full: readonly boolean[],
  own: (full: boolean) => AttentionGroup,
): readonly AttentionGroup[] {
  const shared = full.length - (wholeOr(fields, 'num_kv_shared_layers') ?? 0);
  const groups = [false, true].flatMap((kvShared) =>
    [false, true].map((isFull) => ({
      ...own(isFull),
      layers: layersWhere(full.length, (layer) => full[layer] === isFull && layer >= shared === kvShared),
      ...(kvShared ? { kvShared } : {}),
    })),
  );
  return groups.filter(({ layers }) => layers > 0);
}

function perLayerEmbedding(fields: Fields): Decoded {
  const width = wholeOr(fields, 'hidden_size_per_layer_input');
  return width ? { perLayerEmbedding: { size: width, vocabSize: size(fields, 'vocab_size_per_layer_input') } } : {};
}

function gemma3n(fields: Fields): Decoded {
  const { heads, kvHeads, headDim } = geometry(fields);
  const intermediateSize = size(fields, 'intermediate_size');
  const full = layerKinds(fields, 5);
  return {
    tiedEmbeddings: true,
    mlp: 'geglu',
    normsPerLayer: 4,
    qkNorm: 'head',
    intermediateSize,
    slidingWindow: { window: wholeOr(fields, 'sliding_window') || 512, layers: full.filter((one) => !one).length },
    attentionGroups: sharingGroups(fields, full, (isFull) => ({
      layers: 0,
      kind: isFull ? 'full' : 'sliding',
      heads,
      kvHeads,
      headDim,
    })),
    ...perLayerEmbedding(fields),
    altup: { inputs: sizeOr(fields, 'altup_num_inputs') ?? 4, laurelRank: sizeOr(fields, 'laurel_rank') ?? 64 },
  };
}

function firstLayerConfig(fields: Fields): Fields | undefined {
  const layers = child(fields, 'per_layer_config', 'none');
  const [first] = layers ? layers.names() : [];
  return layers && first !== undefined ? child(layers, first, 'none') : undefined;
}

/** Full layers have heads of their own width, and may take V from the K projection; E models widen the sharing layers. */
function gemma4(fields: Fields): Decoded {
  const { layers, heads, kvHeads, headDim } = geometry(fields);
  const full = layerKinds(fields, 6);
  const intermediateSize = size(fields, 'intermediate_size');
  const shared = wholeOr(fields, 'num_kv_shared_layers') ?? 0;
  const wide = flag(fields, 'use_double_wide_mlp') && shared > 0;
  const withExperts = flag(fields, 'enable_moe_block');
  return {
    tiedEmbeddings: flag(fields, 'tie_word_embeddings', true),
    mlp: 'geglu',
    normsPerLayer: withExperts ? 7 : 4,
    qkNorm: 'head',
    slidingWindow: { window: wholeOr(fields, 'sliding_window') || 512, layers: full.filter((one) => !one).length },
    attentionGroups: sharingGroups(fields, full, (isFull) =>
      isFull ? fullGroup(fields) : { layers: 0, kind: 'sliding', heads, kvHeads, headDim },
    ),
    ...(wide
      ? {
          mlpGroups: [
            { layers: layers - shared, intermediateSize },
            { layers: shared, intermediateSize: 2 * intermediateSize },
          ],
        }
      : {}),
    ...(withExperts ? experts(fields, layers, { fusedExperts: true, parallelDense: true, routerScales: true }) : {}),
    ...perLayerEmbedding(fields),
  };
}

/** The attention of full layers, whose geometry newer files say layer by layer. */
function fullGroup(fields: Fields): AttentionGroup {
  const { heads, kvHeads } = geometry(fields);
  const equal = flag(fields, 'attention_k_eq_v');
  const own = firstLayerConfig(fields) ?? fields;
  const globalHeads =
    own === fields ? sizeOr(fields, 'num_global_key_value_heads') : sizeOr(own, 'num_key_value_heads');
  return {
    layers: 0,
    kind: 'full',
    heads,
    kvHeads: equal ? (globalHeads ?? kvHeads) : kvHeads,
    headDim: (own === fields ? sizeOr(fields, 'global_head_dim') : sizeOr(own, 'head_dim')) ?? 512,
    ...(equal ? { kEqualsV: true } : {}),
  };
}

export const GEMMA_4 = {
  gemma3n_text: gemma3n,
  gemma4_text: gemma4,
  gemma4_unified_text: gemma4,
} satisfies ConfigRows;
