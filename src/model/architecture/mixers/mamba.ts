/** State spaces of Mamba and Mamba-2. Formulas: the module code that each row's sources name. */
import type { MambaFacts, ModelFacts } from '../../../facts/types.ts';
import { linear, type Part } from '../parts.ts';
import type { MambaMixer } from '../types.ts';
import type { MixerRow } from './row.ts';

export const mamba: MixerRow = {
  layers: ({ mamba: facts }) => (facts && !facts.besideAttention ? facts.layers : 0),
  part: (model) => mambaPart(model, model.mamba!),
};

/** A state space in its own layer, or beside the attention of one. */
export function mambaPart(model: ModelFacts, facts: MambaFacts): Part<MambaMixer> {
  const { timeStepRank } = facts;
  return timeStepRank === undefined ? mamba2Part(model, facts) : mamba1Part(model, facts, timeStepRank);
}

/** Mamba-2: one input projection for gate, x, B, C and dt; a depth-wise convolution with bias; A, D and dt per head. */
function mamba2Part(model: ModelFacts, facts: MambaFacts): Part<MambaMixer> {
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
