import type { ModelFacts } from '../types.ts';
import { BUILT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const MIMO = [
  {
    id: 'XiaomiMiMo/MiMo-7B-Base', name: 'MiMo 7B', family: 'mimo', sizeLabel: '7b', rank: 215,
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
] satisfies readonly ModelFacts[];
