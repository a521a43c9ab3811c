import type { ModelFacts } from '../types.ts';
import { BUILT, RECALLED } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const ARCEE = [
  {
    id: 'arcee-ai/AFM-4.5B', name: 'AFM 4.5B', family: 'afm', sizeLabel: '4.5b',
    aliases: ['afm', 'arcee afm'],
    also: ['arcee-ai/AFM-4.5B-Base'],
    hiddenSize: 2560, layers: 36, heads: 20, kvHeads: 4, headDim: 128, intermediateSize: 18432, vocabSize: 128004, maxPositions: 65536,
    mlp: 'relu2',
    license: 'apache-2.0', gated: false,
    published: { total: 4_619_184_640, from: BUILT },
    sources: [
      'arcee-ai/AFM-4.5B:config.json', 'huggingface/transformers:src/transformers/models/arcee/configuration_arcee.py',
    ],
  },
  {
    id: 'arcee-ai/Trinity-Mini', name: 'Trinity Mini 26B-A3B', family: 'trinity', sizeLabel: '26b',
    aliases: ['trinity mini'],
    also: ['arcee-ai/Trinity-Mini-Base'],
    hiddenSize: 2048, layers: 32, heads: 32, kvHeads: 4, headDim: 128, intermediateSize: 6144, vocabSize: 200192, maxPositions: 131072,
    normsPerLayer: 4, qkNorm: 'head', outputGate: true, slidingWindow: { window: 2048, layers: 24 },
    moe: { experts: 128, expertsPerToken: 8, expertIntermediate: 1024, moeLayers: 30, sharedExperts: 1, sharedIntermediate: 1024, routerCorrectionBias: true },
    license: 'apache-2.0', gated: false,
    published: { total: 26_123_974_400, from: BUILT },
    sources: [
      'arcee-ai/Trinity-Mini:config.json',
      'huggingface/transformers:src/transformers/models/afmoe/configuration_afmoe.py',
    ],
  },
  {
    id: 'arcee-ai/Trinity-Nano-Preview', name: 'Trinity Nano 6B-A1B', family: 'trinity', sizeLabel: '6b',
    aliases: ['trinity nano'],
    also: [],
    hiddenSize: 1024, layers: 56, heads: 8, kvHeads: 2, headDim: 128, intermediateSize: 3072, vocabSize: 200192, maxPositions: 131072,
    normInFp32: true, normsPerLayer: 4, qkNorm: 'head', outputGate: true, slidingWindow: { window: 2048, layers: 42 },
    moe: { experts: 128, expertsPerToken: 8, expertIntermediate: 256, moeLayers: 54, sharedExperts: 1, sharedIntermediate: 256, routerCorrectionBias: true },
    license: 'apache-2.0', gated: false,
    published: { total: 6_120_003_328, from: BUILT },
    sources: ['arcee-ai/Trinity-Nano-Preview:config.json', RECALLED],
  },
] satisfies readonly ModelFacts[];
