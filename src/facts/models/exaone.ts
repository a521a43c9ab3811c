import type { ModelFacts } from '../types.ts';
import { BUILT, LLMFIT } from './sources.ts';

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
  {
    id: 'LGAI-EXAONE/EXAONE-3.0-7.8B-Instruct', name: 'EXAONE 3.0 7.8B', family: 'exaone-3', sizeLabel: '7.8b',
    aliases: ['exaone 3 7.8b'],
    also: ['LGAI-EXAONE/EXAONE-3.5-7.8B-Instruct', 'LGAI-EXAONE/EXAONE-Deep-7.8B'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 8, headDim: 128, intermediateSize: 14336, vocabSize: 102400, maxPositions: 4096,
    modules: { out: 'out_proj', mlp: ['c_fc_0', 'c_fc_1', 'c_proj'] },
    license: 'exaone', gated: false,
    published: { total: 7_818_448_896, from: BUILT, note: 'built as a Llama, which has the same matrices' },
    sources: ['LGAI-EXAONE/EXAONE-3.5-7.8B-Instruct: model card'],
  },
  {
    id: 'LGAI-EXAONE/EXAONE-3.5-2.4B-Instruct', name: 'EXAONE 3.5 2.4B', family: 'exaone-3.5', sizeLabel: '2.4b',
    aliases: [],
    also: ['LGAI-EXAONE/EXAONE-Deep-2.4B'],
    hiddenSize: 2560, layers: 30, heads: 32, kvHeads: 8, headDim: 80, intermediateSize: 7168, vocabSize: 102400, maxPositions: 32768,
    tiedEmbeddings: true,
    modules: { out: 'out_proj', mlp: ['c_fc_0', 'c_fc_1', 'c_proj'] },
    license: 'exaone', gated: false,
    published: { total: 2_405_327_360, from: BUILT, note: 'built as a Llama, which has the same matrices' },
    sources: ['LGAI-EXAONE/EXAONE-3.5-2.4B-Instruct: model card'],
  },
  {
    id: 'LGAI-EXAONE/EXAONE-3.5-32B-Instruct', name: 'EXAONE 3.5 32B', family: 'exaone-3.5', sizeLabel: '32b',
    aliases: [],
    also: ['LGAI-EXAONE/EXAONE-Deep-32B'],
    hiddenSize: 5120, layers: 64, heads: 40, kvHeads: 8, headDim: 128, intermediateSize: 27392, vocabSize: 102400, maxPositions: 32768,
    modules: { out: 'out_proj', mlp: ['c_fc_0', 'c_fc_1', 'c_proj'] },
    license: 'exaone', gated: false,
    published: { total: 32_003_200_000, from: BUILT, note: 'built as a Llama, which has the same matrices' },
    sources: ['LGAI-EXAONE/EXAONE-3.5-32B-Instruct: model card'],
  },
  {
    id: 'LGAI-EXAONE/EXAONE-4.0-32B', name: 'EXAONE 4.0 32B', family: 'exaone-4', sizeLabel: '32b',
    aliases: ['exaone 4 32b'],
    also: [],
    hiddenSize: 5120, layers: 64, heads: 40, kvHeads: 8, headDim: 128, intermediateSize: 27392, vocabSize: 102400, maxPositions: 131072,
    qkNorm: 'head', slidingWindow: { window: 4096, layers: 48 },
    license: 'exaone', gated: false,
    published: { total: 32_003_216_384, from: BUILT },
    sources: ['LGAI-EXAONE/EXAONE-4.0-32B: model card'],
  },
] satisfies readonly ModelFacts[];
