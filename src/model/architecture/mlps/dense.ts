/** Dense MLPs: two matrices, or three with a gate. */
import { UserError } from '../../../errors.ts';
import type { ModelFacts } from '../../../facts/types.ts';
import { linear, type LayerLinear, type Part } from '../parts.ts';
import type { Activation, DenseMlp } from '../types.ts';

/** Matrices of an MLP with this activation. */
export const MATRICES: Readonly<Record<Activation, 2 | 3>> = { swiglu: 3, geglu: 3, gelu: 2, relu: 2, relu2: 2 };

/** @throws UserError where nobody says its width. */
export function densePart(model: ModelFacts, intermediate: number | undefined): Part<DenseMlp> {
  if (intermediate === undefined) {
    throw new UserError('invalid-option', `${model.name}: the width of its MLP is missing.`, 'Give intermediate_size.');
  }
  const activation = model.mlp ?? 'swiglu';
  const matrices = MATRICES[activation];
  return {
    kind: { kind: 'dense', intermediate, matrices, activation },
    linears: denseLinears(model, intermediate),
    other: model.mlpBias ? (matrices - 1) * intermediate + model.hiddenSize : 0,
  };
}

function denseLinears(model: ModelFacts, intermediate: number): readonly LayerLinear[] {
  const gated = MATRICES[model.mlp ?? 'swiglu'] === 3;
  const names = model.modules?.mlp ?? (gated ? ['gate_proj', 'up_proj', 'down_proj'] : ['up_proj', 'down_proj']);
  const ups = names.slice(0, -1);
  // A gated MLP with one name before the last makes gate and up in one matrix.
  const width = ((gated ? 2 : 1) * intermediate) / ups.length;
  return [
    ...ups.map((name) => linear(name, model.hiddenSize, width, 'mlp')),
    linear(names.at(-1) ?? 'down_proj', intermediate, model.hiddenSize, 'mlp'),
  ];
}
