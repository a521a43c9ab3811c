/** Multi-head latent attention. Formulas: the module code that each row's sources name. */
import type { MlaFacts, ModelFacts } from '../../../facts/types.ts';
import { linear, sum, type LayerLinear, type Part } from '../parts.ts';
import type { AttentionMixer } from '../types.ts';
import type { AttentionRow } from './row.ts';

export const latent: AttentionRow = {
  has: ({ mla }) => mla !== undefined,
  runs(model, groups) {
    const layers = sum(groups.map((group) => group.layers));
    const { indexer, ...plain } = model.mla!;
    if (!indexer) return [{ count: layers, part: latentPart(model, plain) }];
    const indexed = Math.min(layers, indexer.layers ?? layers);
    return [
      { count: indexed, part: latentPart(model, model.mla!) },
      { count: layers - indexed, part: latentPart(model, plain) },
    ].filter(({ count }) => count > 0);
  },
};

/** Multi-head latent attention: keys and values come from one narrow vector, which is also all the cache holds. */
function latentPart(model: ModelFacts, mla: MlaFacts): Part<AttentionMixer> {
  const { qLoraRank, kvLoraRank, qkNopeHeadDim, qkRopeHeadDim, vHeadDim, indexer } = mla;
  const headDim = qkNopeHeadDim + qkRopeHeadDim;
  return {
    kind: {
      kind: 'attention',
      heads: model.heads,
      kvHeads: model.kvHeads,
      headDim,
      valueHeadDim: vHeadDim,
      qkNorm: 'none',
      window: null,
      cross: false,
      kvShared: false,
      outputGate: false,
      mla,
    },
    linears: latentLinears(model, mla, headDim),
    other: (qLoraRank ?? 0) + kvLoraRank + (indexer ? 2 * indexer.headDim : 0),
    cache: kvLoraRank + qkRopeHeadDim + (indexer?.headDim ?? 0),
  };
}

function latentLinears(model: ModelFacts, mla: MlaFacts, headDim: number): readonly LayerLinear[] {
  const { hiddenSize, heads } = model;
  const { qLoraRank, kvLoraRank, indexer } = mla;
  const query =
    qLoraRank === null
      ? [linear('q_proj', hiddenSize, heads * headDim, 'attention')]
      : [
          linear('q_a_proj', hiddenSize, qLoraRank, 'attention'),
          linear('q_b_proj', qLoraRank, heads * headDim, 'attention'),
        ];
  const sparse = indexer && [
    linear('indexer.wq_b', qLoraRank ?? hiddenSize, indexer.heads * indexer.headDim, 'attention'),
    linear('indexer.wk', hiddenSize, indexer.headDim, 'attention'),
    linear('indexer.weights_proj', hiddenSize, indexer.heads, 'attention'),
  ];
  return [
    ...query,
    linear('kv_a_proj_with_mqa', hiddenSize, kvLoraRank + mla.qkRopeHeadDim, 'attention'),
    linear('kv_b_proj', kvLoraRank, heads * (mla.qkNopeHeadDim + mla.vHeadDim), 'attention'),
    linear('o_proj', heads * mla.vHeadDim, hiddenSize, 'attention'),
    ...(sparse ?? []),
  ];
}
