import type { ModelFacts } from '../types.ts';
import { BUILT, LLMFIT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const AQUILA = [
  {
    id: 'BAAI/AquilaChat2-7B', name: 'Aquila2 7B', family: 'aquila2', sizeLabel: '7b',
    aliases: ['aquila'],
    also: ['BAAI/Aquila2-7B', 'BAAI/AquilaChat-7B', 'BAAI/Aquila-7B'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 32, headDim: 128, intermediateSize: 11008, vocabSize: 100008, maxPositions: 2048,
    license: 'aquila', gated: false,
    published: { total: 7_295_537_152, from: BUILT, note: 'built as a Llama, which has the same matrices' },
    sources: [LLMFIT],
  },
] satisfies readonly ModelFacts[];
