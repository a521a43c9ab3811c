/** What several GPUs divide among them. */
import type { Needs } from './requirements.ts';
import type { Source } from './types.ts';

export interface ShardingRow extends Needs {
  readonly label: string;
  readonly aliases: readonly string[];
  readonly weights: boolean;
  readonly gradients: boolean;
  readonly states: boolean;
  /** Gathered blocks that exist at once in the compute dtype, where weights are sharded. */
  readonly gatheredBlocks: number;
  /** Bytes of communication buckets held beside the gradients, for so many trainable elements. */
  readonly bucketBytes: (elements: number, gradientBytes: number) => number;
  /** The shards wait in host memory; a GPU holds what is gathered and computed. */
  readonly shardsOnHost: boolean;
  /** Weights are cast to the compute dtype as they are gathered: there is nothing for autocast to cast or keep. */
  readonly castsOnGather: boolean;
  /** Share of what comes and goes that the allocator loses. */
  readonly fragmentationShare: number;
  readonly sources: readonly Source[];
}

const ZERO: Source = { title: 'Rajbhandari et al., ZeRO, arXiv 1910.02054', url: 'https://arxiv.org/abs/1910.02054' };
const FSDP: Source = {
  title: 'PyTorch FSDP: all-gather of one block, the next one prefetched',
  url: 'https://pytorch.org/docs/stable/fsdp.html',
};
/** LoRA on 2 and 4 GPUs: what is held besides shards and activations is one block and the root unit. */
const FMS: Source = {
  title: 'foundation-model-stack/fms-acceleration benchmark tables, LoRA on 2 and 4 GPUs',
  url: 'https://github.com/foundation-model-stack/fms-acceleration',
};
const DDP: Source = { title: 'PyTorch DDP: gradient buckets', url: 'https://pytorch.org/docs/stable/notes/ddp.html' };

/** DeepSpeed's reduce bucket of 5e8 elements, in 16 bit. */
const zeroBuckets = (elements: number) => 2 * Math.min(elements, 5e8);

/** The most that successful runs of the fms-acceleration tables leave for it on a full card. */
export const FRAGMENTATION_SHARE = 0.1;
/**
 * Gathered weights are freed on a stream of their own, and wait there for the other: of the fms-acceleration tables the
 * runs under FSDP that ran out of memory, full and with LoRA weights, had at least this share on top of their tensors.
 * One source, and against it: three runs of AnswerDotAI/fsdp_qlora on 24 GB cards that ran would be refused.
 */
const SHARDED_FRAGMENTATION_SHARE = 0.21;

export const SHARDINGS = {
  ddp: {
    requires: 'pytorch',
    instead: 'Ask for one.',
    label: 'data parallel (DDP)',
    aliases: ['none', 'data-parallel', 'dp'],
    weights: false,
    gradients: false,
    states: false,
    gatheredBlocks: 0,
    bucketBytes: (elements, gradientBytes) => elements * gradientBytes,
    shardsOnHost: false,
    castsOnGather: false,
    fragmentationShare: FRAGMENTATION_SHARE,
    sources: [DDP],
  },
  zero1: {
    requires: 'pytorch',
    instead: 'Ask for one.',
    label: 'ZeRO-1',
    aliases: ['zero-1', 'z1'],
    weights: false,
    gradients: false,
    states: true,
    gatheredBlocks: 0,
    bucketBytes: zeroBuckets,
    shardsOnHost: false,
    castsOnGather: false,
    fragmentationShare: FRAGMENTATION_SHARE,
    sources: [ZERO],
  },
  zero2: {
    requires: 'pytorch',
    instead: 'Ask for one.',
    label: 'ZeRO-2',
    aliases: ['zero-2', 'z2'],
    weights: false,
    gradients: true,
    states: true,
    gatheredBlocks: 0,
    bucketBytes: zeroBuckets,
    shardsOnHost: false,
    castsOnGather: false,
    fragmentationShare: FRAGMENTATION_SHARE,
    sources: [ZERO],
  },
  zero3: {
    requires: 'pytorch',
    instead: 'Ask for one.',
    label: 'ZeRO-3',
    aliases: ['zero-3', 'z3'],
    weights: true,
    gradients: true,
    states: true,
    gatheredBlocks: 2,
    bucketBytes: zeroBuckets,
    shardsOnHost: false,
    castsOnGather: true,
    fragmentationShare: SHARDED_FRAGMENTATION_SHARE,
    sources: [ZERO],
  },
  fsdp: {
    requires: 'pytorch',
    instead: 'Ask for one.',
    label: 'FSDP full shard',
    aliases: ['fsdp1', 'fsdp2', 'full-shard'],
    weights: true,
    gradients: true,
    states: true,
    gatheredBlocks: 1,
    bucketBytes: () => 0,
    shardsOnHost: false,
    castsOnGather: true,
    fragmentationShare: SHARDED_FRAGMENTATION_SHARE,
    sources: [FSDP, FMS],
  },
  'fsdp-offload': {
    requires: 'pytorch',
    instead: 'Ask for one.',
    label: 'FSDP full shard, weights in host memory',
    aliases: ['fsdp-cpu-offload', 'cpu-offload'],
    weights: true,
    gradients: true,
    states: true,
    gatheredBlocks: 1,
    bucketBytes: () => 0,
    fragmentationShare: SHARDED_FRAGMENTATION_SHARE,
    shardsOnHost: true,
    castsOnGather: true,
    sources: [
      FSDP,
      FMS,
      { title: 'AnswerDotAI/fsdp_qlora: --use_cpu_offload', url: 'https://github.com/AnswerDotAI/fsdp_qlora' },
    ],
  },
  split: {
    requires: 'pytorch',
    instead: 'Ask for one.',
    label: 'layers split over the GPUs',
    aliases: ['device_map', 'pipeline', 'tensor-parallel', 'tp'],
    weights: true,
    gradients: true,
    states: true,
    gatheredBlocks: 0,
    bucketBytes: () => 0,
    shardsOnHost: false,
    castsOnGather: false,
    fragmentationShare: FRAGMENTATION_SHARE,
    sources: [
      {
        title: 'accelerate big model inference: device_map',
        url: 'https://huggingface.co/docs/accelerate/usage_guides/big_modeling',
      },
    ],
  },
} as const satisfies Record<string, ShardingRow>;

export type ShardingId = keyof typeof SHARDINGS;
