import type { ModelFacts } from '../types.ts';
import { MODELSPEC } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const JAMBA = [
  {
    id: 'ai21labs/Jamba-v0.1', name: 'Jamba 52B', family: 'jamba', sizeLabel: '52b',
    aliases: ['jamba', 'jamba mini', 'jamba v0.1'],
    also: [
      'ai21labs/AI21-Jamba-Mini-1.5', 'ai21labs/AI21-Jamba-Mini-1.6', 'ai21labs/AI21-Jamba-Mini-1.7',
      'ai21labs/AI21-Jamba2-Mini', 'ai21labs/AI21-Jamba-1.5-Mini',
    ],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 8, headDim: 128, intermediateSize: 14336, vocabSize: 65536, maxPositions: 262144,
    otherElements: 8064,
    moe: { experts: 16, expertsPerToken: 2, expertIntermediate: 14336, moeLayers: 16 },
    mamba: { layers: 28, attentionLayers: 4, heads: 8192, headDim: 1, stateSize: 16, groups: 1, convKernel: 4, timeStepRank: 256 },
    license: 'apache-2.0', gated: false,
    published: { total: 51_570_323_328 },
    sources: ['huggingface/transformers:src/transformers/models/jamba/configuration_jamba.py', MODELSPEC],
  },
  {
    id: 'ai21labs/AI21-Jamba-Large-1.5', name: 'Jamba Large 398B', family: 'jamba', sizeLabel: '398b',
    aliases: ['jamba large'],
    also: ['ai21labs/AI21-Jamba-Large-1.6', 'ai21labs/AI21-Jamba-Large-1.7', 'ai21labs/AI21-Jamba-1.5-Large'],
    hiddenSize: 8192, layers: 72, heads: 64, kvHeads: 8, headDim: 128, intermediateSize: 24576, vocabSize: 65536, maxPositions: 262144,
    otherElements: 34272,
    moe: { experts: 16, expertsPerToken: 2, expertIntermediate: 24576, moeLayers: 36 },
    mamba: { layers: 63, attentionLayers: 9, heads: 16384, headDim: 1, stateSize: 16, groups: 1, convKernel: 4, timeStepRank: 512 },
    license: 'jamba-open-model', gated: true,
    published: { total: 398_555_145_696 },
    sources: [MODELSPEC],
  },
  {
    id: 'ai21labs/AI21-Jamba2-3B', name: 'Jamba2 3B', family: 'jamba', sizeLabel: '3b',
    aliases: [],
    also: ['ai21labs/AI21-Jamba-Reasoning-3B'],
    hiddenSize: 2560, layers: 28, heads: 20, kvHeads: 1, headDim: 128, intermediateSize: 8192, vocabSize: 65536, maxPositions: 262144,
    tiedEmbeddings: true, otherElements: 4992,
    mamba: { layers: 26, attentionLayers: 2, heads: 5120, headDim: 1, stateSize: 16, groups: 1, convKernel: 4, timeStepRank: 160 },
    license: 'apache-2.0', gated: false,
    published: { total: 3_029_337_472 },
    sources: [MODELSPEC],
  },
] satisfies readonly ModelFacts[];
