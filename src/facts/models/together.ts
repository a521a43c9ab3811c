import type { ModelFacts } from '../types.ts';
import { BUILT, GPU_POOR, MLC_PRESETS } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const TOGETHER = [
  {
    id: 'togethercomputer/RedPajama-INCITE-Base-3B-v1', name: 'RedPajama-INCITE 3B', family: 'redpajama-incite', logitsKeepDtype: true, sizeLabel: '3b',
    aliases: ['redpajama 3b'],
    also: ['togethercomputer/RedPajama-INCITE-Chat-3B-v1', 'togethercomputer/RedPajama-INCITE-Instruct-3B-v1'],
    hiddenSize: 2560, layers: 32, heads: 32, kvHeads: 32, headDim: 80, intermediateSize: 10240, vocabSize: 50432, maxPositions: 2048,
    qkvBias: true, outBias: true, mlpBias: true, mlp: 'gelu', norm: 'layernorm', dtype: 'float16',
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['dense_h_to_4h', 'dense_4h_to_h'] },
    license: 'apache-2.0', gated: false,
    published: { total: 2_775_864_320, from: BUILT },
    sources: [GPU_POOR, MLC_PRESETS],
  },
  {
    id: 'togethercomputer/RedPajama-INCITE-7B-Base', name: 'RedPajama-INCITE 7B', family: 'redpajama-incite', logitsKeepDtype: true, sizeLabel: '7b',
    aliases: ['redpajama', 'redpajama 7b'],
    also: ['togethercomputer/RedPajama-INCITE-7B-Chat', 'togethercomputer/RedPajama-INCITE-7B-Instruct'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 32, headDim: 128, intermediateSize: 16384, vocabSize: 50432, maxPositions: 2048,
    qkvBias: true, outBias: true, mlpBias: true, mlp: 'gelu', norm: 'layernorm', dtype: 'float16',
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['dense_h_to_4h', 'dense_4h_to_h'] },
    license: 'apache-2.0', gated: false,
    published: { total: 6_857_302_016, from: BUILT },
    sources: [GPU_POOR],
  },
] satisfies readonly ModelFacts[];
