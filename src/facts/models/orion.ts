import type { ModelFacts } from '../types.ts';
import { BUILT, MLC_PRESETS } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const ORION = [
  {
    id: 'OrionStarAI/Orion-14B-Base', name: 'Orion 14B', family: 'orion', sizeLabel: '14b',
    aliases: [],
    also: ['OrionStarAI/Orion-14B-Chat'],
    hiddenSize: 5120, layers: 40, heads: 40, kvHeads: 40, headDim: 128, intermediateSize: 15360, vocabSize: 84608, maxPositions: 4096,
    norm: 'layernorm',
    license: 'orion-14b-community', gated: false,
    published: { total: 14_498_703_360, from: BUILT, note: 'built as a StableLM, which has the same matrices and norms' },
    sources: [MLC_PRESETS],
  },
] satisfies readonly ModelFacts[];
