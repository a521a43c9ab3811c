import type { ModelFacts } from '../types.ts';
import { BUILT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const EUROLLM = [
  {
    id: 'utter-project/EuroLLM-1.7B', name: 'EuroLLM 1.7B', family: 'eurollm', sizeLabel: '1.7b',
    aliases: [],
    also: ['utter-project/EuroLLM-1.7B-Instruct'],
    hiddenSize: 2048, layers: 24, heads: 16, kvHeads: 8, headDim: 128, intermediateSize: 5632, vocabSize: 128000, maxPositions: 4096,
    license: 'apache-2.0', gated: false,
    published: { total: 1_656_850_432, from: BUILT },
    sources: ['utter-project/EuroLLM-1.7B: model card'],
  },
  {
    id: 'utter-project/EuroLLM-9B', name: 'EuroLLM 9B', family: 'eurollm', sizeLabel: '9b',
    aliases: ['eurollm'],
    also: ['utter-project/EuroLLM-9B-Instruct'],
    hiddenSize: 4096, layers: 42, heads: 32, kvHeads: 8, headDim: 128, intermediateSize: 12288, vocabSize: 128000, maxPositions: 4096,
    license: 'apache-2.0', gated: false,
    published: { total: 9_152_319_488, from: BUILT },
    sources: ['utter-project/EuroLLM-9B: model card'],
  },
] satisfies readonly ModelFacts[];
