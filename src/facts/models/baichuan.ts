import type { ModelFacts } from '../types.ts';
import { BUILT, GPU_POOR, MLC_PRESETS } from './sources.ts';

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
    published: { total: 7_505_973_248, from: BUILT, note: 'built as a Llama, which has the same matrices' },
    sources: [
      'RahulSChand/gpu_poor:docs/all_configs.json', 'NVIDIA/NeMo:nemo/collections/llm/gpt/model/baichuan.py',
      MLC_PRESETS,
    ],
  },
  {
    id: 'baichuan-inc/Baichuan-7B', name: 'Baichuan 7B', family: 'baichuan', logitsKeepDtype: true, sizeLabel: '7b',
    aliases: ['baichuan 1 7b'],
    also: [],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 32, headDim: 128, intermediateSize: 11008, vocabSize: 64000, maxPositions: 4096,
    modules: { qkv: 'W_pack', mlp: ['gate_proj', 'up_proj', 'down_proj'] },
    license: 'other', gated: false,
    published: { total: 7_000_559_616, from: 'total printed by the tool in MrYxJ/calculate-flops.pytorch:README.md' },
    sources: [GPU_POOR, 'baichuan-inc/Baichuan-7B: model card'],
  },
  {
    id: 'baichuan-inc/Baichuan-13B-Base', name: 'Baichuan 13B', family: 'baichuan', logitsKeepDtype: true, sizeLabel: '13b',
    aliases: ['baichuan 1 13b'],
    also: ['baichuan-inc/Baichuan-13B-Chat'],
    hiddenSize: 5120, layers: 40, heads: 40, kvHeads: 40, headDim: 128, intermediateSize: 13696, vocabSize: 64000, maxPositions: 4096,
    position: 'alibi',
    modules: { qkv: 'W_pack', mlp: ['gate_proj', 'up_proj', 'down_proj'] },
    license: 'other', gated: false,
    published: { total: 13_264_901_120, from: 'baichuan-inc/Baichuan-13B-Base: model card' },
    sources: ['baichuan-inc/Baichuan-13B-Base: model card'],
  },
  {
    id: 'baichuan-inc/Baichuan2-13B-Base', name: 'Baichuan2 13B', family: 'baichuan2', logitsKeepDtype: true, sizeLabel: '13b',
    aliases: [],
    also: ['baichuan-inc/Baichuan2-13B-Chat'],
    hiddenSize: 5120, layers: 40, heads: 40, kvHeads: 40, headDim: 128, intermediateSize: 13696, vocabSize: 125696, maxPositions: 4096,
    position: 'alibi',
    modules: { qkv: 'W_pack', mlp: ['gate_proj', 'up_proj', 'down_proj'] },
    license: 'baichuan2-community', gated: false,
    published: { total: 13_896_668_160, from: BUILT, note: 'built as a Llama, which has the same matrices' },
    sources: [GPU_POOR],
  },
] satisfies readonly ModelFacts[];
