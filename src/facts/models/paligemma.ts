import type { ModelFacts } from '../types.ts';
import { LLMFIT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const PALIGEMMA = [
  {
    id: 'google/paligemma-3b-pt-224', name: 'PaliGemma 3B (224)', family: 'paligemma', sizeLabel: '3b',
    aliases: ['paligemma'],
    also: ['google/paligemma-3b-mix-224'],
    hiddenSize: 2048, layers: 18, heads: 8, kvHeads: 1, headDim: 256, intermediateSize: 16384, vocabSize: 257216, maxPositions: 8192,
    tiedEmbeddings: true, mlp: 'geglu', normInFp32: true,
    vision: { kind: 'counted', parameters: 414803696 },
    license: 'gemma', gated: true,
    published: { total: 2_923_466_480, scope: 'all', of: 'google/paligemma-3b-mix-224' },
    sources: ['google/paligemma-3b-pt-224:config.json', LLMFIT],
  },
  {
    id: 'google/paligemma-3b-pt-448', name: 'PaliGemma 3B (448)', family: 'paligemma', sizeLabel: '3b',
    aliases: [],
    also: ['google/paligemma-3b-mix-448'],
    hiddenSize: 2048, layers: 18, heads: 8, kvHeads: 1, headDim: 256, intermediateSize: 16384, vocabSize: 257216, maxPositions: 8192,
    tiedEmbeddings: true, mlp: 'geglu', normInFp32: true,
    vision: { kind: 'counted', parameters: 415688432 },
    license: 'gemma', gated: true,
    published: { total: 2_924_351_216, scope: 'all', of: 'google/paligemma-3b-mix-448' },
    sources: ['google/paligemma-3b-pt-448:config.json', LLMFIT],
  },
  {
    id: 'google/paligemma2-3b-pt-224', name: 'PaliGemma 2 3B (224)', family: 'paligemma-2', sizeLabel: '3b',
    aliases: ['paligemma 2', 'paligemma2'],
    also: ['google/paligemma2-3b-mix-224'],
    hiddenSize: 2304, layers: 26, heads: 8, kvHeads: 4, headDim: 256, intermediateSize: 9216, vocabSize: 257216, maxPositions: 8192,
    tiedEmbeddings: true, mlp: 'geglu', normInFp32: true, normsPerLayer: 4, slidingWindow: { window: 4096, layers: 13 },
    vision: { kind: 'counted', parameters: 415098864 },
    license: 'gemma', gated: true,
    published: { total: 3_032_242_416, scope: 'all', of: 'google/paligemma2-3b-mix-224' },
    sources: ['google/paligemma2-3b-pt-224:config.json', LLMFIT],
  },
  {
    id: 'google/paligemma2-3b-pt-448', name: 'PaliGemma 2 3B (448)', family: 'paligemma-2', sizeLabel: '3b',
    aliases: [],
    also: ['google/paligemma2-3b-mix-448'],
    hiddenSize: 2304, layers: 26, heads: 8, kvHeads: 4, headDim: 256, intermediateSize: 9216, vocabSize: 257216, maxPositions: 8192,
    tiedEmbeddings: true, mlp: 'geglu', normInFp32: true, normsPerLayer: 4, slidingWindow: { window: 4096, layers: 13 },
    vision: { kind: 'counted', parameters: 415983600 },
    license: 'gemma', gated: true,
    published: { total: 3_033_127_152, scope: 'all', of: 'google/paligemma2-3b-pt-448' },
    sources: ['google/paligemma2-3b-pt-448:config.json', LLMFIT],
  },
] satisfies readonly ModelFacts[];
