import type { ModelFacts } from '../types.ts';
import { BUILT, QUOTED_CONFIG, RECALLED } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const HUNYUAN = [
  {
    id: 'tencent/Hunyuan-0.5B-Instruct', name: 'Hunyuan 0.5B', family: 'hunyuan', sizeLabel: '0.5b',
    aliases: [],
    also: ['tencent/Hunyuan-0.5B-Pretrain'],
    hiddenSize: 1024, layers: 24, heads: 16, kvHeads: 8, headDim: 128, intermediateSize: 3584, vocabSize: 120818, maxPositions: 262144,
    tiedEmbeddings: true, qkNorm: 'head',
    license: 'tencent-hunyuan', gated: false,
    published: { total: 539_010_048, from: BUILT },
    sources: ['tencent/Hunyuan-0.5B-Instruct:config.json', RECALLED],
  },
  {
    id: 'tencent/Hunyuan-1.8B-Instruct', name: 'Hunyuan 1.8B', family: 'hunyuan', sizeLabel: '1.8b',
    aliases: [],
    also: ['tencent/Hunyuan-1.8B-Pretrain'],
    hiddenSize: 2048, layers: 32, heads: 16, kvHeads: 4, headDim: 128, intermediateSize: 6144, vocabSize: 120818, maxPositions: 262144,
    tiedEmbeddings: true, qkNorm: 'head',
    license: 'tencent-hunyuan', gated: false,
    published: { total: 1_791_080_448, from: BUILT },
    sources: ['tencent/Hunyuan-1.8B-Instruct:config.json', RECALLED],
  },
  {
    id: 'tencent/Hunyuan-7B-Instruct', name: 'Hunyuan 7B', family: 'hunyuan', sizeLabel: '7b',
    aliases: ['hunyuan'],
    also: ['tencent/Hunyuan-7B-Pretrain'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 8, headDim: 128, intermediateSize: 14336, vocabSize: 128167, maxPositions: 262144,
    tiedEmbeddings: true, qkNorm: 'head',
    license: 'tencent-hunyuan', gated: false,
    published: { total: 7_504_568_320, from: BUILT },
    sources: ['tencent/Hunyuan-7B-Instruct:config.json', RECALLED],
  },
  {
    id: 'tencent/Hunyuan-A13B-Instruct', name: 'Hunyuan A13B 80B', family: 'hunyuan-a13b', sizeLabel: '80b',
    aliases: ['hunyuan a13b'],
    also: ['tencent/Hunyuan-A13B-Pretrain'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 8, headDim: 128, vocabSize: 128167, maxPositions: 32768,
    tiedEmbeddings: true, qkNorm: 'head',
    moe: { experts: 64, expertsPerToken: 8, expertIntermediate: 3072, moeLayers: 32, sharedExperts: 1, sharedIntermediate: 3072 },
    license: 'tencent-hunyuan', gated: false,
    published: { total: 80_393_183_232, from: BUILT },
    sources: ['tencent/Hunyuan-A13B-Instruct:config.json', RECALLED],
  },
  {
    id: 'tencent/Hunyuan-4B-Instruct', name: 'Hunyuan 4B', family: 'hunyuan', sizeLabel: '4b',
    aliases: [],
    also: ['tencent/Hunyuan-4B-Pretrain'],
    hiddenSize: 3072, layers: 36, heads: 32, kvHeads: 8, headDim: 128, intermediateSize: 8192, vocabSize: 120818, maxPositions: 262144,
    tiedEmbeddings: true, qkNorm: 'head',
    license: 'tencent-hunyuan', gated: false,
    published: { total: 4_221_757_440, from: BUILT },
    sources: [QUOTED_CONFIG],
  },
] satisfies readonly ModelFacts[];
