import type { ModelFacts } from '../types.ts';
import { LLMFIT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const KIMI = [
  {
    id: 'moonshotai/Kimi-K2-Instruct', name: 'Kimi K2 1T-A32B', family: 'kimi-k2', sizeLabel: '1t',
    aliases: ['kimi k2'],
    also: [
      'moonshotai/Kimi-K2-Base', 'moonshotai/Kimi-K2-Instruct-0905', 'moonshotai/Kimi-K2-Thinking',
      'unsloth/Kimi-K2-Instruct-BF16',
    ],
    hiddenSize: 7168, layers: 61, heads: 64, kvHeads: 64, headDim: 192, intermediateSize: 18432, vocabSize: 163840, maxPositions: 131072,
    moe: { experts: 384, expertsPerToken: 8, expertIntermediate: 2048, moeLayers: 60, denseLayers: 1, denseIntermediate: 18432, sharedExperts: 1, sharedIntermediate: 2048, routerCorrectionBias: true },
    mla: { qLoraRank: 1536, kvLoraRank: 512, qkNopeHeadDim: 128, qkRopeHeadDim: 64, vHeadDim: 128 },
    quantization: { method: 'fp8-e4m3', block: [128, 128], appliesTo: 'linears' },
    license: 'modified-mit', gated: false,
    published: { total: 1_026_470_731_056, nonParameterElements: 62_495_192, note: 'total contains the fp8 scale of every 128x128 block' },
    sources: [
      'ai-dynamo/aiconfigurator:aic-core/src/aiconfigurator_core/model_configs/moonshotai--Kimi-K2-Instruct_config.json',
      'THUDM/slime:scripts/models/kimi-k2.sh', LLMFIT,
    ],
    notes: 'A later table gives 1,026,408,235,864 without scales, 3,416 above ours. Kimi-K2-Thinking and K2.5/K2.6 keep the experts as int4.',
  },
  {
    id: 'moonshotai/Moonlight-16B-A3B', name: 'Moonlight 16B-A3B', family: 'moonlight', sizeLabel: '16b',
    aliases: ['moonlight'],
    also: ['moonshotai/Moonlight-16B-A3B-Instruct'],
    hiddenSize: 2048, layers: 27, heads: 16, kvHeads: 16, headDim: 128, intermediateSize: 11264, vocabSize: 163840, maxPositions: 8192,
    moe: { experts: 64, expertsPerToken: 6, expertIntermediate: 1408, moeLayers: 26, sharedExperts: 2, sharedIntermediate: 2816, routerCorrectionBias: true },
    mla: { qLoraRank: null, kvLoraRank: 512, qkNopeHeadDim: 128, qkRopeHeadDim: 64, vHeadDim: 128 },
    license: 'mit', gated: false,
    published: { total: 15_960_111_936, nonParameterElements: 1_728, note: 'total contains 64 more elements a layer, taken for rotary buffers' },
    sources: [LLMFIT],
  },
  {
    id: 'moonshotai/Kimi-VL-A3B-Instruct', name: 'Kimi-VL 16B-A3B', family: 'kimi-vl', sizeLabel: '16b',
    aliases: ['kimi-vl'],
    also: ['moonshotai/Kimi-VL-A3B-Thinking', 'moonshotai/Kimi-VL-A3B-Thinking-2506'],
    hiddenSize: 2048, layers: 27, heads: 16, kvHeads: 16, headDim: 128, intermediateSize: 11264, vocabSize: 163840, maxPositions: 131072,
    moe: { experts: 64, expertsPerToken: 6, expertIntermediate: 1408, moeLayers: 26, sharedExperts: 2, sharedIntermediate: 2816, routerCorrectionBias: true },
    mla: { qLoraRank: null, kvLoraRank: 512, qkNopeHeadDim: 128, qkRopeHeadDim: 64, vHeadDim: 128 },
    vision: { kind: 'counted', parameters: 447547568 },
    license: 'mit', gated: false,
    published: { total: 16_407_657_776, scope: 'all', note: 'the towers are what it leaves beside the text model' },
    sources: ['moonshotai/Kimi-VL-A3B-Instruct:config.json', LLMFIT],
    notes: 'The text model of Moonlight.',
  },
  {
    id: 'moonshotai/Kimi-Linear-48B-A3B-Instruct', name: 'Kimi Linear 48B-A3B', family: 'kimi-linear', sizeLabel: '48b',
    aliases: ['kimi linear'],
    also: ['moonshotai/Kimi-Linear-48B-A3B-Base'],
    hiddenSize: 2304, layers: 27, heads: 32, kvHeads: 32, headDim: 72, intermediateSize: 9216, vocabSize: 163840, maxPositions: 1048576,
    otherElements: -153514880, uncertainty: 0.1,
    moe: { experts: 256, expertsPerToken: 8, expertIntermediate: 1024, moeLayers: 26, sharedExperts: 1, sharedIntermediate: 1024, routerCorrectionBias: true },
    mla: { qLoraRank: null, kvLoraRank: 512, qkNopeHeadDim: 128, qkRopeHeadDim: 64, vHeadDim: 128 },
    linearAttention: { kind: 'lightning', layers: 20, keyHeads: 32, valueHeads: 32, keyHeadDim: 128, valueHeadDim: 128 },
    license: 'mit', gated: false,
    published: { total: 49_122_681_728 },
    sources: ['huggingface/transformers:src/transformers/models/kimi_linear/configuration_kimi_linear.py', LLMFIT],
  },
] satisfies readonly ModelFacts[];
