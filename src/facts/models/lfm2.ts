import type { ModelFacts } from '../types.ts';
import { LLMFIT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const LFM2 = [
  {
    id: 'LiquidAI/LFM2-350M', name: 'LFM2 350M', family: 'lfm2', sizeLabel: '350m', rank: 113,
    aliases: [],
    also: ['LiquidAI/LFM2.5-350M'],
    hiddenSize: 1024, layers: 16, heads: 16, kvHeads: 8, headDim: 64, intermediateSize: 4608, vocabSize: 65536, maxPositions: 128000,
    tiedEmbeddings: true, qkNorm: 'head',
    shortConv: { layers: 10, kernel: 3 },
    modules: { out: 'out_proj', mlp: ['w1', 'w3', 'w2'] },
    license: 'lfm1.0', gated: false,
    published: { total: 354_483_968 },
    sources: [
      'pytorch/executorch:examples/models/lfm2/config/lfm2_350m_config.json',
      'ml-explore/mlx-lm:mlx_lm/models/lfm2.py', LLMFIT,
    ],
  },
  {
    id: 'LiquidAI/LFM2-700M', name: 'LFM2 700M', family: 'lfm2', sizeLabel: '700m', rank: 114,
    aliases: [],
    also: [],
    hiddenSize: 1536, layers: 16, heads: 24, kvHeads: 8, headDim: 64, intermediateSize: 6912, vocabSize: 65536, maxPositions: 128000,
    tiedEmbeddings: true, qkNorm: 'head',
    shortConv: { layers: 10, kernel: 3 },
    modules: { out: 'out_proj', mlp: ['w1', 'w3', 'w2'] },
    license: 'lfm1.0', gated: false,
    published: { total: 742_489_344 },
    sources: [
      'pytorch/executorch:examples/models/lfm2/config/lfm2_700m_config.json',
      'ml-explore/mlx-lm:mlx_lm/models/lfm2.py', LLMFIT,
    ],
  },
  {
    id: 'LiquidAI/LFM2-1.2B', name: 'LFM2 / LFM2.5 1.2B', family: 'lfm2', sizeLabel: '1.2b', rank: 112,
    aliases: ['lfm2.5 1.2b', 'lfm2'],
    also: ['LiquidAI/LFM2.5-1.2B-Base', 'LiquidAI/LFM2.5-1.2B-Instruct', 'LiquidAI/LFM2.5-1.2B-Thinking'],
    hiddenSize: 2048, layers: 16, heads: 32, kvHeads: 8, headDim: 64, intermediateSize: 8192, vocabSize: 65536, maxPositions: 128000,
    tiedEmbeddings: true, qkNorm: 'head',
    shortConv: { layers: 10, kernel: 3 },
    modules: { out: 'out_proj', mlp: ['w1', 'w3', 'w2'] },
    license: 'lfm1.0', gated: false,
    published: { total: 1_170_340_608 },
    sources: [
      'pytorch/executorch:examples/models/lfm2/config/lfm2_1_2b_config.json',
      'ml-explore/mlx-lm:mlx_lm/models/lfm2.py', LLMFIT,
    ],
  },
  {
    id: 'LiquidAI/LFM2-8B-A1B', name: 'LFM2 8B-A1B', family: 'lfm2', sizeLabel: '8b',
    aliases: ['lfm2 8b'],
    also: [],
    hiddenSize: 2048, layers: 24, heads: 32, kvHeads: 8, headDim: 64, intermediateSize: 7168, vocabSize: 65536, maxPositions: 128000,
    tiedEmbeddings: true, qkNorm: 'head',
    moe: { experts: 32, expertsPerToken: 4, expertIntermediate: 1792, moeLayers: 22, denseLayers: 2, denseIntermediate: 7168 },
    shortConv: { layers: 18, kernel: 3 },
    modules: { out: 'out_proj', mlp: ['w1', 'w3', 'w2'] },
    license: 'lfm1.0', gated: false,
    published: { total: 8_339_929_856 },
    sources: [
      'AMD-AGI/Primus:primus/configs/models/megatron/lfm2_8B_A1B.yaml', 'ml-explore/mlx-lm:mlx_lm/models/lfm2_moe.py',
      LLMFIT,
    ],
  },
] satisfies readonly ModelFacts[];
