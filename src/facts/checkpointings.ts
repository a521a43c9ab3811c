/** Gradient checkpointing: how much of each block's activations is stored rather than recomputed. */
import type { Needs } from './requirements.ts';
import type { Source } from './types.ts';

export interface CheckpointingRow extends Needs {
  readonly label: string;
  readonly aliases: readonly string[];
  /** Every how many blocks one is checkpointed: 1 all, 2 every second, Infinity none. */
  readonly every: number;
  /** Outputs of attention and of every second matrix product are stored beside the block's input. */
  readonly keepsProducts?: true;
  /** Checkpoints wait in host memory. */
  readonly offloaded: boolean;
  /** Training speed against no checkpointing, for the answer's wording. */
  readonly relativeSpeed: number;
  readonly sources: readonly Source[];
}

const CHEN: Source = {
  title: 'Chen et al., Training Deep Nets with Sublinear Memory Cost, arXiv 1604.06174',
  url: 'https://arxiv.org/abs/1604.06174',
};

export const CHECKPOINTINGS = {
  on: {
    label: 'on',
    aliases: ['yes', 'true', 'full', '1'],
    every: 1,
    offloaded: false,
    relativeSpeed: 0.75,
    sources: [CHEN],
  },
  off: {
    label: 'off',
    aliases: ['no', 'false', 'none', '0'],
    every: Infinity,
    offloaded: false,
    relativeSpeed: 1,
    sources: [CHEN],
  },
  alternate: {
    label: 'every second block',
    aliases: ['every-2', 'half'],
    every: 2,
    offloaded: false,
    relativeSpeed: 0.87,
    sources: [CHEN],
  },
  'every-4': {
    label: 'every fourth block',
    aliases: ['quarter', 'every_4', 'every-fourth'],
    every: 4,
    offloaded: false,
    relativeSpeed: 0.93,
    sources: [CHEN],
  },
  'selective-op': {
    requires: 'pytorch',
    instead: 'Use checkpointing:on.',
    label: 'selective, by operation',
    aliases: ['selective', 'sac', 'selective_op', 'op'],
    every: 1,
    keepsProducts: true,
    offloaded: false,
    relativeSpeed: 0.92,
    sources: [
      {
        title: 'torchtitan activation_checkpoint.py at b5bcd76: saves attention and every second matmul',
        url: 'https://github.com/pytorch/torchtitan/blob/b5bcd76c6/torchtitan/distributed/activation_checkpoint.py',
      },
    ],
  },
  offload: {
    requires: 'pytorch',
    instead: 'Use checkpointing:on.',
    label: 'on, checkpoints in host memory',
    aliases: ['offloaded', 'unsloth', 'cpu'],
    every: 1,
    offloaded: true,
    relativeSpeed: 0.73,
    sources: [
      {
        title: 'unsloth: offloaded gradient checkpointing',
        url: 'https://github.com/unslothai/unsloth-zoo/blob/ce232d6cef9cb8cd34cd3727906131622177436b/unsloth_zoo/gradient_checkpointing.py',
      },
    ],
  },
} as const satisfies Record<string, CheckpointingRow>;

export type CheckpointingId = keyof typeof CHECKPOINTINGS;
