import type { ModelFacts } from '../types.ts';
import { BUILT, GPU_POOR, LLMFIT, MLC_PRESETS } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const GPT_2 = [
  {
    id: 'openai-community/gpt2', name: 'GPT-2 124M', family: 'gpt-2', logitsKeepDtype: true, sizeLabel: '124m',
    aliases: [],
    also: ['gpt2', 'microsoft/DialoGPT-small'],
    hiddenSize: 768, layers: 12, heads: 12, kvHeads: 12, headDim: 64, intermediateSize: 3072, vocabSize: 50257, maxPositions: 1024,
    tiedEmbeddings: true, qkvBias: true, outBias: true, mlpBias: true, mlp: 'gelu', geluInPython: true, norm: 'layernorm', position: 'learned', learnedPositions: 1024, dtype: 'float32',
    modules: { qkv: 'c_attn', out: 'c_proj', mlp: ['c_fc', 'c_proj'] },
    license: 'mit', gated: false,
    published: { total: 137_022_720, nonParameterElements: 12_582_912, note: 'total contains one 1024x1024 causal-mask buffer per layer' },
    sources: [GPU_POOR, MLC_PRESETS, LLMFIT],
  },
  {
    id: 'openai-community/gpt2-medium', name: 'GPT-2 Medium 355M', family: 'gpt-2', logitsKeepDtype: true, sizeLabel: '355m',
    aliases: [],
    also: ['gpt2-medium', 'microsoft/DialoGPT-medium'],
    hiddenSize: 1024, layers: 24, heads: 16, kvHeads: 16, headDim: 64, intermediateSize: 4096, vocabSize: 50257, maxPositions: 1024,
    tiedEmbeddings: true, qkvBias: true, outBias: true, mlpBias: true, mlp: 'gelu', geluInPython: true, norm: 'layernorm', position: 'learned', learnedPositions: 1024, dtype: 'float32',
    modules: { qkv: 'c_attn', out: 'c_proj', mlp: ['c_fc', 'c_proj'] },
    license: 'mit', gated: false,
    published: { total: 379_988_992, nonParameterElements: 25_165_824, note: 'total contains one 1024x1024 causal-mask buffer per layer' },
    sources: [GPU_POOR, MLC_PRESETS, LLMFIT],
  },
  {
    id: 'openai-community/gpt2-large', name: 'GPT-2 Large 774M', family: 'gpt-2', logitsKeepDtype: true, sizeLabel: '774m',
    aliases: [],
    also: ['gpt2-large', 'microsoft/DialoGPT-large'],
    hiddenSize: 1280, layers: 36, heads: 20, kvHeads: 20, headDim: 64, intermediateSize: 5120, vocabSize: 50257, maxPositions: 1024,
    tiedEmbeddings: true, qkvBias: true, outBias: true, mlpBias: true, mlp: 'gelu', geluInPython: true, norm: 'layernorm', position: 'learned', learnedPositions: 1024, dtype: 'float32',
    modules: { qkv: 'c_attn', out: 'c_proj', mlp: ['c_fc', 'c_proj'] },
    license: 'mit', gated: false,
    published: { total: 811_778_816, nonParameterElements: 37_748_736, note: 'total contains one 1024x1024 causal-mask buffer per layer' },
    sources: [GPU_POOR, MLC_PRESETS, LLMFIT],
  },
  {
    id: 'openai-community/gpt2-xl', name: 'GPT-2 XL 1.5B', family: 'gpt-2', logitsKeepDtype: true, sizeLabel: '1.5b',
    aliases: ['gpt-2 1.5b'],
    also: ['gpt2-xl'],
    hiddenSize: 1600, layers: 48, heads: 25, kvHeads: 25, headDim: 64, intermediateSize: 6400, vocabSize: 50257, maxPositions: 1024,
    tiedEmbeddings: true, qkvBias: true, outBias: true, mlpBias: true, mlp: 'gelu', geluInPython: true, norm: 'layernorm', position: 'learned', learnedPositions: 1024, dtype: 'float32',
    modules: { qkv: 'c_attn', out: 'c_proj', mlp: ['c_fc', 'c_proj'] },
    license: 'mit', gated: false,
    published: { total: 1_607_942_848, nonParameterElements: 50_331_648, note: 'total contains one 1024x1024 causal-mask buffer per layer' },
    sources: [GPU_POOR, MLC_PRESETS, LLMFIT],
  },
  {
    id: 'distilbert/distilgpt2', name: 'DistilGPT-2 82M', family: 'gpt-2', logitsKeepDtype: true, sizeLabel: '82m',
    aliases: [],
    also: ['distilgpt2'],
    hiddenSize: 768, layers: 6, heads: 12, kvHeads: 12, headDim: 64, intermediateSize: 3072, vocabSize: 50257, maxPositions: 1024,
    tiedEmbeddings: true, qkvBias: true, outBias: true, mlpBias: true, mlp: 'gelu', geluInPython: true, norm: 'layernorm', position: 'learned', learnedPositions: 1024, dtype: 'float32',
    modules: { qkv: 'c_attn', out: 'c_proj', mlp: ['c_fc', 'c_proj'] },
    license: 'apache-2.0', gated: false,
    published: { total: 81_912_576, from: BUILT },
    sources: [GPU_POOR],
  },
] satisfies readonly ModelFacts[];
