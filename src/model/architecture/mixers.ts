/** Token mixers: attention, MLA, linear attention, Mamba-2, short convolution. Formulas: the module code that each row's sources name. */
import type { AttentionGroup, LinearAttentionFacts, MambaFacts, MlaFacts, ModelFacts } from '../../facts/types.ts';
import { linear, type LayerLinear, type MixerRun, type Part } from './parts.ts';
import type { AttentionMixer, LinearAttentionMixer, MambaMixer, NoMixer, ShortConvMixer } from './types.ts';

const NO_MIXER: Part<NoMixer> = { kind: { kind: 'none' }, linears: [], other: 0 };

/** The model's mixers in layer order; where a source gives only counts, the more frequent kind comes first. */
export function mixerRuns(model: ModelFacts): readonly MixerRun[] {
  if (model.layerPattern !== undefined) return patternRuns(model, model.layerPattern);
  const special = specialRun(model);
  const rest = model.layers - (special?.count ?? 0);
  return [...(special ? [special] : []), ...attentionRuns(model, rest)];
}

/** The layers that are not softmax attention, if any. */
function specialRun(model: ModelFacts): MixerRun | undefined {
  const { linearAttention, mamba, shortConv } = model;
  if (linearAttention) return { count: linearAttention.layers, part: linearAttentionPart(model, linearAttention) };
  if (mamba && !mamba.besideAttention) return { count: mamba.layers, part: mambaPart(model, mamba) };
  if (shortConv) return { count: shortConv.layers, part: shortConvPart(model, shortConv.kernel) };
  return undefined;
}

function patternRuns(model: ModelFacts, pattern: string): readonly MixerRun[] {
  return [...pattern].map((symbol) => {
    if (symbol === 'M' && model.mamba) return { count: 1, part: mambaPart(model, model.mamba) };
    if (symbol === '*') return { count: 1, part: attentionPart(model, fullGroup(model, 1)) };
    return { count: 1, part: NO_MIXER };
  });
}

function attentionRuns(model: ModelFacts, layers: number): readonly MixerRun[] {
  return attentionGroups(model, layers).map((group) => ({
    count: group.layers,
    part: model.mla ? mlaPart(model, model.mla) : attentionPart(model, group),
  }));
}

function attentionGroups(model: ModelFacts, layers: number): readonly AttentionGroup[] {
  if (model.attentionGroups) return model.attentionGroups;
  const sliding = Math.min(model.slidingWindow?.layers ?? 0, layers);
  const groups: AttentionGroup[] = [
    { ...fullGroup(model, sliding), kind: 'sliding' },
    fullGroup(model, layers - sliding),
  ];
  return groups.filter((group) => group.layers > 0);
}

function fullGroup(model: ModelFacts, layers: number): AttentionGroup {
  return { layers, kind: 'full', heads: model.heads, kvHeads: model.kvHeads, headDim: model.headDim };
}

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

/** Multi-head latent attention: keys and values come from one narrow vector, which is also all the cache holds. */
function mlaPart(model: ModelFacts, mla: MlaFacts): Part<AttentionMixer> {
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
    linears: mlaLinears(model, mla, headDim),
    other: (qLoraRank ?? 0) + kvLoraRank + (indexer ? 2 * indexer.headDim : 0),
    cache: kvLoraRank + qkRopeHeadDim + (indexer?.headDim ?? 0),
  };
}

