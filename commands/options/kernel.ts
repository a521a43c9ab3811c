/** Options of how the model's code runs: what attention and the compiler keep, and whose code it is. */
import { ATTENTIONS, FRAMEWORKS, gpus, presetLine, type FrameworkId } from '../../src/index.ts';
import { defineOptions } from '../core/option.ts';
import { field } from './saying.ts';
import { choice, yesNo } from './types/choice.ts';

const mac = gpus.find(({ runtime }) => runtime === 'metal');

export const KERNEL_OPTIONS = defineOptions({
  attn: {
    about: {
      summary: 'Attention: sdpa (flash), sdpa-mask where batches are padded, eager.',
      example: 'sdpa-mask',
      aliases: ['attention', 'attn_implementation', 'attn_impl'],
    },
    type: choice(ATTENTIONS, { bare: false }),
    saying: field('attention'),
    otherwise: { text: (assumed) => `as the framework does; ${assumed().attention}` },
    offering: { textOnly: true },
  },
  compile: {
    about: {
      summary: 'torch.compile: fused norms, MLPs and loss, which keep less.',
      example: 'yes',
      aliases: ['torch_compile', 'compiled', 'torch.compile'],
    },
    type: yesNo(),
    saying: field('compiled'),
    offering: { textOnly: true },
  },
  framework: {
    about: {
      summary: 'Whose defaults to assume, and of which version.',
      example: 'unsloth',
      aliases: ['fw', 'library', 'trainer', 'stack'],
    },
    type: choice(FRAMEWORKS, { means: (value) => presetLine(value as FrameworkId) }),
    saying: field('framework'),
    otherwise: {
      text(assumed) {
        const { framework } = assumed();
        return `${framework}, ${FRAMEWORKS[framework].label}; ${assumed({ gpu: mac }).framework} on a Mac`;
      },
    },
  },
});
