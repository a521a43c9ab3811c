import type { ModelFacts } from '../types.ts';
import { BUILT, LLMFIT, MLC_PRESETS, QUOTED_CONFIG, QUOTED_SIZES } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const INTERNLM = [
  {
    id: 'internlm/internlm-7b', name: 'InternLM 7B', family: 'internlm', sizeLabel: '7b',
    aliases: ['internlm 1 7b'],
    also: ['internlm/internlm-chat-7b'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 32, headDim: 128, intermediateSize: 11008, vocabSize: 103168, maxPositions: 2048,
    qkvBias: true, outBias: true, dtype: 'float16',
    license: 'apache-2.0', gated: false,
    published: { total: 7_321_948_160, from: BUILT, note: 'built as a Llama, which has the same matrices' },
    sources: [MLC_PRESETS],
  },
  {
    id: 'internlm/internlm-20b', name: 'InternLM 20B', family: 'internlm', sizeLabel: '20b',
    aliases: ['internlm 1 20b'],
    also: ['internlm/internlm-chat-20b'],
    hiddenSize: 5120, layers: 60, heads: 40, kvHeads: 40, headDim: 128, intermediateSize: 13824, vocabSize: 103168, maxPositions: 4096,
    license: 'apache-2.0', gated: false,
    published: { total: 20_088_714_240, from: BUILT, note: 'built as a Llama, which has the same matrices' },
    sources: ['InternLM/InternLM: model card of 20B (60 layers)'],
  },
  {
    id: 'internlm/internlm2-1_8b', name: 'InternLM2 1.8B', family: 'internlm2', sizeLabel: '1.8b',
    aliases: [],
    also: ['internlm/internlm2-chat-1_8b', 'internlm/internlm2_5-1_8b-chat', 'internlm/internlm2_5-1_8b'],
    hiddenSize: 2048, layers: 24, heads: 16, kvHeads: 8, headDim: 128, intermediateSize: 8192, vocabSize: 92544, maxPositions: 32768,
    modules: { qkv: 'wqkv', out: 'wo', mlp: ['w1', 'w3', 'w2'] },
    license: 'other', gated: false,
    published: { total: 1_889_110_016, of: 'internlm/internlm2_5-1_8b-chat' },
    sources: [QUOTED_SIZES],
  },
  {
    id: 'internlm/internlm2-7b', name: 'InternLM2 7B', family: 'internlm2', sizeLabel: '7b',
    aliases: ['internlm2'],
    also: ['internlm/internlm2-base-7b', 'internlm/internlm2-chat-7b', 'internlm/internlm2-math-7b'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 8, headDim: 128, intermediateSize: 14336, vocabSize: 92544, maxPositions: 32768,
    modules: { qkv: 'wqkv', out: 'wo', mlp: ['w1', 'w3', 'w2'] },
    license: 'other', gated: false,
    published: { total: 7_737_708_544, of: 'chujiezheng/internlm2-chat-7b-ExPO' },
    sources: [MLC_PRESETS, LLMFIT],
  },
  {
    id: 'internlm/internlm2_5-7b', name: 'InternLM2.5 7B', family: 'internlm2.5', sizeLabel: '7b',
    aliases: ['internlm2.5', 'internlm'],
    also: ['internlm/internlm2_5-7b-chat', 'internlm/internlm2_5-7b-chat-1m'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 8, headDim: 128, intermediateSize: 14336, vocabSize: 92544, maxPositions: 32768,
    modules: { qkv: 'wqkv', out: 'wo', mlp: ['w1', 'w3', 'w2'] },
    license: 'other', gated: false,
    published: { total: 7_737_708_544, of: 'internlm/internlm2_5-7b-chat' },
    sources: [MLC_PRESETS, LLMFIT],
  },
  {
    id: 'internlm/internlm2-20b', name: 'InternLM2 20B', family: 'internlm2', sizeLabel: '20b',
    aliases: [],
    also: [
      'internlm/internlm2-base-20b', 'internlm/internlm2-chat-20b', 'internlm/internlm2_5-20b',
      'internlm/internlm2_5-20b-chat',
    ],
    hiddenSize: 6144, layers: 48, heads: 48, kvHeads: 8, headDim: 128, intermediateSize: 16384, vocabSize: 92544, maxPositions: 32768,
    modules: { qkv: 'wqkv', out: 'wo', mlp: ['w1', 'w3', 'w2'] },
    license: 'other', gated: false,
    published: { total: 19_861_149_696, of: 'internlm/internlm2-chat-20b' },
    sources: [LLMFIT],
  },
  {
    id: 'internlm/internlm3-8b-instruct', name: 'InternLM3 8B', family: 'internlm3', sizeLabel: '8b',
    aliases: ['internlm3'],
    also: [],
    hiddenSize: 4096, layers: 48, heads: 32, kvHeads: 2, headDim: 128, intermediateSize: 10240, vocabSize: 128512, maxPositions: 32768,
    license: 'apache-2.0', gated: false,
    published: { total: 8_804_241_408, from: BUILT, note: 'built as a Llama, which has the same matrices' },
    sources: [QUOTED_CONFIG],
  },
] satisfies readonly ModelFacts[];
