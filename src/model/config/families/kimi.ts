/** Kimi: K2 is a DeepSeek V3, Linear has delta attention. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { child, list, sizeOr, wholeOr, type Fields } from '../fields.ts';
import {
  afterFirstDense,
  experts,
  gated,
  geometry,
  latent,
  layersOfType,
  sharedExperts,
  type ConfigRows,
  type Decoded,
} from '../parts.ts';
import { deepseekV3 } from './deepseek.ts';

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

export const KIMI = {
  kimi_k2: deepseekV3,
  kimi_linear: kimiLinear,
} satisfies ConfigRows;
