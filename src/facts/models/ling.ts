import type { ModelFacts } from '../types.ts';
import { LLMFIT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const LING = [
  {
    id: 'inclusionAI/Ling-lite', name: 'Ling Lite 16.8B-A2.8B', family: 'ling', sizeLabel: '16.8b',
    aliases: ['ling lite'],
    also: ['inclusionAI/Ling-lite-1.5'],
    hiddenSize: 2048, layers: 28, heads: 16, kvHeads: 4, headDim: 128, vocabSize: 126464, maxPositions: 32768,
    moe: { experts: 64, expertsPerToken: 6, expertIntermediate: 1408, moeLayers: 28, sharedExperts: 2, sharedIntermediate: 2816 },
    modules: { qkv: 'query_key_value', out: 'dense' },
    license: 'mit', gated: false,
    published: { total: 16_801_974_272 },
    sources: ['inclusionAI/Ling-lite:config.json', LLMFIT],
  },
  {
    id: 'inclusionAI/Ling-mini-2.0', name: 'Ling mini 2.0 16B-A1.4B', family: 'ling-2', sizeLabel: '16b',
    aliases: ['ling mini'],
    also: ['inclusionAI/Ring-mini-2.0'],
    hiddenSize: 2048, layers: 20, heads: 16, kvHeads: 4, headDim: 128, intermediateSize: 5120, vocabSize: 157184, maxPositions: 32768,
    qkNorm: 'head',
    moe: { experts: 256, expertsPerToken: 8, expertIntermediate: 512, moeLayers: 19, sharedExperts: 1, sharedIntermediate: 512, routerCorrectionBias: true },
    modules: { qkv: 'query_key_value', out: 'dense' },
    license: 'mit', gated: false,
    published: { total: 16_255_643_392 },
    sources: ['inclusionAI/Ling-mini-2.0:config.json', LLMFIT],
  },
  {
    id: 'inclusionAI/Ling-flash-2.0', name: 'Ling flash 2.0 103B-A6B', family: 'ling-2', sizeLabel: '103b',
    aliases: ['ling flash'],
    also: ['inclusionAI/Ring-flash-2.0'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 4, headDim: 128, intermediateSize: 9216, vocabSize: 157184, maxPositions: 32768,
    qkNorm: 'head',
    moe: { experts: 256, expertsPerToken: 8, expertIntermediate: 1024, moeLayers: 31, sharedExperts: 1, sharedIntermediate: 1024, routerCorrectionBias: true },
    modules: { qkv: 'query_key_value', out: 'dense' },
    license: 'mit', gated: false,
    published: { total: 102_889_705_216, of: 'inclusionAI/LLaDA2.1-flash' },
    sources: ['inclusionAI/Ling-flash-2.0:config.json', LLMFIT],
  },
] satisfies readonly ModelFacts[];