function mlaLinears(model: ModelFacts, mla: MlaFacts, headDim: number): readonly LayerLinear[] {
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

function linearAttentionPart(model: ModelFacts, facts: LinearAttentionFacts): Part<LinearAttentionMixer> {
  const { keyHeads, valueHeads, keyHeadDim, valueHeadDim, convKernel = 0 } = facts;
  const key = keyHeads * keyHeadDim;
  const value = valueHeads * valueHeadDim;
  const deltanet = facts.kind === 'gated-deltanet';
  const convolved = deltanet ? 2 * key + value : 0;
  return {
    kind: { kind: 'linear-attention', variant: facts.kind, keyHeads, valueHeads, keyHeadDim, valueHeadDim, convKernel },
    linears: deltanet ? deltanetLinears(model, facts, key, value) : lightningLinears(model, value),
    // Deltanet: convolution, A and dt per head, norm of one head. Lightning: norm over all heads.
    other: deltanet ? convolved * convKernel + 2 * valueHeads + valueHeadDim : value,
    state: valueHeads * keyHeadDim * valueHeadDim + (deltanet ? convolved * (convKernel - 1) : 0),
  };
}

function deltanetLinears(model: ModelFacts, facts: LinearAttentionFacts, key: number, value: number) {
  const { hiddenSize } = model;
  const { valueHeads } = facts;
  const out = linear('linear_attn.out_proj', value, hiddenSize, 'attention');
  if (facts.inProj === 'fused') {
    return [
      linear('in_proj_qkvz', hiddenSize, 2 * key + 2 * value, 'attention'),
      linear('in_proj_ba', hiddenSize, 2 * valueHeads, 'attention'),
      out,
    ];
  }
  return [
    linear('in_proj_qkv', hiddenSize, 2 * key + value, 'attention'),
    linear('in_proj_z', hiddenSize, value, 'attention'),
    linear('in_proj_b', hiddenSize, valueHeads, 'attention'),
    linear('in_proj_a', hiddenSize, valueHeads, 'attention'),
    out,
  ];
}

function lightningLinears({ hiddenSize }: ModelFacts, width: number): readonly LayerLinear[] {
  return [
    linear('linear_attn.qkv_proj', hiddenSize, 3 * width, 'attention'),
    linear('linear_attn.output_gate', hiddenSize, width, 'attention'),
    linear('linear_attn.out_proj', width, hiddenSize, 'attention'),
  ];
}

/** Mamba-2: one input projection for gate, x, B, C and dt; a depth-wise convolution with bias; A, D and dt per head. */
export function mambaPart(model: ModelFacts, facts: MambaFacts): Part<MambaMixer> {
  if (facts.timeStepRank !== undefined) return mamba1Part(model, facts, facts.timeStepRank);
  const { heads, headDim, stateSize, groups, convKernel } = facts;
  const inner = heads * headDim;
  const convolved = inner + 2 * groups * stateSize;
  return {
    kind: { kind: 'mamba', heads, headDim, stateSize, groups, convKernel },
    linears: [
      linear('mamba.in_proj', model.hiddenSize, inner + convolved + heads, 'attention'),
      linear('mamba.out_proj', inner, model.hiddenSize, 'attention'),
    ],
    other: convolved * (convKernel + 1) + 3 * heads + inner,
    state: inner * stateSize + convolved * (convKernel - 1),
  };
}

/** Mamba-1: gate and x from one projection; B, C and dt from a second; a decay per value and state. */
function mamba1Part({ hiddenSize }: ModelFacts, facts: MambaFacts, rank: number): Part<MambaMixer> {
  const { heads, headDim, stateSize, groups, convKernel } = facts;
  const inner = heads * headDim;
  return {
    kind: { kind: 'mamba', heads, headDim, stateSize, groups, convKernel },
    linears: [
      linear('mamba.in_proj', hiddenSize, 2 * inner, 'attention'),
      linear('mamba.x_proj', inner, rank + 2 * stateSize, 'attention'),
      linear('mamba.dt_proj', rank, inner, 'attention'),
      linear('mamba.out_proj', inner, hiddenSize, 'attention'),
    ],
    // Convolution and its bias, bias of dt, A, D.
    other: inner * (convKernel + 1) + inner + inner * stateSize + inner,
    state: inner * stateSize + inner * (convKernel - 1),
  };
}

/** LFM2: a gated convolution over a few tokens. */
function shortConvPart({ hiddenSize }: ModelFacts, kernel: number): Part<ShortConvMixer> {
  return {
    kind: { kind: 'short-conv', convKernel: kernel },
    linears: [
      linear('conv.in_proj', hiddenSize, 3 * hiddenSize, 'attention'),
      linear('conv.out_proj', hiddenSize, hiddenSize, 'attention'),
    ],
    other: kernel * hiddenSize,
    state: hiddenSize * (kernel - 1),
  };
}
