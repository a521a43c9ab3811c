import type { ModelFacts } from '../types.ts';
import { LLMFIT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const NEMOTRON = [
  {
    id: 'nvidia/NVIDIA-Nemotron-3-Nano-30B-A3B-BF16', name: 'Nemotron 3 Nano 30B-A3B', family: 'nemotron-h', sizeLabel: '30b', rank: 162,
    aliases: ['nemotron 3 nano', 'nemotron 3 nano 30b'],
    also: ['unsloth/Nemotron-3-Nano-30B-A3B', 'nvidia/Nemotron-Cascade-2-30B-A3B'],
    hiddenSize: 2688, layers: 52, heads: 32, kvHeads: 2, headDim: 128, vocabSize: 131072, maxPositions: 262144,
    mlp: 'relu2', normsPerLayer: 1, position: 'nope',
    moe: { experts: 128, expertsPerToken: 6, expertIntermediate: 1856, moeLayers: 23, sharedExperts: 1, sharedIntermediate: 3712 },
    mamba: { layers: 23, attentionLayers: 6, heads: 64, headDim: 64, stateSize: 128, groups: 8, convKernel: 4 },
    layerPattern: 'MEMEM*EMEMEM*EMEMEM*EMEMEM*EMEMEM*EMEMEMEM*EMEMEMEME',
    modules: { mlp: ['up_proj', 'down_proj'] },
    license: 'nvidia-open-model-license', gated: false,
    published: { total: 31_577_937_344 },
    sources: [
      'ai-dynamo/aiconfigurator:aic-core/src/aiconfigurator_core/model_configs/nvidia--NVIDIA-Nemotron-3-Nano-30B-A3B-BF16_config.json',
      LLMFIT,
    ],
    notes: 'One mixer per layer: M Mamba-2, * attention, - MLP, E experts.',
  },
  {
    id: 'nvidia/NVIDIA-Nemotron-3-Nano-4B-BF16', name: 'Nemotron 3 Nano 4B', family: 'nemotron-h', sizeLabel: '4b', rank: 163,
    aliases: [],
    also: [],
    hiddenSize: 3136, layers: 42, heads: 40, kvHeads: 8, headDim: 128, intermediateSize: 12544, vocabSize: 131072, maxPositions: 262144,
    mlp: 'relu2', normsPerLayer: 1, position: 'nope',
    mamba: { layers: 21, attentionLayers: 4, heads: 96, headDim: 80, stateSize: 128, groups: 8, convKernel: 4 },
    layerPattern: 'M-M-M-MM-M-M*-M-M*-M-M-M*-M-M-MM*-MMM-M-M-',
    modules: { mlp: ['up_proj', 'down_proj'] },
    license: 'nvidia-open-model-license', gated: false,
    published: { total: 3_973_556_832, from: 'NVIDIA-NeMo/Megatron-Bridge:examples/model_verification_cards/nemotron-3-nano-4b/card.yaml' },
    sources: ['NVIDIA-NeMo/Megatron-Bridge:src/megatron/bridge/recipes/nemotronh/h100/nemotron_3_nano_4b.py'],
    notes: 'One mixer per layer: M Mamba-2, * attention, - MLP, E experts.',
  },
  {
    id: 'nvidia/NVIDIA-Nemotron-3-Super-120B-A12B-BF16', name: 'Nemotron 3 Super 120B-A12B', family: 'nemotron-h', sizeLabel: '120b', rank: 164,
    aliases: ['nemotron 3 super', 'nemotron-3-super-120b'],
    also: [],
    hiddenSize: 4096, layers: 88, heads: 32, kvHeads: 2, headDim: 128, vocabSize: 131072, maxPositions: 262144,
    mlp: 'relu2', normsPerLayer: 1, position: 'nope',
    moe: { experts: 512, expertsPerToken: 22, expertIntermediate: 2688, moeLayers: 40, sharedExperts: 1, sharedIntermediate: 5376, latentSize: 1024 },
    mamba: { layers: 40, attentionLayers: 8, heads: 128, headDim: 64, stateSize: 128, groups: 8, convKernel: 4 },
    layerPattern: 'MEMEMEM*EMEMEMEM*EMEMEMEM*EMEMEMEMEM*EMEMEMEMEM*EMEMEMEMEM*EMEMEMEMEM*EMEMEMEM*EMEMEMEME',
    mtp: { layers: 1, norms: 3 },
    modules: { mlp: ['up_proj', 'down_proj'] },
    license: 'nvidia-open-model-license', gated: false,
    published: { total: 123_611_012_096, scope: 'text+mtp' },
    sources: [
      'ai-dynamo/aiconfigurator:aic-core/src/aiconfigurator_core/model_configs/nvidia--NVIDIA-Nemotron-3-Super-120B-A12B-FP8_config.json',
      LLMFIT,
    ],
    notes: 'One mixer per layer: M Mamba-2, * attention, - MLP, E experts.',
  },
] satisfies readonly ModelFacts[];
