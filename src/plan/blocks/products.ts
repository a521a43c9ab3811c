/**
 * What selective checkpointing by operation stores of a block: the outputs of attention and of every second matrix
 * product, in the order in which the model's code runs them. torchtitan, distributed/activation_checkpoint.py at b5bcd76
 * (at 2c8b594 alike); grouped products of routed experts and router gates are not among them.
 */
import type { ActivationSettings } from './inputs.ts';
import type { LayerGroup, Mixer, Mlp } from '../../model/architecture.ts';

/** Bytes per token of one block. */
export function productBytes({ mixer, mlp }: LayerGroup, hidden: number, settings: ActivationSettings): number {
  return settings.computeBytes * (attentionWidth(mixer, settings) + mlpWidth(mlp, hidden, settings));
}

/** Query (1) and value (3) of four products, or one projection of all three (1 of 2), and the attention's output. */
function attentionWidth(mixer: Mixer, { fusedQkv }: ActivationSettings): number {
  if (mixer.kind !== 'attention') return 0;
  const { heads, kvHeads, headDim, valueHeadDim } = mixer;
  const projected = heads * headDim + kvHeads * valueHeadDim + (fusedQkv ? kvHeads * headDim : 0);
  return projected + heads * valueHeadDim;
}

/**
 * The first product of an MLP, and its third where it has a gate: that ends the block, so that no gradient needs it, and
 * the compiler leaves it out (autograd's saved tensors of such a block under torch.compile, torch 2.13).
 */
function mlpWidth(mlp: Mlp, hidden: number, { compiled }: ActivationSettings): number {
  if (mlp.kind === 'none') return 0;
  const width = mlp.kind === 'moe' ? mlp.sharedIntermediate + mlp.parallelDenseIntermediate : mlp.intermediate;
  return width > 0 ? width + (mlp.matrices === 3 && !compiled ? hidden : 0) : 0;
}
