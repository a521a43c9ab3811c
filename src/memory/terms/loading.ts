/** What loading takes beside the weights that stay. */
import type { Architecture } from '../../model/architecture.ts';
import type { MemoryComponent } from '../component.ts';
import { nativeOf } from '../native.ts';
import type { Plan } from '../../plan/plan.ts';
import { divided, formatParameters } from '../../units.ts';

/**
 * A checkpoint in few bits is dequantized tensor by tensor, and the experts of a layer are one: packed and 16-bit values are
 * there at once. Where the base is quantized anew, it starts from a copy that is 16-bit already.
 */
export function dequantizing({ model, architecture, quantization, method, shards }: Plan): readonly MemoryComponent[] {
  const row = nativeOf(model);
  if (!row || row.scratchPerWeight === 0 || quantization.frozen || method.trains === 'nothing') return [];
  const weights = largestTensor(architecture, model.hiddenSize);
  return [
    {
      id: 'workspace',
      label: `${row.label} of a layer, dequantized`,
      bytes: (weights * row.scratchPerWeight) / shards.weights,
      working: () =>
        `${formatParameters(weights)} weights of one layer's experts × ${row.scratchPerWeight} B${divided(shards.weights)}`,
      phases: ['load'],
      basis: 'modelled',
      sources: row.sources,
    },
  ];
}

/** The largest tensor that is loaded in one go: gate and up of all experts of a layer, or one linear. */
function largestTensor({ layers, largestLinear }: Architecture, hiddenSize: number): number {
  let largest = largestLinear;
  for (const { mlp } of layers) {
    if (mlp.kind !== 'moe') continue;
    largest = Math.max(largest, mlp.experts * mlp.expertIntermediate * (mlp.matrices - 1) * hiddenSize);
  }
  return largest;
}
