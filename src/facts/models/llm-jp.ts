import type { ModelFacts } from '../types.ts';
import { BUILT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const LLM_JP = [
  {
    id: 'llm-jp/llm-jp-3-1.8b', name: 'LLM-jp 3 1.8B', family: 'llm-jp-3', sizeLabel: '1.8b',
    aliases: [],
    also: ['llm-jp/llm-jp-3-1.8b-instruct'],
    hiddenSize: 2048, layers: 24, heads: 16, kvHeads: 16, headDim: 128, intermediateSize: 7168, vocabSize: 99584, maxPositions: 4096,
    license: 'apache-2.0', gated: false,
    published: { total: 1_867_614_208, from: BUILT },
    sources: ['llm-jp/llm-jp-3-1.8b: model card'],
  },
  {
    id: 'llm-jp/llm-jp-3-3.7b', name: 'LLM-jp 3 3.7B', family: 'llm-jp-3', sizeLabel: '3.7b',
    aliases: [],
    also: ['llm-jp/llm-jp-3-3.7b-instruct'],
    hiddenSize: 3072, layers: 28, heads: 24, kvHeads: 24, headDim: 128, intermediateSize: 8192, vocabSize: 99584, maxPositions: 4096,
    license: 'apache-2.0', gated: false,
    published: { total: 3_782_913_024, from: BUILT },
    sources: ['llm-jp/llm-jp-3-3.7b: model card'],
  },
  {
    id: 'llm-jp/llm-jp-3-13b', name: 'LLM-jp 3 13B', family: 'llm-jp-3', sizeLabel: '13b',
    aliases: ['llm-jp'],
    also: ['llm-jp/llm-jp-3-13b-instruct'],
    hiddenSize: 5120, layers: 40, heads: 40, kvHeads: 40, headDim: 128, intermediateSize: 13824, vocabSize: 99584, maxPositions: 4096,
    license: 'apache-2.0', gated: false,
    published: { total: 13_707_924_480, from: BUILT },
    sources: ['llm-jp/llm-jp-3-13b: model card'],
  },
] satisfies readonly ModelFacts[];
