/** Joins mixers and MLPs to layers, and adds what belongs to a layer as a whole. */
import type { ModelFacts } from '../../facts/types.ts';
import { mambaPart } from './mixers/mamba.ts';
import { linear, normElements, weights, type LayerLinear, type Part, type Run } from './parts.ts';
import type { LayerGroup, Mixer, Mlp } from './types.ts';

/** A layer group with the halves it was made of. */
export interface BuiltGroup extends LayerGroup {
  readonly mixerPart: Part<Mixer>;
  readonly mlpPart: Part<Mlp>;
}

/**
 * Walks both run lists in step. Where sources give only counts of each (Llama 4 Maverick: windows and experts), the
 * pairing inside a group is arbitrary, its sums are not.
 */
export function buildLayers(
  model: ModelFacts,
  mixers: readonly Run<Mixer>[],
  mlps: readonly Run<Mlp>[],
): { readonly groups: readonly BuiltGroup[]; readonly order: readonly number[] } {
  const groups = new Map<string, BuiltGroup>();
  const order: number[] = [];
  for (const { count, mixer, mlp } of pairs(mixers, mlps)) {
    const key = JSON.stringify([mixer.kind, mlp.kind, mixer.linears]);
    const known = groups.get(key);
    groups.set(key, known ? { ...known, count: known.count + count } : buildGroup(model, count, mixer, mlp));
    const index = [...groups.keys()].indexOf(key);
    for (let layer = 0; layer < count; layer++) order.push(index);
  }
  return { groups: [...groups.values()], order };
}

function* pairs(mixers: readonly Run<Mixer>[], mlps: readonly Run<Mlp>[]) {
  const left = mixers.map((run) => ({ ...run }));
  const right = mlps.map((run) => ({ ...run }));
  for (let a = left.shift(), b = right.shift(); a && b;) {
    const count = Math.min(a.count, b.count);
    if (count > 0) yield { count, mixer: a.part, mlp: b.part };
    a = a.count > count ? { ...a, count: a.count - count } : left.shift();
    b = b.count > count ? { ...b, count: b.count - count } : right.shift();
  }
}

function buildGroup(model: ModelFacts, count: number, mixer: Part<Mixer>, mlp: Part<Mlp>): BuiltGroup {
  const normsPerLayer = model.normsPerLayer ?? 2;
  const beside = model.mamba?.besideAttention ? mambaPart(model, model.mamba) : undefined;
  const linears = [...mixer.linears, ...mlp.linears, ...(beside?.linears ?? []), ...extraLinears(model)];
  const linearParameters = weights(linears, 'attention', 'mlp', 'experts');
  const fusedExpertParameters = weights(linears, 'fused-experts');
  const rest = weights(linears, 'router') + mixer.other + mlp.other + (beside?.other ?? 0) + extraOther(model);
  return {
    count,
    mixer: mixer.kind,
    mlp: mlp.kind,
    normsPerLayer,
    parallelBlock:
      model.parallelBlock ?? (normsPerLayer === 1 && mixer.kind.kind !== 'none' && mlp.kind.kind !== 'none'),
    parameters: linearParameters + fusedExpertParameters + rest + normsPerLayer * normElements(model),
    linearParameters,
    fusedExpertParameters,
    linears,
    mixerPart: mixer,
    mlpPart: mlp,
  };
}

/** Per-layer embeddings (Gemma 3n, 4 E models), AltUp and Laurel (Gemma 3n). */
function extraLinears({ hiddenSize, perLayerEmbedding, altup }: ModelFacts): readonly LayerLinear[] {
  const perLayer = perLayerEmbedding && [
    linear('per_layer_input_gate', hiddenSize, perLayerEmbedding.size, 'mlp'),
    linear('per_layer_projection', perLayerEmbedding.size, hiddenSize, 'mlp'),
  ];
  const streams = altup && [
    linear('altup.modality_router', hiddenSize, altup.inputs, 'router'),
    linear('altup.prediction_coefs', altup.inputs, altup.inputs ** 2, 'router'),
    linear('altup.correction_coefs', altup.inputs, altup.inputs, 'router'),
    linear('laurel.linear_left', hiddenSize, altup.laurelRank, 'mlp'),
    linear('laurel.linear_right', altup.laurelRank, hiddenSize, 'mlp'),
  ];
  return [...(perLayer ?? []), ...(streams ?? [])];
}

/** Norms of those: one for per-layer embeddings; router norm, output scale and Laurel norm for AltUp. */
function extraOther({ hiddenSize, perLayerEmbedding, altup }: ModelFacts): number {
  return (perLayerEmbedding ? hiddenSize : 0) + (altup ? 3 * hiddenSize : 0);
}
