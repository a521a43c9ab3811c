/** Grouped-query attention. Formulas: the module code that each row's sources name. */
import type { AttentionGroup, ModelFacts } from '../../../facts/types.ts';
import { linear, type LayerLinear, type Part } from '../parts.ts';
import type { AttentionMixer } from '../types.ts';
import type { AttentionRow } from './row.ts';

export const attention: AttentionRow = {
  has: ({ mla }) => mla === undefined,
  runs: (model, groups) => groups.map((group) => ({ count: group.layers, part: attentionPart(model, group) })),
};

/** Grouped-query attention with everything that hangs on it: biases, QK norm, sinks, output gate. */
function attentionPart(model: ModelFacts, group: AttentionGroup): Part<AttentionMixer> {
  const { heads, kvHeads, headDim } = group;
  const qkv = (heads + 2 * kvHeads) * headDim;
  // Llama 3.2 Vision: cross-attention has its own QK norm, and a gate on each half of the layer.
  const cross = group.kind === 'cross';
  const qkNorm = cross ? 'head' : (model.qkNorm ?? 'none');
  const normWidth = { none: 0, head: 2 * headDim, full: (heads + kvHeads) * headDim }[qkNorm];
  const biases = (model.qkvBias ? qkv : 0) + (model.outBias ? model.hiddenSize : 0);
  return {
    kind: {
      kind: 'attention',
      heads,
      kvHeads,
      headDim,
      valueHeadDim: headDim,
      qkNorm,
      window: group.kind === 'sliding' ? (model.slidingWindow?.window ?? null) : null,
      cross,
      kvShared: group.kvShared ?? false,
      outputGate: model.outputGate ?? false,
      mla: null,
    },
    linears: attentionLinears(model, group),
    other: biases + normWidth + (model.attentionSinks ? heads : 0) + (cross ? 2 : 0),
    cache: group.kvShared || cross ? 0 : 2 * kvHeads * headDim,
  };
}

function attentionLinears(model: ModelFacts, group: AttentionGroup): readonly LayerLinear[] {
  const { hiddenSize } = model;
  const q = group.heads * group.headDim;
  const kv = group.kvHeads * group.headDim;
  const out = linear(model.modules?.out ?? 'o_proj', q, hiddenSize, 'attention');
  if (model.modules?.qkv) return [linear(model.modules.qkv, hiddenSize, q + 2 * kv, 'attention'), out];
  return [
    linear('q_proj', hiddenSize, model.outputGate ? 2 * q : q, 'attention'),
    linear('k_proj', hiddenSize, kv, 'attention'),
    ...(group.kEqualsV ? [] : [linear('v_proj', hiddenSize, kv, 'attention')]),
    out,
  ];
}
