/** What loading takes beside the weights that stay. */
import type { Architecture } from '../../model/architecture.ts';
import type { MemoryComponent } from '../component.ts';
import type { Plan } from '../../plan/plan.ts';
import { divided, formatParameters } from '../../units.ts';

/**
 * A checkpoint in few bits is dequantized tensor by tensor, and the experts of a layer are one: packed and 16-bit values are
 * there at once. Where the base is quantized anew, it starts from a copy that is 16-bit already.
 */
export function dequantizing({
  chosen: { quantization, method },
  whole: { native },
  share: { model, architecture, shards },
}: Plan): readonly MemoryComponent[] {
  if (!native || native.scratchPerWeight === 0 || quantization.frozen || method.trains === 'nothing') return [];
  const weights = largestTensor(architecture, model.hiddenSize);
  return [
    {
      id: 'dequantized-checkpoint',
      kind: 'workspace',
      label: `${native.label} of a layer, dequantized`,
      bytes: (weights * native.scratchPerWeight) / shards.weights,
      working: () =>
        `${formatParameters(weights)} weights of one layer's experts × ${native.scratchPerWeight} B${divided(shards.weights)}`,
      phases: ['load'],
      basis: 'modelled',
      sources: native.sources,
    },
  ];
}

/** The largest tensor that is loaded in one go: gate and up of a layer's experts, or one linear. */
function largestTensor({ layers, largestLinear }: Architecture, hiddenSize: number): number {
  let largest = largestLinear;
  for (const { mlp } of layers) {
    if (mlp.kind !== 'moe') continue;
    largest = Math.max(largest, mlp.held * mlp.expertIntermediate * (mlp.matrices - 1) * hiddenSize);
  }
  return largest;
}
