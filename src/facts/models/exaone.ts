import type { ModelFacts } from '../types.ts';
import { LLMFIT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const EXAONE = [
  {
    id: 'LGAI-EXAONE/EXAONE-4.0-1.2B', name: 'EXAONE 4.0 1.2B', family: 'exaone-4', sizeLabel: '1.2b',
    aliases: ['exaone 4 1.2b'],
    also: [],
    hiddenSize: 2048, layers: 30, heads: 32, kvHeads: 8, headDim: 64, intermediateSize: 4096, vocabSize: 102400, maxPositions: 65536,
    tiedEmbeddings: true, qkNorm: 'head',
    license: 'exaone', gated: false,
    published: { total: 1_279_391_488 },
    sources: [LLMFIT, 'ml-explore/mlx-lm:mlx_lm/models/exaone4.py'],
    notes: 'intermediate_size was deduced: it is the only value that reproduces the exact published total.',
  },
] satisfies readonly ModelFacts[];
