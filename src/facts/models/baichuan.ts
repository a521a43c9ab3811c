import type { ModelFacts } from '../types.ts';
import { MLC_PRESETS } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const BAICHUAN = [
  {
    id: 'baichuan-inc/Baichuan2-7B-Base', name: 'Baichuan2 7B', family: 'baichuan2', logitsKeepDtype: true, sizeLabel: '7b',
    aliases: ['baichuan2'],
    also: ['baichuan-inc/Baichuan2-7B-Chat'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 32, headDim: 128, intermediateSize: 11008, vocabSize: 125696, maxPositions: 4096,
    modules: { qkv: 'W_pack' },
    license: 'baichuan2-community', gated: false,
    sources: [
      'RahulSChand/gpu_poor:docs/all_configs.json', 'NVIDIA/NeMo:nemo/collections/llm/gpt/model/baichuan.py',
      MLC_PRESETS,
    ],
  },
] satisfies readonly ModelFacts[];
