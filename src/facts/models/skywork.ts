import type { ModelFacts } from '../types.ts';
import { BUILT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const SKYWORK = [
  {
    id: 'Skywork/Skywork-13B-base', name: 'Skywork 13B', family: 'skywork', sizeLabel: '13b',
    aliases: [],
    also: [],
    hiddenSize: 4608, layers: 52, heads: 36, kvHeads: 36, headDim: 128, intermediateSize: 12288, vocabSize: 65519, maxPositions: 4096,
    license: 'skywork', gated: false,
    published: { total: 13_854_113_280, from: BUILT, note: 'built as a Llama, which has the same matrices' },
    sources: ['SkyworkAI/Skywork:README.md'],
  },
] satisfies readonly ModelFacts[];
