/** Lightning attention: linear attention with a norm over all heads (MiniMax-01 and M1). */
import { linear } from '../parts.ts';
import type { MixerRow } from './row.ts';

export const lightning: MixerRow = {
  layers: ({ linearAttention }) => (linearAttention?.kind === 'lightning' ? linearAttention.layers : 0),
  part({ hiddenSize, linearAttention }) {
    const { keyHeads, valueHeads, keyHeadDim, valueHeadDim, convKernel = 0 } = linearAttention!;
    const width = valueHeads * valueHeadDim;
    return {
      kind: {
        kind: 'linear-attention',
        variant: 'lightning',
        keyHeads,
        valueHeads,
        keyHeadDim,
        valueHeadDim,
        convKernel,
      },
      linears: [
        linear('linear_attn.qkv_proj', hiddenSize, 3 * width, 'attention'),
        linear('linear_attn.output_gate', hiddenSize, width, 'attention'),
        linear('linear_attn.out_proj', width, hiddenSize, 'attention'),
      ],
      other: width,
      state: valueHeads * keyHeadDim * valueHeadDim,
    };
  },
};
