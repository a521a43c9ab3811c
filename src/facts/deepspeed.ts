/**
 * What DeepSpeed keeps beside weights, gradients and states, by the configuration that a framework ships: buffers into
 * which gradients are copied to be reduced. They are allocated whole, whatever is trained, and on one GPU too.
 */
import type { Source } from './types.ts';

interface ReduceBuffers {
  /** Of one buffer; undefined: the hidden size squared, which is what transformers makes of "auto". */
  readonly elements: number | undefined;
  /** Two where communication overlaps computation. */
  readonly count: 1 | 2;
}

export interface DeepSpeedRow {
  /** Stages 1 and 2: from the loss to the end of the backward pass. */
  readonly early: ReduceBuffers;
  /** Stage 3: one for good. */
  readonly third: ReduceBuffers;
  readonly sources: readonly Source[];
}

const ZERO_1_AND_2: Source = {
  title:
    'DeepSpeed stage_1_and_2.py setup_buckets at 7dee2e0: reduce_bucket_size 5e8, a second buffer under overlap_comm',
  url: 'https://github.com/deepspeedai/DeepSpeed/blob/7dee2e061c20239ececb779bfaf3b1b5a2228a3c/deepspeed/runtime/zero/stage_1_and_2.py',
};
const ZERO_3: Source = {
  title: 'DeepSpeed stage3.py at ea78ab6: one buffer from the start',
  url: 'https://github.com/deepspeedai/DeepSpeed/blob/ea78ab6863441bdf40e352132d5f930cc9e2d7aa/deepspeed/runtime/zero/stage3.py',
};

const DEFAULT: ReduceBuffers = { elements: 5e8, count: 1 };
const AUTO: ReduceBuffers = { elements: undefined, count: 1 };

/** By the framework that ships a configuration. */
export const DEEPSPEED = {
  /** accelerate's plugin, which sets no bucket: DeepSpeed's own defaults. */
  accelerate: { early: DEFAULT, third: DEFAULT, sources: [ZERO_1_AND_2, ZERO_3] },
  transformers: {
    early: { elements: 2e8, count: 2 },
    third: AUTO,
    sources: [
      {
        title:
          'QwenLM/Qwen finetune/ds_config_zero2.json at af22d5e, after the example of transformers: 2e8, overlap_comm',
        url: 'https://github.com/QwenLM/Qwen/blob/af22d5e/finetune/ds_config_zero2.json',
      },
      ZERO_1_AND_2,
      ZERO_3,
    ],
  },
  axolotl: {
    early: { elements: 5e8, count: 2 },
    third: AUTO,
    sources: [
      {
        title: 'axolotl deepspeed_configs/zero2.json at 58b1d3a: overlap_comm, no bucket size; zero3_bf16.json: auto',
        url: 'https://github.com/axolotl-ai-cloud/axolotl/tree/58b1d3a4f449cae41d0ef7828b64ea0ea1b27ce2/deepspeed_configs',
      },
      ZERO_1_AND_2,
      ZERO_3,
    ],
  },
  'llama-factory': {
    early: DEFAULT,
    third: AUTO,
    sources: [
      {
        title:
          'LLaMA-Factory examples/deepspeed/ds_z2_config.json at 1d6e8b2: 5e8, no overlap; ds_z3_config.json: auto',
        url: 'https://github.com/hiyouga/LLaMA-Factory/tree/1d6e8b218240c154638f9bdcb76a1a089c27891b/examples/deepspeed',
      },
      ZERO_1_AND_2,
      ZERO_3,
    ],
  },
  'ms-swift': {
    early: { elements: 2e8, count: 2 },
    third: AUTO,
    sources: [
      {
        title: 'ms-swift swift/llm/ds_config/zero2.json at 054575c: 2e8, overlap_comm; zero3.json: auto',
        url: 'https://github.com/modelscope/ms-swift/tree/054575c68c54d7f34c40e04d62df20e7335b349a/swift/llm/ds_config',
      },
      ZERO_1_AND_2,
      ZERO_3,
    ],
  },
} as const satisfies Record<string, DeepSpeedRow>;

export type DeepSpeedId = keyof typeof DEEPSPEED;
