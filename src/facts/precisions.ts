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
  /** Gradients lie in a buffer that is there all the time. */
  readonly gradientsStay?: true;
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
    label: 'fp32 weights and states, 16-bit compute (autocast)',
    aliases: ['mixed', 'amp', 'autocast', 'master', 'fp32', 'loss-scaling', 'gradscaler', 'fp16-mixed', 'bf16-mixed'],
    trained: 'fp32',
    workingCopyBytes: 0,
    gradientBytes: 4,
    castsWeights: true,
    summary: '16 B per parameter with AdamW: 4 weights, 4 gradients, 8 states',
    sources: [PYTORCH_AMP],
  },
  'bf16-master': {
    label: '16-bit weights beside fp32 master weights',
    aliases: ['deepspeed', 'zero', 'masters', 'fp16-master'],
    trained: 'fp32',
    workingCopyBytes: 2,
    gradientBytes: 2,
    stepGradientBytes: 4,
    castsWeights: false,
    summary: '20 B per parameter with AdamW: 2 weights, 4 master weights, 2 gradients and their fp32 copy 4, 8 states',
    sources: [
      {
        title:
          'DeepSpeed runtime/zero at edaa722: 16-bit gradients, cast to fp32 for the step; fp16 with loss scaling alike',
        url: 'https://github.com/deepspeedai/DeepSpeed/blob/edaa72212/deepspeed/runtime/zero/stage_1_and_2.py',
      },
    ],
  },
  'main-gradients': {
    requires: 'bf16',
    instead: 'Leave dtype out: fp16 under autocast is assumed there.',
    label: 'bf16 weights beside fp32 master weights and fp32 gradients',
    aliases: ['megatron', 'main-grad', 'main_grad'],
    trained: 'fp32',
    workingCopyBytes: 2,
    gradientBytes: 4,
    gradientsStay: true,
    castsWeights: false,
    summary: '18 B per parameter with AdamW: 2 weights, 4 master weights, 4 gradients, 8 states',
    sources: [
      {
        title:
          'Megatron-LM core/distributed/param_and_grad_buffer.py and training/arguments.py at d98e8a6: main_grad in fp32 for bf16, in one buffer',
        url: 'https://github.com/NVIDIA/Megatron-LM/blob/d98e8a64dd/megatron/core/distributed/param_and_grad_buffer.py',
      },
    ],
  },
  'fp8-compute': {
    requires: 'fp8',
    instead: 'Use dtype:bf16.',
    label: 'fp32 weights and states, fp8 products',
    aliases: ['fp8', 'float8', 'fp8-training'],
    trained: 'fp32',
    workingCopyBytes: 0,
    gradientBytes: 4,
    castsWeights: true,
    summary: '16 B per parameter with AdamW, as with bf16: fp8 products keep their 16-bit inputs',
    sources: [
      {
        title: 'torchao float8/float8_linear.py at 36027d8: save_for_backward(input_hp, weight_hp_t)',
        url: 'https://github.com/pytorch/ao/blob/36027d82d/torchao/float8/float8_linear.py',
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
        url: 'https://github.com/pytorch/pytorch/tree/v2.13.0/torch/optim',
      },
    ],
  },
} as const satisfies Record<string, PrecisionRow>;

export type PrecisionId = keyof typeof PRECISIONS;
