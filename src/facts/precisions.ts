/** Precision regimes of the trained weights: what is kept per trainable parameter besides the optimizer's states. */
import type { DtypeId } from './dtypes.ts';
import type { Needs } from './requirements.ts';
import type { Source } from './types.ts';

export interface PrecisionRow extends Needs {
  readonly label: string;
  readonly aliases: readonly string[];
  /** Dtype in which trained weights are stored and stepped, and which the optimizer's states follow. */
  readonly trained: DtypeId;
  /** Bytes per parameter of a further copy in the compute dtype, kept all the time (a master-weight regime). */
  readonly workingCopyBytes: number;
  /** Bytes per parameter of the gradients. */
  readonly gradientBytes: number;
  /** Bytes per parameter of a further copy of the gradients that the step makes for the master weights. */
  readonly stepGradientBytes?: number;
  /** Autocast casts each linear weight to the compute dtype and keeps the copies from the forward pass on. */
  readonly castsWeights: boolean;
  /** Bytes of parameters, copies, gradients and AdamW states together, for the answer's wording. */
  readonly summary: string;
  readonly sources: readonly Source[];
}

const PYTORCH_AMP: Source = {
  title: 'PyTorch automatic mixed precision: weights stay fp32, casts are cached',
  url: 'https://pytorch.org/docs/stable/amp.html',
};

export const PRECISIONS = {
  'fp32-master': {
    label: 'fp32 weights and states, bf16 compute (autocast)',
    aliases: ['mixed', 'amp', 'autocast', 'master', 'fp32'],
    trained: 'fp32',
    workingCopyBytes: 0,
    gradientBytes: 4,
    castsWeights: true,
    summary: '16 B per parameter with AdamW: 4 weights, 4 gradients, 8 states',
    sources: [PYTORCH_AMP],
  },
  'bf16-master': {
    requires: 'bf16',
    instead: 'Leave dtype out: fp16 under autocast is assumed there.',
    label: 'bf16 weights beside fp32 master weights',
    aliases: ['deepspeed', 'megatron', 'zero'],
    trained: 'fp32',
    workingCopyBytes: 2,
    gradientBytes: 2,
    stepGradientBytes: 4,
    castsWeights: false,
    summary: '20 B per parameter with AdamW: 2 weights, 4 master weights, 2 gradients and their fp32 copy 4, 8 states',
    sources: [
      {
        title: 'DeepSpeed runtime/zero: 16-bit gradients, cast to fp32 for the step',
        url: 'https://github.com/deepspeedai/DeepSpeed/tree/master/deepspeed/runtime/zero',
      },
    ],
  },
  'pure-bf16': {
    requires: 'bf16',
    instead: 'Leave dtype out: fp16 under autocast is assumed there.',
    label: 'pure bf16: weights, gradients and states',
    aliases: ['pure', 'bf16', 'bf16-true', 'pure bf16'],
    trained: 'bf16',
    workingCopyBytes: 0,
    gradientBytes: 2,
    castsWeights: false,
    summary: '8 B per parameter with AdamW: 2 weights, 2 gradients, 4 states',
    sources: [
      {
        title: 'torch.optim: states take the dtype of their parameter',
        url: 'https://github.com/pytorch/pytorch/tree/main/torch/optim',
      },
    ],
  },
} as const satisfies Record<string, PrecisionRow>;

export type PrecisionId = keyof typeof PRECISIONS;
