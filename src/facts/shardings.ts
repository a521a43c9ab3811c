/** What several GPUs divide among them. */
import type { PrecisionId } from './precisions.ts';
import type { Needs } from './requirements.ts';
import type { Source } from './types.ts';

/** DeepSpeed's engine runs the model in the compute dtype, without autocast, beside fp32 masters of what it trains. */
interface EngineRow {
  /** Of a full fine-tune. */
  readonly precision: PrecisionId;
  /** Its reduce buffers stay from step to step; else they come with every backward pass. */
  readonly keepsBuffers: boolean;
  /** Elements that are stepped at once: their gradients are joined in 16 bit, and then cast to fp32. */
  readonly stepElements: number;
}

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
  readonly engine?: EngineRow;
  /** Shards go to so many GPUs at most, and such groups hold copies of each other: one machine's. */
  readonly shardsWithin?: number;
  /** What is gathered for the forward pass stays until the backward pass is through with it. */
  readonly keepsGathered?: true;
  /** Embedding and head are units of their own, gathered and reduced like blocks, and the head stays between passes. */
  readonly unitsApart?: true;
  /** A base that cannot go to the meta device is whole on every GPU before it is sharded. */
  readonly loadsWhole?: true;
  /** The shards wait in host memory; a GPU holds what is gathered and computed. */
  readonly shardsOnHost: boolean;
  /** Weights are cast to the compute dtype as they are gathered: there is nothing for autocast to cast or keep. */
  readonly castsOnGather: boolean;
  /** What the GPUs divide where no degrees are named: the data, or one copy of the model. */
  readonly over: 'data' | 'tensor' | 'pipeline' | 'context' | 'experts';
  /** Micro-batches whose activations the first of so many pipeline stages holds at once; as many as stages: 1F1B. */
  readonly inFlight?: (stages: number) => number;
  /** One process uses all GPUs, one after the other, without communicators. */
  readonly oneProcess?: true;
  /** Share of what comes and goes that the allocator loses. */
  readonly fragmentationShare: number;
  readonly sources: readonly Source[];
}

const ZERO: Source = { title: 'Rajbhandari et al., ZeRO, arXiv 1910.02054', url: 'https://arxiv.org/abs/1910.02054' };
const DEEPSPEED_STEP: Source = {
  title:
    'DeepSpeed runtime/zero at edaa722: gradients flattened and cast to fp32 by partition, in stage 3 by sub-groups of 1e9',
  url: 'https://github.com/deepspeedai/DeepSpeed/tree/edaa7221267243c7be7fb49c5d5f5c4fb97b4641/deepspeed/runtime/zero',
};
const FSDP: Source = {
  title: 'PyTorch FSDP: all-gather of one block, the next one prefetched',
  url: 'https://pytorch.org/docs/stable/fsdp.html',
};
const STRATEGIES: Source = {
  title: 'PyTorch ShardingStrategy: HYBRID_SHARD shards within a machine, SHARD_GRAD_OP keeps what is gathered',
  url: 'https://github.com/pytorch/pytorch/blob/v2.13.0/torch/distributed/fsdp/api.py',
};
const FSDP2: Source = {
  title:
    'PyTorch _fsdp_param_group.py at 002a76f and _fsdp_collectives.py at 010ae4a: units, prefetch, reduce-scatter inputs',
  url: 'https://github.com/pytorch/pytorch/blob/010ae4a89516fa3be548ab16dff711414ec12d0b/torch/distributed/fsdp/_fully_shard/_fsdp_collectives.py',
};
const ACCELERATE: Source = {
  title: 'accelerate fsdp2_prepare_model: embedding and head apart; Params4bit are not moved to the meta device',
  url: 'https://github.com/huggingface/accelerate/blob/16cb6eb80dd9aa8b4df1a63ef57863e455d53b83/src/accelerate/utils/fsdp_utils.py',
};
/** LoRA on 2 and 4 GPUs: what is held besides shards and activations is one block and the root unit. */
const FMS: Source = {
  title: 'foundation-model-stack/fms-acceleration benchmark tables, LoRA on 2 and 4 GPUs',
  url: 'https://github.com/foundation-model-stack/fms-acceleration',
};
const DDP: Source = { title: 'PyTorch DDP: gradient buckets', url: 'https://pytorch.org/docs/stable/notes/ddp.html' };

