/** What methods beside a frozen base keep in a block, other than inputs and outputs of its linears. */
import type { BlockActivations } from './block.ts';
import type { ActivationSettings } from './inputs.ts';
import type { LayerGroup, Mixer, Mlp } from '../../model/architecture.ts';
import type { AttentionBytes } from '../../facts/added.ts';

type Merged = Pick<BlockActivations, 'mergedBytes' | 'mergedBackwardBytes' | 'aloneBytes'>;

/** Bytes of a block however many the tokens: experts with LoRA's product added, products made whole, rotations. */
export function mergedBytes(layer: LayerGroup, hidden: number, { lora }: ActivationSettings): Merged {
  if (!lora) return NOTHING_MERGED;
  if (lora.merged.size > 0) return mergedExperts(layer.mlp, hidden, lora);
  if (!lora.fixed) return NOTHING_MERGED;
  const sum = { mergedBytes: 0, mergedBackwardBytes: 0, aloneBytes: 0 };
  for (const linear of layer.linears) {
    if (!lora.names.has(linear.name)) continue;
    const { kept = 0, beside = 0, alone = 0 } = lora.fixed(linear);
    sum.mergedBytes += kept * linear.count;
    sum.mergedBackwardBytes = Math.max(sum.mergedBackwardBytes, beside);
    sum.aloneBytes = Math.max(sum.aloneBytes, alone);
  }
  return sum;
}

const NOTHING_MERGED: Merged = { mergedBytes: 0, mergedBackwardBytes: 0, aloneBytes: 0 };

/**
 * PEFT adds the product of the matrices to experts that are one parameter, and autograd keeps the sum: W of gate and up,
 * W of down; then the gradient of one of them comes beside, down's first.
 */
function mergedExperts(mlp: Mlp, hidden: number, lora: NonNullable<ActivationSettings['lora']>): Merged {
  if (mlp.kind !== 'moe') return NOTHING_MERGED;
  const matrix = lora.mergedBytes * mlp.held * mlp.expertIntermediate * hidden;
  const up = lora.merged.has('expert-up') ? (mlp.matrices - 1) * matrix : 0;
  const down = lora.merged.has('expert-down') ? matrix : 0;
  return { mergedBytes: up + down, mergedBackwardBytes: Math.max(up - down, down), aloneBytes: 0 };
}

const NOTHING: AttentionBytes = { perToken: 0, perScore: 0 };

/** What prompts inside the attention keep. */
export function promptBytes(mixer: Mixer, { ofAttention }: ActivationSettings): AttentionBytes {
  return ofAttention && mixer.kind === 'attention' ? ofAttention(mixer) : NOTHING;
}
