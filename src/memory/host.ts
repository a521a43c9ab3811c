/** Memory that a run needs outside the GPUs, where something is offloaded. */
import { withOthersExperts } from '../plan/parallel.ts';
import type { Plan } from '../plan/plan.ts';
import { storedBytes } from './terms/activations.ts';
import { stateBytes } from './terms/optimizer.ts';

/** Bytes of host memory for all GPUs together: optimizer states (paged ones at their most), masters, and checkpoints. */
export function hostBytes(plan: Plan): number {
  const { optimizer, checkpointing, sharding } = plan.chosen;
  const { gpus, layout } = plan.whole;
  const { trained, architecture } = plan.share;
  let states = optimizer.location === 'gpu' ? 0 : stateBytes(plan);
  if (optimizer.location === 'host') states += steppedBytes(plan);
  if (sharding.shardsOnHost) states = weightBytes(plan) + trained.gradientBytes + stateBytes(plan);
  // What a GPU of a divided model holds stands for its whole group.
  const copies =
    layout.tensor *
    layout.pipeline *
    (sharding.states ? withOthersExperts(layout, architecture) : layout.data * layout.context);
  const kept = storedBytes({
    ...plan,
    chosen: { ...plan.chosen, checkpointing: { ...checkpointing, offloaded: false } },
  });
  const checkpoints = checkpointing.offloaded ? kept * gpus : 0;
  return states * copies + checkpoints;
}

/** The base with what is added to it, or the trained weights with the copy that is computed with. */
function weightBytes({ chosen: { method, precision }, share: { base, trained, architecture } }: Plan): number {
  const added = method.trains === 'added' ? trained.bytes : 0;
  const copy = method.trains === 'all' ? precision.workingCopyBytes * architecture.parameters.total : 0;
  return base.bytes + added + copy;
}

/** A step on the CPU has fp32 masters and gradients there: ZeRO-Offload, arXiv 2101.06840. */
function steppedBytes({ chosen: { method, precision }, share: { trained } }: Plan): number {
  return method.trains === 'all' && precision.workingCopyBytes > 0 ? 2 * 4 * trained.elements : 0;
}
