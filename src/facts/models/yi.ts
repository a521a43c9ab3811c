import type { ModelFacts } from '../types.ts';
import { BUILT, LLMFIT, RECALLED } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const YI = [
  {
    id: '01-ai/Yi-1.5-6B', name: 'Yi 1.5 6B', family: 'yi', sizeLabel: '6b',
    aliases: [],
    also: ['01-ai/Yi-1.5-6B-Chat', '01-ai/Yi-6B', '01-ai/Yi-6B-Chat'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 4, headDim: 128, intermediateSize: 11008, vocabSize: 64000, maxPositions: 4096,
    license: 'apache-2.0', gated: false,
    published: { total: 6_061_035_520, of: '01-ai/Yi-6B' },
    sources: ['huggingface/candle:candle-transformers/src/models/yi.rs', LLMFIT],
  },
  {
    id: '01-ai/Yi-1.5-9B', name: 'Yi 1.5 9B', family: 'yi', sizeLabel: '9b',
    aliases: [],
    also: ['01-ai/Yi-1.5-9B-Chat', '01-ai/Yi-9B', '01-ai/Yi-Coder-9B-Chat', '01-ai/Yi-Coder-9B'],
    hiddenSize: 4096, layers: 48, heads: 32, kvHeads: 4, headDim: 128, intermediateSize: 11008, vocabSize: 64000, maxPositions: 4096,
    license: 'apache-2.0', gated: false,
    published: { total: 8_829_407_232 },
    sources: [LLMFIT],
    notes: 'intermediate_size was deduced: it is the only value that reproduces the exact published total.',
  },
  {
    id: '01-ai/Yi-1.5-34B', name: 'Yi 1.5 34B', family: 'yi', sizeLabel: '34b',
    aliases: [],
    also: ['01-ai/Yi-1.5-34B-Chat', '01-ai/Yi-34B', '01-ai/Yi-34B-Chat', 'NousResearch/Nous-Hermes-2-Yi-34B'],
    hiddenSize: 7168, layers: 60, heads: 56, kvHeads: 8, headDim: 128, intermediateSize: 20480, vocabSize: 64000, maxPositions: 4096,
    license: 'apache-2.0', gated: false,
    published: { total: 34_388_917_248, of: '01-ai/Yi-34B' },
    sources: ['huggingface/candle:candle-transformers/src/models/yi.rs', LLMFIT],
  },
  {
    id: '01-ai/Yi-Coder-1.5B', name: 'Yi Coder 1.5B', family: 'yi-coder', sizeLabel: '1.5b',
    aliases: [],
    also: ['01-ai/Yi-Coder-1.5B-Chat'],
    hiddenSize: 2048, layers: 24, heads: 16, kvHeads: 16, headDim: 128, intermediateSize: 5504, vocabSize: 64000, maxPositions: 131072,
    license: 'apache-2.0', gated: false,
    published: { total: 1_476_495_360, from: BUILT },
    sources: ['01-ai/Yi-Coder-1.5B:config.json', RECALLED],
  },
] satisfies readonly ModelFacts[];
