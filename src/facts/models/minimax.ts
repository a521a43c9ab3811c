import type { ModelFacts } from '../types.ts';
import { BUILT, LLMFIT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const MINIMAX = [
  {
    id: 'MiniMaxAI/MiniMax-M1-80k', name: 'MiniMax-M1 456B-A46B', family: 'minimax-m1', sizeLabel: '456b',
    aliases: ['minimax m1'],
    also: [
      'MiniMaxAI/MiniMax-M1-40k', 'MiniMaxAI/MiniMax-Text-01', 'MiniMaxAI/MiniMax-Text-01-hf',
      'MiniMaxAI/MiniMax-M1-80k-hf', 'MiniMaxAI/MiniMax-M1-40k-hf',
    ],
    hiddenSize: 6144, layers: 80, heads: 64, kvHeads: 8, headDim: 128, vocabSize: 200064, maxPositions: 10240000,
    moe: { experts: 32, expertsPerToken: 2, expertIntermediate: 9216, moeLayers: 80 },
    linearAttention: { kind: 'lightning', layers: 70, keyHeads: 64, valueHeads: 64, keyHeadDim: 128, valueHeadDim: 128 },
    license: 'apache-2.0', gated: false,
    published: { total: 456_089_655_296, from: BUILT, note: 'the README says 456B, 45.9B active' },
    sources: ['MiniMax-AI/MiniMax-M1:config.json', 'MiniMax-AI/MiniMax-M1:modeling_minimax_m1.py'],
  },
  {
    id: 'MiniMaxAI/MiniMax-M2', name: 'MiniMax-M2 230B-A10B', family: 'minimax-m2', sizeLabel: '230b',
    aliases: [],
    also: ['MiniMaxAI/MiniMax-M2.1', 'MiniMaxAI/MiniMax-M2.5', 'MiniMaxAI/MiniMax-M2.7'],
    hiddenSize: 3072, layers: 62, heads: 48, kvHeads: 8, headDim: 128, vocabSize: 200064, maxPositions: 196608,
    qkNorm: 'full',
    moe: { experts: 256, expertsPerToken: 8, expertIntermediate: 1536, moeLayers: 62, routerCorrectionBias: true },
    quantization: { method: 'fp8-e4m3', block: [128, 128], appliesTo: 'linears' },
    license: 'modified-mit', gated: false,
    published: { total: 228_703_644_928, nonParameterElements: 13_880_064, note: 'total contains the fp8 scale of every 128x128 block' },
    sources: [
      'ai-dynamo/aiconfigurator:aic-core/src/aiconfigurator_core/model_configs/MiniMaxAI--MiniMax-M2.5_config.json',
      'THUDM/slime:scripts/models/minimax-m2.sh', LLMFIT,
    ],
  },
] satisfies readonly ModelFacts[];
