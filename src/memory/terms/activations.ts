/**
 * Activations: what is stored from the forward pass on, and the one block in flight. Checkpointing keeps a block's
 * input and recomputes the rest (Chen et al., arXiv 1604.06174).
 */
import type { BlockActivations } from '../../plan/blocks/block.ts';
import type { MemoryComponent } from '../component.ts';
import { streamsOf } from '../../plan/blocks/per-layer.ts';
import type { Plan } from '../../plan/plan.ts';
import { contextBytes } from '../../plan/parallel/context.ts';
import { formatCount } from '../../units.ts';
import { gathersFrom } from './gathered.ts';
import { gradientBytes } from './gradient-bytes.ts';
import { tableGradient } from './table-gradient.ts';

const FMS_TABLES = [
  {
    title: 'foundation-model-stack/fms-acceleration benchmark tables, LoRA on 2 and 4 GPUs',
    url: 'https://github.com/foundation-model-stack/fms-acceleration',
  },
];

/** Bytes stored at the end of the forward pass: checkpoints, and blocks that are not checkpointed, whole. */
export function storedBytes(plan: Plan): number {
  const { checkpointing, method } = plan.chosen;
  const { blocks, frozenBlocks, tokens, residualBytes, streamWidth, model } = plan.share;
  if (method.trains === 'nothing') return 0;
  const checkpointed = Number.isFinite(checkpointing.every) ? 1 / checkpointing.every : 0;
  const input = checkpointing.offloaded ? 0 : residualBytes * streamWidth * streamsOf(model);
  // Checkpointed blocks below the first that is trained keep their input too (followed with bench/oracle).
  let bytes = frozenBlocks * checkpointed * input * tokens;
  for (const block of blocks) {
    const checkpoint = input + (checkpointing.keepsProducts ? block.productBytes : 0);
    const whole = wholeBytes(plan, block);
    bytes += block.count * (checkpointed * checkpoint * tokens + (1 - checkpointed) * whole);
  }
  return bytes * plan.share.inFlight;
}

/** What one block keeps per token of a sequence of this length. */
function blockBytes({ storedBytes, scoreBytes }: BlockActivations, sequenceLength: number): number {
  return storedBytes + scoreBytes * sequenceLength;
}

/** The stored activations, from the forward pass to the start of the backward pass. */
export function activations(plan: Plan): readonly MemoryComponent[] {
  const bytes = storedBytes(plan);
  if (bytes === 0) return [];
  const full = plan.chosen.checkpointing.every === 1;
  return [
    {
      id: 'activations',
      kind: 'activations',
      label: full ? 'Activations, checkpointed' : 'Activations',
      bytes,
      working: () => storedWorking(plan, full),
      phases: worstOfBackward(plan) === 'start' ? ['forward', 'loss', 'backward'] : ['forward', 'loss'],
      basis: 'modelled',
      sources: plan.chosen.checkpointing.sources,
    },
  ];
}

/** See `doublesCheckpointsUnderFsdp` in facts/frameworks.ts. */
export function fsdpCheckpoints(plan: Plan): readonly MemoryComponent[] {
  const { framework, method } = plan.chosen;
  const doubled = framework.doublesCheckpointsUnderFsdp && gathersFrom(plan) && method.trains === 'added';
  if (!doubled || !recomputes(plan)) return [];
  return [
    {
      id: 'fsdp-checkpoints',
      kind: 'activations',
      label: 'Checkpoints, held again by FSDP',
      bytes: storedBytes(plan),
      working: () => storedWorking(plan, true),
      phases: ['backward'],
      basis: 'modelled',
      sources: FMS_TABLES,
    },
  ];
}

function storedWorking(plan: Plan, full: boolean): string {
  const { checkpointing } = plan.chosen;
  const { tokens, residualBytes, streamWidth, blocks, inFlight: held, model } = plan.share;
  const layers = Math.round(blocks.reduce((sum, { count }) => sum + count, 0));
  const times = held > 1 ? ` × ${held} micro-batches in flight` : '';
  if (full)
    return `${formatCount(tokens)} tokens × ${layers} layers × ${formatCount(streamWidth * streamsOf(model))} × ${residualBytes} B${times}`;
  const perToken = blocks.reduce((sum, { count, storedBytes }) => sum + count * storedBytes, 0);
  return `${formatCount(tokens)} tokens × ${formatCount(perToken)} B over ${layers} layers${times}, checkpointing ${checkpointing.label}`;
}

/**
 * Gradients grow while stored activations shrink, so the backward pass is worst at one of its ends: all that is stored,
 * or all gradients beside the last block. Gradients that earlier micro-batches left are there at both.
 */
export function worstOfBackward(plan: Plan): 'start' | 'end' {
  if (plan.share.keepsGradients) return 'start';
  const lastBlock = recomputes(plan) ? 0 : largestBlock(plan, (block) => wholeBytes(plan, block));
  return storedBytes(plan) >= gradientBytes(plan) + lastBlock ? 'start' : 'end';
}

function recomputes({ chosen: { checkpointing } }: Plan): boolean {
  return Number.isFinite(checkpointing.every);
}

