import type { ModelFacts } from '../types.ts';
import { LITGPT, LLMFIT, MLC_PRESETS } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const SMOLLM = [
  {
    id: 'HuggingFaceTB/SmolLM2-135M', name: 'SmolLM2 135M', family: 'smollm2', sizeLabel: '135m', rank: 65,
    aliases: [],
    also: ['HuggingFaceTB/SmolLM2-135M-Instruct', 'HuggingFaceTB/SmolLM-135M'],
    hiddenSize: 576, layers: 30, heads: 9, kvHeads: 3, headDim: 64, intermediateSize: 1536, vocabSize: 49152, maxPositions: 8192,
    tiedEmbeddings: true,
    license: 'apache-2.0', gated: false,
    published: { total: 134_515_008 },
    sources: [LITGPT, MLC_PRESETS, LLMFIT],
    notes: 'SmolLM (first version) has the same sizes with a context of 2048.',
  },
  {
    id: 'HuggingFaceTB/SmolLM2-360M', name: 'SmolLM2 360M', family: 'smollm2', sizeLabel: '360m', rank: 64,
    aliases: [],
    also: ['HuggingFaceTB/SmolLM2-360M-Instruct', 'HuggingFaceTB/SmolLM-360M'],
    hiddenSize: 960, layers: 32, heads: 15, kvHeads: 5, headDim: 64, intermediateSize: 2560, vocabSize: 49152, maxPositions: 8192,
    tiedEmbeddings: true,
    license: 'apache-2.0', gated: false,
    published: { total: 361_821_120 },
    sources: [LITGPT, MLC_PRESETS, LLMFIT],
    notes: 'SmolLM (first version) has the same sizes with a context of 2048.',
  },
  {
    id: 'HuggingFaceTB/SmolLM2-1.7B', name: 'SmolLM2 1.7B', family: 'smollm2', sizeLabel: '1.7b', rank: 63,
    aliases: [],
    also: ['HuggingFaceTB/SmolLM2-1.7B-Instruct', 'HuggingFaceTB/SmolLM-1.7B'],
    hiddenSize: 2048, layers: 24, heads: 32, kvHeads: 32, headDim: 64, intermediateSize: 8192, vocabSize: 49152, maxPositions: 8192,
    tiedEmbeddings: true,
    license: 'apache-2.0', gated: false,
    published: { total: 1_711_376_384 },
    sources: [LITGPT, MLC_PRESETS, LLMFIT],
    notes: 'SmolLM (first version) has the same sizes with a context of 2048.',
  },
  {
    id: 'HuggingFaceTB/SmolLM3-3B', name: 'SmolLM3 3B', family: 'smollm3', sizeLabel: '3b', rank: 66,
    aliases: ['smollm3'],
    also: ['HuggingFaceTB/SmolLM3-3B-Base'],
    hiddenSize: 2048, layers: 36, heads: 16, kvHeads: 4, headDim: 128, intermediateSize: 11008, vocabSize: 128256, maxPositions: 65536,
    tiedEmbeddings: true,
    license: 'apache-2.0', gated: false,
    published: { total: 3_075_098_624, of: 'HuggingFaceTB/SmolLM3-3B-Base' },
    sources: ['pytorch/executorch:examples/models/smollm3/3b_config.json', LLMFIT],
    notes: 'Every fourth layer has no rotary position.',
  },
] satisfies readonly ModelFacts[];
