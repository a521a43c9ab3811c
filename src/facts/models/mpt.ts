import type { ModelFacts } from '../types.ts';
import { BUILT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const MPT = [
  {
    id: 'mosaicml/mpt-7b', name: 'MPT 7B', family: 'mpt', sizeLabel: '7b',
    aliases: ['mpt'],
    also: ['mosaicml/mpt-7b-instruct', 'mosaicml/mpt-7b-chat', 'mosaicml/mpt-7b-8k'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 32, headDim: 128, intermediateSize: 16384, vocabSize: 50432, maxPositions: 2048,
    tiedEmbeddings: true, mlp: 'gelu', norm: 'layernorm-nobias', position: 'alibi',
    modules: { qkv: 'Wqkv', out: 'out_proj', mlp: ['up_proj', 'down_proj'] },
    license: 'apache-2.0', gated: false,
    published: { total: 6_649_286_656, from: BUILT },
    sources: ['mosaicml/llm-foundry:scripts/train/yamls/pretrain/mpt-7b.yaml'],
  },
  {
    id: 'mosaicml/mpt-30b', name: 'MPT 30B', family: 'mpt', sizeLabel: '30b',
    aliases: [],
    also: ['mosaicml/mpt-30b-instruct', 'mosaicml/mpt-30b-chat'],
    hiddenSize: 7168, layers: 48, heads: 64, kvHeads: 64, headDim: 112, intermediateSize: 28672, vocabSize: 50432, maxPositions: 8192,
    tiedEmbeddings: true, mlp: 'gelu', norm: 'layernorm-nobias', position: 'alibi',
    modules: { qkv: 'Wqkv', out: 'out_proj', mlp: ['up_proj', 'down_proj'] },
    license: 'apache-2.0', gated: false,
    published: { total: 29_957_200_896, from: BUILT },
    sources: ['mosaicml/llm-foundry:scripts/train/yamls/pretrain/mpt-30b.yaml'],
  },
] satisfies readonly ModelFacts[];