/** Bytes of the largest block, given those of one. */
function largestBlock({ share: { blocks } }: Plan, bytesOf: (block: BlockActivations) => number): number {
  let largest = 0;
  for (const block of blocks) largest = Math.max(largest, bytesOf(block));
  return largest;
}

/** What a block keeps, in bytes of all tokens. */
function wholeBytes({ chosen: { request }, share: { tokens } }: Plan, block: BlockActivations): number {
  return tokens * blockBytes(block, request.sequenceLength) + block.mergedBytes;
}

/**
 * The block that is being differentiated: everything it keeps, when it is recomputed or the last one left, and the
 * gradients in flight inside it.
 */
export function blockInFlight(plan: Plan): readonly MemoryComponent[] {
  const { checkpointing, method } = plan.chosen;
  const { tokens, blocks } = plan.share;
  if (method.trains === 'nothing') return forwardOnly(plan);
  const whole = isWholeInBackward(plan);
  const bytes = backwardBlockBytes(plan);
  const merged = blocks.some(({ mergedBytes }) => mergedBytes > 0);
  return [
    {
      id: 'block',
      kind: 'block',
      label: 'One block in flight',
      bytes,
      working: () =>
        `${formatCount(tokens)} tokens × ${formatCount(bytes / tokens)} B: ` +
        (whole ? 'what one block keeps, and its gradients' : 'the gradients inside one block') +
        (merged ? '; its experts with the LoRA product added, whole' : ''),
      phases: ['backward'],
      basis: 'modelled',
      sources: checkpointing.sources,
    },
  ];
}

/**
 * A recomputed block starts from its checkpoint, which is counted already unless it comes from the host. PyTorch's
 * reentrant function holds the gradient of the block's output until it returns (torch/utils/checkpoint.py,
 * CheckpointFunction.backward; followed with bench/oracle, and the slopes of the fms-acceleration tables).
 */
function recomputing(plan: Plan, { inputBytes }: BlockActivations): number {
  if (!recomputes(plan)) return 0;
  const { checkpointing, switches } = plan.chosen;
  const { tokens, residualBytes, streamWidth } = plan.share;
  const held = switches.reentrant ? residualBytes * streamWidth : 0;
  return tokens * (held - (checkpointing.offloaded ? 0 : inputBytes));
}

/** All that the block keeps is made again or there still, and not its gradients alone. */
function isWholeInBackward(plan: Plan): boolean {
  return recomputes(plan) || worstOfBackward(plan) === 'end';
}

/** The most that a block holds while it is differentiated. */
export function backwardBlockBytes(plan: Plan): number {
  const whole = isWholeInBackward(plan);
  const { apart } = plan.chosen.objective;
  const { later, again } = tableGradient(plan, storedBytes(plan), worstOfBackward(plan));
  const pass = apart ? { ...plan, share: { ...plan.share, tokens: plan.share.tokens / apart } } : plan;
  const block = largestBlock(plan, (block) => {
    const kept = plan.chosen.checkpointing.keepsProducts ? block.productBytes : 0;
    return (
      (whole ? wholeBytes(pass, block) - pass.share.tokens * kept : 0) +
      inFlight(pass, block) +
      recomputing(pass, block)
    );
  });
  return Math.max(block - later, again);
}

/** Beside what the block stored: gradients inside its MLP, or scores and theirs when the MLP's share is gone. */
function inFlight(plan: Plan, block: BlockActivations): number {
  const { request, framework } = plan.chosen;
  const { layout } = plan.whole;
  const { tokens, model, streamWidth, computeBytes } = plan.share;
  const scores = (block.scoreBackwardBytes - block.scoreBytes) * request.sequenceLength;
  const held = framework.passesKeysOn ? 1 : layout.context;
  const shared = layout.context > 1 ? contextBytes(block, held, computeBytes) : 0;
  const attention = Math.max(scores, shared) - block.mlpBytes;
  // Sequence parallelism gathers the input of a matrix whole, and sums its gradient whole before dividing it.
  const gathered = 2 * computeBytes * (model.hiddenSize - streamWidth);
  return Math.max(
    block.aloneBytes,
    tokens * (Math.max(block.backwardBytes, attention) + gathered) + block.mergedBackwardBytes,
  );
}

/** Without gradients only one block's intermediate values exist at a time. */
export function forwardBlockBytes({ share: { blocks, tokens, model, computeBytes } }: Plan): number {
  const widest = Math.max(...blocks.map(({ backwardBytes }) => backwardBytes));
  return tokens * (widest + 2 * computeBytes * model.hiddenSize);
}

function forwardOnly(plan: Plan): readonly MemoryComponent[] {
  const { tokens } = plan.share;
  const bytes = forwardBlockBytes(plan);
  return [
    {
      id: 'block',
      kind: 'block',
      label: 'One block in flight',
      bytes,
      working: () => `${formatCount(tokens)} tokens × ${formatCount(bytes / tokens)} B`,
      phases: ['forward'],
      basis: 'modelled',
      sources: [],
    },
  ];
}
