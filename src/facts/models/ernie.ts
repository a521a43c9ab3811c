import type { ModelFacts } from '../types.ts';
import { BUILT, RECALLED } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const ERNIE = [
  {
    id: 'baidu/ERNIE-4.5-0.3B-PT', name: 'ERNIE 4.5 0.3B', family: 'ernie-4.5', sizeLabel: '0.3b',
    aliases: [],
    also: ['baidu/ERNIE-4.5-0.3B-Base-PT'],
    hiddenSize: 1024, layers: 18, heads: 16, kvHeads: 2, headDim: 128, intermediateSize: 3072, vocabSize: 103424, maxPositions: 131072,
    tiedEmbeddings: true,
    license: 'apache-2.0', gated: false,
    published: { total: 360_748_032, from: BUILT },
    sources: ['huggingface/transformers:src/transformers/models/ernie4_5/configuration_ernie4_5.py'],
  },
  {
    id: 'baidu/ERNIE-4.5-21B-A3B-PT', name: 'ERNIE 4.5 21B-A3B', family: 'ernie-4.5', sizeLabel: '21b',
    aliases: ['ernie 4.5 21b'],
    also: ['baidu/ERNIE-4.5-21B-A3B-Base-PT', 'baidu/ERNIE-4.5-21B-A3B-Thinking', 'unsloth/ERNIE-4.5-21B-A3B-PT'],
    hiddenSize: 2560, layers: 28, heads: 20, kvHeads: 4, headDim: 128, intermediateSize: 12288, vocabSize: 103424, maxPositions: 131072,
    tiedEmbeddings: true,
    moe: { experts: 64, expertsPerToken: 6, expertIntermediate: 1536, moeLayers: 27, sharedExperts: 2, sharedIntermediate: 3072, routerCorrectionBias: true },
    license: 'apache-2.0', gated: false,
    published: { total: 21_825_437_888, from: BUILT },
    sources: ['huggingface/transformers:src/transformers/models/ernie4_5_moe/configuration_ernie4_5_moe.py'],
  },
  {
    id: 'baidu/ERNIE-4.5-300B-A47B-PT', name: 'ERNIE 4.5 300B-A47B', family: 'ernie-4.5', sizeLabel: '300b',
    aliases: ['ernie 4.5 300b'],
    also: ['baidu/ERNIE-4.5-300B-A47B-Base-PT'],
    hiddenSize: 8192, layers: 54, heads: 64, kvHeads: 8, headDim: 128, intermediateSize: 28672, vocabSize: 103424, maxPositions: 131072,
    moe: { experts: 64, expertsPerToken: 8, expertIntermediate: 3584, moeLayers: 51, routerCorrectionBias: true },
    license: 'apache-2.0', gated: false,
    published: { total: 299_484_163_264, from: BUILT },
    sources: ['baidu/ERNIE-4.5-300B-A47B-PT:config.json', RECALLED],
  },
] satisfies readonly ModelFacts[];
