import type { ModelFacts } from '../types.ts';
import { LLMFIT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const BITNET = [
  {
    id: 'microsoft/bitnet-b1.58-2B-4T-bf16', name: 'BitNet b1.58 2B', family: 'bitnet', sizeLabel: '2b',
    aliases: ['bitnet'],
    also: [],
    hiddenSize: 2560, layers: 30, heads: 20, kvHeads: 5, headDim: 128, intermediateSize: 6912, vocabSize: 128256, maxPositions: 4096,
    tiedEmbeddings: true, otherElements: 284160,
    license: 'mit', gated: false,
    published: { total: 2_412_820_480 },
    sources: ['microsoft/bitnet-b1.58-2B-4T-bf16:config.json', LLMFIT],
  },
] satisfies readonly ModelFacts[];
