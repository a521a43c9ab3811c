import type { ModelFacts } from '../types.ts';
import { BUILT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const MIMO = [
  {
    id: 'XiaomiMiMo/MiMo-7B-Base', name: 'MiMo 7B', family: 'mimo', sizeLabel: '7b',
    aliases: ['mimo'],
    also: ['XiaomiMiMo/MiMo-7B-SFT', 'XiaomiMiMo/MiMo-7B-RL', 'XiaomiMiMo/MiMo-7B-RL-ZERO'],
    hiddenSize: 4096, layers: 36, heads: 32, kvHeads: 8, headDim: 128, intermediateSize: 11008, vocabSize: 151680, maxPositions: 32768,
    qkvBias: true,
    mtp: { layers: 1, norms: 3 },
    license: 'mit', gated: false,
    published: { total: 7_622_619_136, from: BUILT, note: 'built as a Qwen2, which has the same matrices' },
    sources: [
      'ai-dynamo/aiconfigurator:aic-core/src/aiconfigurator_core/model_configs/XiaomiMiMo--MiMo-7B-Base_config.json',
    ],
  },
  {
    id: 'XiaomiMiMo/MiMo-V2-Flash', name: 'MiMo-V2-Flash 309B-A15B', family: 'mimo-v2', sizeLabel: '309b',
    aliases: ['mimo v2 flash'],
    also: ['XiaomiMiMo/MiMo-V2-Flash-Base'],
    hiddenSize: 4096, layers: 48, heads: 64, kvHeads: 4, headDim: 192, intermediateSize: 16384, vocabSize: 152576, maxPositions: 262144,
    slidingWindow: { window: 128, layers: 39 }, otherElements: -896529984, uncertainty: 0.1,
    attentionGroups: [
      { layers: 9, kind: 'full', heads: 64, kvHeads: 4, headDim: 192 },
      { layers: 39, kind: 'sliding', heads: 64, kvHeads: 8, headDim: 192 },
    ],
    moe: { experts: 256, expertsPerToken: 8, expertIntermediate: 2048, moeLayers: 47, routerCorrectionBias: true },
    license: 'mit', gated: false,
    published: { total: 308_778_768_832, nonParameterElements: -12_032, from: BUILT, note: 'it keeps the 12,032 correction biases of the routers as buffers' },
    sources: [
      'ai-dynamo/aiconfigurator:aic-core/src/aiconfigurator_core/model_configs/XiaomiMiMo--MiMo-V2-Flash_config.json',
    ],
  },
] satisfies readonly ModelFacts[];
