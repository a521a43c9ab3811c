/** Memory that a run needs outside the GPUs, where something is offloaded. */
import type { Plan } from './plan.ts';
import { storedBytes } from './terms/activations.ts';

/** Bytes of host memory for all GPUs together: optimizer states (paged ones at their most) and checkpoints. */
export function hostBytes(plan: Plan): number {
  const { trained, optimizer, checkpointing, gpus, sharding } = plan;
  let states = 0;
  if (optimizer.location !== 'gpu') for (const shape of trained.shapes) states += optimizer.stateBytes(shape);
  const copies = sharding.states ? 1 : gpus;
  const kept = storedBytes({ ...plan, checkpointing: { ...checkpointing, offloaded: false } });
  const checkpoints = checkpointing.offloaded ? kept * gpus : 0;
  return states * copies + checkpoints;
}
