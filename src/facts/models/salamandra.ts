import type { ModelFacts } from '../types.ts';
import { BUILT, LITGPT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const SALAMANDRA = [
  {
    id: 'BSC-LT/salamandra-2b', name: 'Salamandra 2B', family: 'salamandra', sizeLabel: '2b',
    aliases: [],
    also: ['BSC-LT/salamandra-2b-instruct'],
    hiddenSize: 2048, layers: 24, heads: 16, kvHeads: 16, headDim: 128, intermediateSize: 5440, vocabSize: 256000, maxPositions: 8192,
    license: 'apache-2.0', gated: false,
    published: { total: 2_253_490_176, from: BUILT },
    sources: [LITGPT],
  },
  {
    id: 'BSC-LT/salamandra-7b', name: 'Salamandra 7B', family: 'salamandra', sizeLabel: '7b',
    aliases: [],
    also: ['BSC-LT/salamandra-7b-instruct'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 8, headDim: 128, intermediateSize: 11008, vocabSize: 256000, maxPositions: 8192,
    license: 'apache-2.0', gated: false,
    published: { total: 7_768_117_248, from: BUILT },
    sources: [LITGPT],
  },
] satisfies readonly ModelFacts[];
