/** Gated DeltaNet: linear attention with a convolution before it (Qwen3-Next and later). */
import type { LinearAttentionFacts, ModelFacts } from '../../../facts/types.ts';
import { linear, type LayerLinear } from '../parts.ts';
import type { MixerRow } from './row.ts';

export const deltanet: MixerRow = {
  layers: ({ linearAttention }) => (linearAttention?.kind === 'gated-deltanet' ? linearAttention.layers : 0),
  part(model) {
    const { keyHeads, valueHeads, keyHeadDim, valueHeadDim, convKernel = 0, inProj } = model.linearAttention!;
    const key = keyHeads * keyHeadDim;
    const value = valueHeads * valueHeadDim;
    const convolved = 2 * key + value;
    return {
      kind: {
        kind: 'linear-attention',
        variant: 'gated-deltanet',
        keyHeads,
        valueHeads,
        keyHeadDim,
        valueHeadDim,
        convKernel,
      },
      linears: [
        ...inputs(model, inProj, key, value, valueHeads),
        linear('linear_attn.out_proj', value, model.hiddenSize, 'attention'),
      ],
      // Convolution, A and dt per head, norm of one head.
      other: convolved * convKernel + 2 * valueHeads + valueHeadDim,
      state: valueHeads * keyHeadDim * valueHeadDim + convolved * (convKernel - 1),
    };
  },
};

/** Queries, keys, values and gate from one matrix and two small ones from another, or each part from its own. */
function inputs(
  { hiddenSize }: ModelFacts,
  inProj: LinearAttentionFacts['inProj'],
  key: number,
  value: number,
  valueHeads: number,
): readonly LayerLinear[] {
  if (inProj === 'fused') {
    return [
      linear('in_proj_qkvz', hiddenSize, 2 * key + 2 * value, 'attention'),
      linear('in_proj_ba', hiddenSize, 2 * valueHeads, 'attention'),
    ];
  }
  return [
    linear('in_proj_qkv', hiddenSize, 2 * key + value, 'attention'),
    linear('in_proj_z', hiddenSize, value, 'attention'),
    linear('in_proj_b', hiddenSize, valueHeads, 'attention'),
    linear('in_proj_a', hiddenSize, valueHeads, 'attention'),
  ];
}
