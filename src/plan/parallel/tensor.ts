/**
 * Tensor parallelism: Megatron's column and row split of attention and MLP, with embedding, head and loss divided by the
 * vocabulary (arXiv 1909.08053). A rank computes a model with narrower matrices, so that every memory term counts it as
 * it counts a whole one; norms and routers, which follow the width of the stream, stay whole.
 */
import type { AttentionGroup, ModelFacts } from '../../facts/types.ts';

/** A model without the sizes that a rank may hold a part of only: the plan's share has these. */
export type ModelShare = Omit<ModelFacts, 'layers' | 'vocabSize'>;

const narrowed = new WeakMap<ModelFacts, Map<number, ModelFacts>>();

/** The model that one rank of tensor parallelism computes; the model itself without. */
export function rankModel(model: ModelFacts, tensor: number): ModelFacts {
  if (tensor === 1) return model;
  const known = narrowed.get(model) ?? new Map<number, ModelFacts>();
  narrowed.set(model, known);
  const before = known.get(tensor);
  if (before) return before;
  const made = narrow(model, tensor);
  known.set(tensor, made);
  return made;
}

/** Keys and values are copied where there are fewer of their heads than ranks. */
function narrow(model: ModelFacts, tensor: number): ModelFacts {
  const part = (width: number) => Math.ceil(width / tensor);
  const { intermediateSize, attentionGroups, mlpGroups, moe, linearAttention, mamba, perLayerEmbedding } = model;
  const group = (one: AttentionGroup) => ({ ...one, heads: part(one.heads), kvHeads: part(one.kvHeads) });
  return {
    ...model,
    heads: part(model.heads),
    kvHeads: part(model.kvHeads),
    vocabSize: part(model.vocabSize),
    ...(intermediateSize === undefined ? {} : { intermediateSize: part(intermediateSize) }),
    ...(attentionGroups ? { attentionGroups: attentionGroups.map(group) } : {}),
    ...(mlpGroups
      ? { mlpGroups: mlpGroups.map((one) => ({ ...one, intermediateSize: part(one.intermediateSize) })) }
      : {}),
    ...(moe ? { moe: narrowExperts(moe, part) } : {}),
    ...(linearAttention
      ? {
          linearAttention: {
            ...linearAttention,
            keyHeads: part(linearAttention.keyHeads),
            valueHeads: part(linearAttention.valueHeads),
          },
        }
      : {}),
    ...(mamba ? { mamba: { ...mamba, heads: part(mamba.heads), groups: part(mamba.groups) } } : {}),
    ...(perLayerEmbedding
      ? { perLayerEmbedding: { ...perLayerEmbedding, vocabSize: part(perLayerEmbedding.vocabSize) } }
      : {}),
  };
}

type Experts = NonNullable<ModelFacts['moe']>;

function narrowExperts(moe: Experts, part: (width: number) => number): Experts {
  const { denseIntermediate, sharedIntermediate } = moe;
  return {
    ...moe,
    expertIntermediate: part(moe.expertIntermediate),
    ...(denseIntermediate === undefined ? {} : { denseIntermediate: part(denseIntermediate) }),
    ...(sharedIntermediate === undefined ? {} : { sharedIntermediate: part(sharedIntermediate) }),
  };
}
