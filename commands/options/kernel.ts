/** Options of how the model's code runs: what attention and the compiler keep. */
import { ATTENTIONS } from '../../src/index.ts';
import type { OptionSpecs } from '../core/command.ts';
import { choice, yesNo } from './types.ts';

export const KERNEL_OPTIONS = {
  attn: {
    summary: 'Attention: sdpa (flash), sdpa-mask where batches are padded, eager.',
    example: 'sdpa-mask',
    textOnly: true,
    type: choice(ATTENTIONS, { bare: false }),
    fallback: 'as the framework does; sdpa',
    aliases: ['attention', 'attn_implementation', 'attn_impl'],
  },
  compile: {
    summary: 'torch.compile: fused norms, MLPs and loss, which keep less.',
    example: 'yes',
    textOnly: true,
    type: yesNo(),
    fallback: 'no',
    aliases: ['torch_compile', 'compiled', 'torch.compile'],
  },
} as const satisfies OptionSpecs;
