/** Memory that a run needs outside the GPUs, where something is offloaded. */
import type { Plan } from './plan.ts';
import { storedBytes } from './terms/activations.ts';

/** Bytes of host memory for all GPUs together: optimizer states (paged ones at their most) and checkpoints. */
export function hostBytes(plan: Plan): number {
  const { trained, optimizer, checkpointing, gpus, sharding, layout } = plan;
  let states = optimizer.location === 'gpu' ? 0 : optimizerBytes(plan);
  if (sharding.shardsOnHost) states = plan.base.bytes + trained.bytes + trained.gradientBytes + optimizerBytes(plan);
  // What a GPU of a divided model holds stands for its whole group.
  const copies = layout.tensor * layout.pipeline * (sharding.states ? 1 : layout.data * layout.context);
  const kept = storedBytes({ ...plan, checkpointing: { ...checkpointing, offloaded: false } });
  const checkpoints = checkpointing.offloaded ? kept * gpus : 0;
  return states * copies + checkpoints;
}

function optimizerBytes({ trained, optimizer }: Plan): number {
  let bytes = 0;
  for (const shape of trained.shapes) bytes += optimizer.stateBytes(shape);
  return bytes;
}
