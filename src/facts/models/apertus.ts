import type { ModelFacts } from '../types.ts';
import { BUILT, LLMFIT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const APERTUS = [
  {
    id: 'swiss-ai/Apertus-8B-2509', name: 'Apertus 8B', family: 'apertus', sizeLabel: '8b',
    aliases: ['apertus'],
    also: ['swiss-ai/Apertus-8B-Instruct-2509'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 8, headDim: 128, intermediateSize: 21504, vocabSize: 131072, maxPositions: 65536,
    mlp: 'gelu', qkNorm: 'head', otherElements: 64,
    license: 'apache-2.0', gated: false,
    published: { total: 8_053_338_176 },
    sources: ['swiss-ai/Apertus-8B-2509:config.json', LLMFIT],
  },
  {
    id: 'swiss-ai/Apertus-70B-2509', name: 'Apertus 70B', family: 'apertus', sizeLabel: '70b',
    aliases: [],
    also: ['swiss-ai/Apertus-70B-Instruct-2509'],
    hiddenSize: 8192, layers: 80, heads: 64, kvHeads: 8, headDim: 128, intermediateSize: 43008, vocabSize: 131072, maxPositions: 65536,
    mlp: 'gelu', qkNorm: 'head', otherElements: 160,
    license: 'apache-2.0', gated: false,
    published: { total: 70_599_864_480, from: BUILT },
    sources: ['arXiv:2509.14233 (Apertus, model sizes)'],
  },
] satisfies readonly ModelFacts[];
