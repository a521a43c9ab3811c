/** Laguna. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { list, whole, wholeOr, type Fields } from '../fields.ts';
import {
  afterFirstDense,
  experts,
  flaggedBiases,
  gated,
  geometry,
  windowed,
  type ConfigRows,
  type Decoded,
} from '../parts.ts';

/** A gate for each head or each of its values, and heads that may differ from layer to layer. */
function laguna(fields: Fields): Decoded {
  const { layers, hiddenSize, heads, kvHeads, headDim } = geometry(fields);
  const perLayer = list(fields, 'num_attention_heads_per_layer').map((count) =>
    whole(count, 'num_attention_heads_per_layer'),
  );
  const gates = perLayer.length === layers ? perLayer.reduce((sum, count) => sum + count, 0) : layers * heads;
  const shared = wholeOr(fields, 'shared_expert_intermediate_size');
  const perHead =
    fields.get('gating') === true || fields.get('gating') === 'per-head' || fields.get('gating') === undefined;
  return {
    ...gated(fields),
    ...flaggedBiases(fields),
    qkNorm: 'head',
    ...windowed(fields),
    ...(perLayer.length === layers
      ? {
          attentionGroups: perLayer.map((count) => ({
            layers: 1,
            kind: 'full' as const,
            heads: count,
            kvHeads,
            headDim,
          })),
        }
      : {}),
    ...experts(fields, afterFirstDense(fields), {
      ...(shared ? { sharedExperts: 1, sharedIntermediate: shared } : {}),
      routerCorrectionBias: true,
    }),
    otherElements: gates * hiddenSize * (perHead ? 1 : headDim),
  };
}

export const LAGUNA = {
  laguna,
} satisfies ConfigRows;
