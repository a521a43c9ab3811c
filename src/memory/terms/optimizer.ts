/** Optimizer states, and what a step needs for a moment. */
import { STEP_PHASES, type MemoryComponent } from '../component.ts';
import type { Plan } from '../../plan/plan.ts';
import { divided, formatCount } from '../../units.ts';

/** Bytes of all states, before any sharding and wherever they are kept. */
export function stateBytes({ chosen: { optimizer }, share: { trained } }: Plan): number {
  let bytes = 0;
  for (const shape of trained.shapes) bytes += optimizer.stateBytes(shape);
  return bytes;
}

/** Of paged states, bytes of what is never paged. */
function unpagedBytes({ chosen: { optimizer }, share: { trained } }: Plan): number {
  if (!optimizer.unpagedBytes) return 0;
  let bytes = 0;
  for (const shape of trained.shapes) bytes += optimizer.unpagedBytes(shape);
  return bytes;
}

/** States on one GPU in bytes. They exist from the second step on: an estimate is of the steady state. */
export function optimizerStates(plan: Plan): readonly MemoryComponent[] {
  const { optimizer } = plan.chosen;
  const { trained, shards } = plan.share;
  if (trained.elements === 0 || optimizer.location === 'host') return [];
  const bytes = stateBytes(plan) - unpagedBytes(plan);
  return [
    {
      id: 'optimizer-states',
      kind: 'optimizer-states',
      label: optimizer.location === 'paged' ? 'Optimizer states, paged' : 'Optimizer states',
      bytes: bytes / shards.states,
      working: () =>
        `${optimizer.label}: ${optimizer.derivation}, ${(bytes / trained.elements).toFixed(2)} B × ` +
        `${formatCount(trained.elements)} trainable parameters${divided(shards.states)}`,
      // Paged states lie in managed memory outside PyTorch's allocator and give way when the card fills.
      phases: optimizer.location === 'paged' ? [] : STEP_PHASES,
      basis: 'exact',
      sources: optimizer.sources,
    },
    ...unpagedStates(plan),
  ];
}

/** What of paged states is never paged. */
function unpagedStates(plan: Plan): readonly MemoryComponent[] {
  const { optimizer } = plan.chosen;
  const { shards } = plan.share;
  if (!optimizer.unpagedBytes) return [];
  const bytes = unpagedBytes(plan) / shards.states;
  return [
    {
      id: 'unpaged-states',
      kind: 'optimizer-states',
      label: 'Optimizer states, never paged',
      bytes,
      working: () => `${optimizer.label}: scales, and tensors under 100,000 elements`,
      phases: STEP_PHASES,
      basis: 'exact',
      sources: optimizer.sources,
    },
  ];
}

/** A copy of every trained element (foreach), the largest tensor twice (for-loop), or nothing (fused). */
export function stepTemporaries(plan: Plan): number {
  return gradientCopies(plan) + optimizerTemporaries(plan, plan.share.shards.states);
}

/** Gradients cast for master weights; DeepSpeed joins them in 16 bit first, so many elements at a time. */
function gradientCopies({
  chosen: { precision, method, sharding, optimizer },
  share: { trained, shards },
}: Plan): number {
  const { engine } = sharding;
  if (method.trains !== 'all' || optimizer.location === 'host') return 0;
  const perElement = (precision.stepGradientBytes ?? 0) + (engine ? precision.gradientBytes : 0);
  return perElement * Math.min(trained.elements / shards.states, engine?.stepElements ?? Infinity);
}

function optimizerTemporaries({ chosen: { optimizer }, share: { trained } }: Plan, shards: number): number {
  let largest = 0;
  for (const { rows, columns, bytes } of trained.shapes) {
    largest = Math.max(largest, rows * columns * optimizer.step.largest(bytes));
  }
  return (optimizer.step.all * trained.bytes + largest) / shards;
}
