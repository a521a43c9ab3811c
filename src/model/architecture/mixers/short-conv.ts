/** LFM2: a gated convolution over a few tokens. */
import { linear } from '../parts.ts';
import type { MixerRow } from './row.ts';

export const shortConv: MixerRow = {
  layers: ({ shortConv: facts }) => facts?.layers ?? 0,
  part({ hiddenSize, shortConv: facts }) {
    const { kernel } = facts!;
    return {
      kind: { kind: 'short-conv', convKernel: kernel },
      linears: [
        linear('conv.in_proj', hiddenSize, 3 * hiddenSize, 'attention'),
        linear('conv.out_proj', hiddenSize, hiddenSize, 'attention'),
      ],
      other: kernel * hiddenSize,
      state: hiddenSize * (kernel - 1),
    };
  },
};
