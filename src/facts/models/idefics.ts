import type { ModelFacts } from '../types.ts';
import { BUILT, LLMFIT, RECALLED } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const IDEFICS = [
  {
    id: 'HuggingFaceM4/idefics2-8b', name: 'Idefics2 8B', family: 'idefics2', sizeLabel: '8b',
    aliases: ['idefics2', 'idefics'],
    also: ['HuggingFaceM4/idefics2-8b-base'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 8, headDim: 128, intermediateSize: 14336, vocabSize: 32003, maxPositions: 32768,
    slidingWindow: { window: 4096, layers: 32 },
    vision: { kind: 'counted', parameters: 1161011440 },
    license: 'apache-2.0', gated: false,
    published: { total: 8_402_768_112, scope: 'all', note: 'the towers are what it leaves beside the text model' },
    sources: ['HuggingFaceM4/idefics2-8b:config.json', LLMFIT],
  },
  {
    id: 'HuggingFaceM4/Idefics3-8B-Llama3', name: 'Idefics3 8B', family: 'idefics3', sizeLabel: '8b',
    aliases: ['idefics3'],
    also: [],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 8, headDim: 128, intermediateSize: 14336, vocabSize: 128259, maxPositions: 131072,
    vision: { kind: 'counted', parameters: 431800560 },
    license: 'apache-2.0', gated: false,
    published: { total: 8_462_086_384, scope: 'all', from: BUILT },
    sources: ['HuggingFaceM4/Idefics3-8B-Llama3:config.json', RECALLED],
  },
] satisfies readonly ModelFacts[];
