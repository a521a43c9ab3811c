/** Decoders with linear attention or short convolutions in most layers. Source of each row: huggingface/transformers src/transformers/models/<type>/modeling_<type>.py. */
import { shortConvolutions } from './dense.ts';
import { child, layerCount, list, sizeOr, wholeOr, type Fields } from './fields.ts';
import { qwenShared } from './moe.ts';
import {
  afterFirstDense,
  bySparseStep,
  deltanet,
  experts,
  flaggedBiases,
  gated,
  geometry,
  latent,
  layersOfType,
  predicts,
  sharedExperts,
  type ConfigRows,
  type Decoded,
} from './parts.ts';

function qwen3Next(fields: Fields): Decoded {
  return {
    ...gated(fields),
    ...flaggedBiases(fields),
    mlpBias: false,
    qkNorm: 'head',
    outputGate: true,
    ...deltanet(fields, 'fused'),
    ...experts(fields, bySparseStep(fields), qwenShared(fields)),
    ...predicts(fields),
  };
}

function qwen35(fields: Fields): Decoded {
  const withExperts = wholeOr(fields, 'num_experts')
    ? experts(fields, layerCount(fields), { ...qwenShared(fields), fusedExperts: true })
    : {};
  return {
    ...gated(fields),
    ...flaggedBiases(fields),
    mlpBias: false,
    qkNorm: 'head',
    outputGate: true,
    ...deltanet(fields, 'split'),
    ...withExperts,
    ...predicts(fields),
  };
}

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

/** Kimi Delta Attention in most layers, latent attention in the others. */
function kimiLinear(fields: Fields): Decoded {
  const { layers, hiddenSize } = geometry(fields);
  // The release keeps these sizes in a block of its own.
  const block = child(fields, 'linear_attn_config', 'kimi_linear') ?? fields;
  const full =
    layersOfType(fields, 'full_attention') || list(block, 'full_attn_layers').length || Math.floor(layers / 4);
  const heads = (block === fields ? sizeOr(fields, 'linear_num_heads') : sizeOr(block, 'num_heads')) ?? 32;
  const width = heads * ((block === fields ? sizeOr(fields, 'linear_head_dim') : sizeOr(block, 'head_dim')) ?? 128);
  const kernel = sizeOr(block, 'short_conv_kernel_size') ?? sizeOr(fields, 'linear_conv_kernel_dim') ?? 4;
  const headDim = width / heads;
  // Kimi K3 squeezes tokens to this width before its experts.
  const squeezed = wholeOr(fields, 'routed_expert_hidden_size');
  // The norm that lightning attention has is as wide as the bias of the time steps here.
  const small = 3 * width * kernel + heads + headDim;
  const gates = 2 * (hiddenSize * headDim + headDim * width) + hiddenSize * heads + small;
  return {
    ...gated(fields),
    ...latent(fields),
    linearAttention: {
      kind: 'lightning',
      layers: layers - full,
      keyHeads: heads,
      valueHeads: heads,
      keyHeadDim: headDim,
      valueHeadDim: headDim,
    },
    ...experts(fields, afterFirstDense(fields), {
      ...sharedExperts(fields),
      routerCorrectionBias: true,
      ...(squeezed ? { latentSize: squeezed } : {}),
    }),
    otherElements: (layers - full) * (gates - hiddenSize * width),
    approximate: 'its delta attention is counted as lightning attention',
  };
}

export const LINEAR = {
  qwen3_next: qwen3Next,
  qwen3_5_text: qwen35,
  qwen3_5_moe_text: qwen35,
  minimax,
  minimax_m1: minimax,
  minimax_text_01: minimax,
  kimi_linear: kimiLinear,
  lfm2_moe: (fields) => ({
    ...shortConvolutions(fields),
    ...experts(fields, afterFirstDense(fields)),
  }),
} satisfies ConfigRows;
