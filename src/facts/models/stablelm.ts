import type { ModelFacts } from '../types.ts';
import { LITGPT, LLMFIT, MLC_PRESETS } from './sources.ts';

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
    sources: [LITGPT],
  },
  {
    id: 'stabilityai/stablelm-3b-4e1t', name: 'StableLM 3B-4E1T', family: 'stablelm', sizeLabel: '3b',
    aliases: ['stablelm 3b'],
    also: ['stabilityai/stablelm-zephyr-3b'],
    hiddenSize: 2560, layers: 32, heads: 32, kvHeads: 32, headDim: 80, intermediateSize: 6912, vocabSize: 50304, maxPositions: 4096,
    norm: 'layernorm',
    license: 'cc-by-sa-4.0', gated: false,
    published: { total: 2_795_443_200 },
    sources: [LITGPT, MLC_PRESETS, LLMFIT],
  },
] satisfies readonly ModelFacts[];
