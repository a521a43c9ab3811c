import type { ModelFacts } from '../types.ts';
import { BUILT, GPU_POOR, LITGPT, LLMFIT, MLC_PRESETS } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const STABLELM = [
  {
    id: 'stabilityai/stablelm-base-alpha-3b', name: 'StableLM Alpha 3B', family: 'stablelm-alpha', sizeLabel: '3b',
    aliases: [],
    also: ['stabilityai/stablelm-tuned-alpha-3b'],
    hiddenSize: 4096, layers: 16, heads: 32, kvHeads: 32, headDim: 128, intermediateSize: 16384, vocabSize: 50688, maxPositions: 4096,
    qkvBias: true, outBias: true, mlpBias: true, mlp: 'gelu', norm: 'layernorm', parallelBlock: true, dtype: 'float16',
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['dense_h_to_4h', 'dense_4h_to_h'] },
    license: 'cc-by-sa-4.0', gated: false,
    published: { total: 3_637_321_728, from: BUILT },
    sources: [LITGPT],
  },
  {
    id: 'stabilityai/stablelm-3b-4e1t', name: 'StableLM 3B-4E1T', family: 'stablelm', sizeLabel: '3b',
    aliases: ['stablelm 3b'],
    also: ['stabilityai/stablelm-zephyr-3b', 'stabilityai/stable-code-3b'],
    hiddenSize: 2560, layers: 32, heads: 32, kvHeads: 32, headDim: 80, intermediateSize: 6912, vocabSize: 50304, maxPositions: 4096,
    norm: 'layernorm',
    license: 'cc-by-sa-4.0', gated: false,
    published: { total: 2_795_443_200 },
    sources: [LITGPT, MLC_PRESETS, LLMFIT],
  },
  {
    id: 'stabilityai/stablelm-base-alpha-7b', name: 'StableLM Alpha 7B', family: 'stablelm-alpha', logitsKeepDtype: true, sizeLabel: '7b',
    aliases: [],
    also: ['stabilityai/stablelm-tuned-alpha-7b'],
    hiddenSize: 6144, layers: 16, heads: 48, kvHeads: 48, headDim: 128, intermediateSize: 24576, vocabSize: 50432, maxPositions: 4096,
    qkvBias: true, outBias: true, mlpBias: true, mlp: 'gelu', norm: 'layernorm', parallelBlock: true, dtype: 'float16',
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['dense_h_to_4h', 'dense_4h_to_h'] },
    license: 'cc-by-sa-4.0', gated: false,
    published: { total: 7_868_755_968, from: BUILT },
    sources: [LITGPT, GPU_POOR],
  },
  {
    id: 'stabilityai/stablelm-2-1_6b', name: 'StableLM 2 1.6B', family: 'stablelm-2', sizeLabel: '1.6b',
    aliases: ['stablelm 2'],
    also: ['stabilityai/stablelm-2-1_6b-chat', 'stabilityai/stablelm-2-zephyr-1_6b'],
    hiddenSize: 2048, layers: 24, heads: 32, kvHeads: 32, headDim: 64, intermediateSize: 5632, vocabSize: 100352, maxPositions: 4096,
    qkvBias: true, norm: 'layernorm',
    license: 'stabilityai-community', gated: false,
    published: { total: 1_644_515_328, of: 'stabilityai/stablelm-2-1_6b-chat' },
    sources: [MLC_PRESETS, LLMFIT],
  },
  {
    id: 'stabilityai/stablelm-2-12b', name: 'StableLM 2 12B', family: 'stablelm-2', sizeLabel: '12b',
    aliases: [],
    also: ['stabilityai/stablelm-2-12b-chat'],
    hiddenSize: 5120, layers: 40, heads: 32, kvHeads: 8, headDim: 160, intermediateSize: 13824, vocabSize: 100352, maxPositions: 4096,
    norm: 'layernorm', normsPerLayer: 1, otherElements: 256000,
    license: 'stabilityai-community', gated: false,
    published: { total: 12_143_185_920, from: BUILT, note: 'the model card says 12,143,605,760' },
    sources: ['stabilityai/stablelm-2-12b: model card'],
  },
] satisfies readonly ModelFacts[];
