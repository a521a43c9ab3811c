/** Attention in some layers, state spaces in the others: Jamba, Bamba, Zamba. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { flag, list, size, sizeOr, wholeOr, type Fields } from '../fields.ts';
import { experts, flaggedBiases, gated, geometry, layersWhere, type ConfigRows, type Decoded } from '../parts.ts';
import { mamba2Sizes, mambaBiases, mamba1Sizes } from '../state-spaces.ts';

function bamba(fields: Fields): Decoded {
  const { layers, hiddenSize } = geometry(fields);
  const attention = Math.min(layers, list(fields, 'attn_layer_indices').length);
  const sizes = mamba2Sizes(fields, (sizeOr(fields, 'mamba_expand') ?? 2) * hiddenSize);
  return {
    ...flaggedBiases(fields),
    ...gated(fields),
    mamba: { layers: layers - attention, attentionLayers: attention, ...sizes },
    otherElements: (layers - attention) * mambaBiases(fields, sizes, hiddenSize),
  };
}

function jamba(fields: Fields): Decoded {
  const { layers, hiddenSize } = geometry(fields);
  const every = wholeOr(fields, 'attn_layer_period') || 8;
  const offset = wholeOr(fields, 'attn_layer_offset') ?? 4;
  const attention = layersWhere(layers, (layer) => layer % every === offset);
  const rank = wholeOr(fields, 'mamba_dt_rank') || Math.ceil(hiddenSize / 16);
  const mamba = mamba1Sizes(fields, (sizeOr(fields, 'mamba_expand') ?? 2) * hiddenSize, rank);
  const step = wholeOr(fields, 'expert_layer_period') || 2;
  const start = wholeOr(fields, 'expert_layer_offset') ?? 1;
  const several = (wholeOr(fields, 'num_experts') ?? 1) > 1;
  const moeLayers = several ? layersWhere(layers, (layer) => layer % step === start) : 0;
  return {
    ...gated(fields),
    mamba: { layers: layers - attention, attentionLayers: attention, ...mamba },
    ...experts(fields, moeLayers, { expertIntermediate: size(fields, 'intermediate_size') }),
    otherElements: (layers - attention) * (rank + 2 * mamba.stateSize),
  };
}

/** State spaces with one or two attention blocks that all hybrid layers share, and small matrices of each layer's own. */
function zamba2(fields: Fields): Decoded {
  const { hiddenSize: h, layers, heads } = geometry(fields);
  const inner = (sizeOr(fields, 'mamba_expand') ?? 2) * h;
  const mambaHeads = size(fields, 'n_mamba_heads');
  const headDim = zamba2HeadDim(fields);
  return {
    tiedEmbeddings: flag(fields, 'tie_word_embeddings', true),
    kvHeads: heads,
    headDim,
    normsPerLayer: 1,
    position: 'nope',
    layerPattern: 'M'.repeat(layers),
    mamba: {
      layers,
      attentionLayers: 0,
      heads: mambaHeads,
      headDim: sizeOr(fields, 'mamba_headdim') ?? Math.floor(inner / mambaHeads),
      stateSize: sizeOr(fields, 'mamba_d_state') ?? 64,
      groups: sizeOr(fields, 'mamba_ngroups') ?? 1,
      convKernel: sizeOr(fields, 'mamba_d_conv') ?? 4,
    },
    otherElements: zamba2Shared(fields),
    approximate: 'its shared attention blocks are counted as weights, without their activations',
  };
}

function zamba2HeadDim(fields: Fields): number {
  const { hiddenSize, heads } = geometry(fields);
  const width = sizeOr(fields, 'attention_hidden_size') ?? 2 * hiddenSize;
  return sizeOr(fields, 'attention_head_dim') ?? Math.floor(width / heads);
}

/** Weights of the attention blocks that hybrid layers share, and of the matrices that each has of its own. */
function zamba2Shared(fields: Fields): number {
  const { hiddenSize: h, heads } = geometry(fields);
  const headDim = zamba2HeadDim(fields);
  const types =
    list(fields, 'layer_types').length > 0 ? list(fields, 'layer_types') : list(fields, 'layers_block_type');
  const hybrids = types.filter((type) => type === 'hybrid').length || list(fields, 'hybrid_layer_ids').length;
  const attentionWidth = sizeOr(fields, 'attention_hidden_size') ?? 2 * h;
  const mlp = size(fields, 'intermediate_size');
  const bias = flag(fields, 'add_bias_linear');
  const shared =
    3 * attentionWidth * heads * headDim +
    heads * headDim * h +
    3 * mlp * h +
    (bias ? 2 * mlp + h : 0) +
    attentionWidth +
    h;
  const rank = size(fields, 'adapter_rank');
  const onAttention = flag(fields, 'use_shared_attention_adapter') ? 3 * rank * (attentionWidth + heads * headDim) : 0;
  const own = h * h + rank * (h + 2 * mlp) + onAttention;
  return (sizeOr(fields, 'num_mem_blocks') ?? 1) * shared + hybrids * own;
}

export const HYBRIDS = {
  jamba,
  bamba,
  zamba2,
} satisfies ConfigRows;