const MEGATRON: Source = {
  title: 'Shoeybi et al., Megatron-LM, arXiv 1909.08053',
  url: 'https://arxiv.org/abs/1909.08053',
};
const KORTHIKANTI: Source = {
  title: 'Korthikanti et al., Reducing Activation Recomputation, arXiv 2205.05198',
  url: 'https://arxiv.org/abs/2205.05198',
};
const PIPELINE: Source = {
  title: 'Narayanan et al., Efficient Large-Scale Training on GPU Clusters, arXiv 2104.04473: 1F1B',
  url: 'https://arxiv.org/abs/2104.04473',
};
const CONTEXT: Source = {
  title: 'PyTorch context_parallel at 0123248: keys and values are gathered once a layer, gradients passed on in fp32',
  url: 'https://github.com/pytorch/pytorch/blob/0123248a484ffe531edb5098b986c1bac08cd296/torch/distributed/tensor/experimental/_attention.py',
};
const EXPERTS: Source = {
  title: 'Fedus et al., Switch Transformers, arXiv 2101.03961',
  url: 'https://arxiv.org/abs/2101.03961',
};

/** DDP copies every gradient into buckets as large as all of them together. */
const ddpBuckets = (elements: number, gradientBytes: number) => elements * gradientBytes;

/** Of stages 1 and 2: one partition is stepped at once. Stage 3: sub_group_size. */
const EARLY_ENGINE: EngineRow = { precision: 'bf16-master', keepsBuffers: false, stepElements: Infinity };
const THIRD_ENGINE: EngineRow = { precision: 'bf16-master', keepsBuffers: true, stepElements: 1e9 };

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
    bucketBytes: ddpBuckets,
    shardsOnHost: false,
    castsOnGather: false,
    over: 'data',
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
    bucketBytes: () => 0,
    engine: EARLY_ENGINE,
    shardsOnHost: false,
    castsOnGather: false,
    over: 'data',
    fragmentationShare: FRAGMENTATION_SHARE,
    sources: [ZERO, DEEPSPEED_STEP],
  },
  'distributed-optimizer': {
    requires: 'pytorch',
    instead: 'Ask for one.',
    label: 'distributed optimizer of Megatron',
    aliases: ['distopt', 'dist-optimizer', 'use_distributed_optimizer'],
    weights: false,
    gradients: false,
    states: true,
    gatheredBlocks: 0,
    // What is reduced is the buffer in which the gradients lie.
    bucketBytes: () => 0,
    shardsOnHost: false,
    castsOnGather: false,
    over: 'data',
    fragmentationShare: FRAGMENTATION_SHARE,
    sources: [
      {
        title:
          'Megatron-LM core/optimizer/distrib_optimizer.py at d98e8a6: masters and states divided among data-parallel ranks',
        url: 'https://github.com/NVIDIA/Megatron-LM/blob/d98e8a64dd/megatron/core/optimizer/distrib_optimizer.py',
      },
    ],
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
    bucketBytes: () => 0,
    engine: EARLY_ENGINE,
    shardsOnHost: false,
    castsOnGather: false,
    over: 'data',
    fragmentationShare: FRAGMENTATION_SHARE,
    sources: [ZERO, DEEPSPEED_STEP],
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
    bucketBytes: () => 0,
    engine: THIRD_ENGINE,
    shardsOnHost: false,
    castsOnGather: true,
    over: 'data',
    fragmentationShare: SHARDED_FRAGMENTATION_SHARE,
    sources: [ZERO, DEEPSPEED_STEP],
  },
  'zero3-offload': {
    requires: 'pytorch',
    instead: 'Ask for one.',
    label: 'ZeRO-3, weights and optimizer in host memory',
    aliases: ['zero3-cpu', 'zero-infinity', 'zero3-cpu-offload', 'deepspeed-offload'],
    weights: true,
    gradients: true,
    states: true,
    gatheredBlocks: 2,
    bucketBytes: () => 0,
    engine: THIRD_ENGINE,
    shardsOnHost: true,
    castsOnGather: true,
    over: 'data',
    fragmentationShare: SHARDED_FRAGMENTATION_SHARE,
    sources: [ZERO, DEEPSPEED_STEP],
  },
  fsdp: {
    requires: 'pytorch',
    instead: 'Ask for one.',
    label: 'FSDP full shard',
    aliases: ['fsdp1', 'full-shard'],
    weights: true,
    gradients: true,
    states: true,
    gatheredBlocks: 1,
    bucketBytes: () => 0,
    shardsOnHost: false,
    castsOnGather: true,
    over: 'data',
    fragmentationShare: SHARDED_FRAGMENTATION_SHARE,
    sources: [FSDP, FMS],
  },
  hsdp: {
    requires: 'pytorch',
    instead: 'Ask for one.',
    label: 'FSDP hybrid shard (within 8 GPUs)',
    aliases: ['hybrid-shard', 'hybrid'],
    weights: true,
    gradients: true,
    states: true,
    shardsWithin: 8,
    gatheredBlocks: 1,
    bucketBytes: () => 0,
    shardsOnHost: false,
    castsOnGather: true,
    over: 'data',
    fragmentationShare: SHARDED_FRAGMENTATION_SHARE,
    sources: [STRATEGIES, FMS],
  },
  'fsdp-grad-op': {
    requires: 'pytorch',
    instead: 'Ask for one.',
    label: 'FSDP, gradients and states sharded (SHARD_GRAD_OP)',
    aliases: ['shard-grad-op', 'fsdp-zero2'],
    weights: true,
    gradients: true,
    states: true,
    keepsGathered: true,
    gatheredBlocks: 1,
    bucketBytes: () => 0,
    shardsOnHost: false,
    castsOnGather: true,
    over: 'data',
    fragmentationShare: SHARDED_FRAGMENTATION_SHARE,
    sources: [STRATEGIES, FMS],
  },
  fsdp2: {
    requires: 'pytorch',
    instead: 'Ask for one.',
    label: 'FSDP2 full shard',
    aliases: ['fully_shard', 'fsdp-2'],
    weights: true,
    gradients: true,
    states: true,
    // The current one, and the next as it arrives.
    gatheredBlocks: 2,
    bucketBytes: () => 0,
    unitsApart: true,
    loadsWhole: true,
    shardsOnHost: false,
    castsOnGather: true,
    over: 'data',
    // It waits for the other stream instead of recording it, so that nothing freed waits there.
    fragmentationShare: FRAGMENTATION_SHARE,
    sources: [FSDP2, ACCELERATE],
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
    over: 'data',
    sources: [
      FSDP,
      FMS,
      { title: 'AnswerDotAI/fsdp_qlora: --use_cpu_offload', url: 'https://github.com/AnswerDotAI/fsdp_qlora' },
    ],
  },
  tp: {
    requires: 'pytorch',
    instead: 'Ask for one.',
    label: 'tensor parallel',
    aliases: ['tensor-parallel', 'megatron'],
    over: 'tensor',
    weights: false,
    gradients: false,
    states: false,
    gatheredBlocks: 0,
    bucketBytes: ddpBuckets,
    shardsOnHost: false,
    castsOnGather: false,
    fragmentationShare: FRAGMENTATION_SHARE,
    sources: [MEGATRON, KORTHIKANTI],
  },
  pp: {
    requires: 'pytorch',
    instead: 'Ask for one.',
    label: 'pipeline parallel (1F1B)',
    aliases: ['pipeline', 'pipeline-parallel', '1f1b'],
    over: 'pipeline',
    weights: false,
    gradients: false,
    states: false,
    gatheredBlocks: 0,
    bucketBytes: ddpBuckets,
    shardsOnHost: false,
    castsOnGather: false,
    fragmentationShare: FRAGMENTATION_SHARE,
    sources: [PIPELINE],
  },
  cp: {
    requires: 'pytorch',
    instead: 'Ask for one.',
    label: 'context parallel + FSDP',
    aliases: ['context-parallel', 'ring-attention'],
    over: 'context',
    weights: true,
    gradients: true,
    states: true,
    gatheredBlocks: 1,
    bucketBytes: () => 0,
    shardsOnHost: false,
    castsOnGather: true,
    fragmentationShare: SHARDED_FRAGMENTATION_SHARE,
    sources: [CONTEXT, FSDP],
  },
  ep: {
    requires: 'pytorch',
    instead: 'Ask for one.',
    label: 'expert parallel',
    aliases: ['expert-parallel'],
    over: 'experts',
    weights: false,
    gradients: false,
    states: false,
    gatheredBlocks: 0,
    bucketBytes: ddpBuckets,
    shardsOnHost: false,
    castsOnGather: false,
    fragmentationShare: FRAGMENTATION_SHARE,
    sources: [EXPERTS],
  },
  split: {
    requires: 'pytorch',
    instead: 'Ask for one.',
    label: 'layers split over the GPUs',
    aliases: ['device_map', 'naive', 'model-parallel'],
    over: 'pipeline',
    // Each GPU waits for the one before it, so that one micro-batch is under way.
    inFlight: () => 1,
    oneProcess: true,
    weights: false,
    gradients: false,
    states: false,
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
