import type { ModelFacts } from '../types.ts';
import { LLMFIT, MLC_PRESETS } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const STARCODER = [
  {
    id: 'bigcode/gpt_bigcode-santacoder', name: 'SantaCoder 1.1B', family: 'gpt-bigcode', logitsKeepDtype: true, sizeLabel: '1.1b',
    aliases: ['santacoder'],
    also: [],
    hiddenSize: 2048, layers: 24, heads: 16, kvHeads: 1, headDim: 128, intermediateSize: 8192, vocabSize: 49280, maxPositions: 2048,
    tiedEmbeddings: true, qkvBias: true, outBias: true, mlpBias: true, mlp: 'gelu', norm: 'layernorm', position: 'learned', learnedPositions: 2048, dtype: 'float32',
    modules: { qkv: 'c_attn', out: 'c_proj', mlp: ['c_fc', 'c_proj'] },
    license: 'openrail',
    published: { total: 1_124_886_528 },
    sources: ['foundation-model-stack/foundation-model-stack:fms/models/gpt_bigcode.py', MLC_PRESETS, LLMFIT],
  },
  {
    id: 'bigcode/starcoder2-3b', name: 'StarCoder2 3B', family: 'starcoder2', sizeLabel: '3b', rank: 137,
    aliases: [],
    also: [],
    hiddenSize: 3072, layers: 30, heads: 24, kvHeads: 2, headDim: 128, intermediateSize: 12288, vocabSize: 49152, maxPositions: 16384,
    tiedEmbeddings: true, qkvBias: true, outBias: true, mlpBias: true, mlp: 'gelu', norm: 'layernorm', slidingWindow: { window: 4096, layers: 30 },
    modules: { mlp: ['c_fc', 'c_proj'] },
    license: 'bigcode-openrail-m',
    published: { total: 3_030_371_328 },
    sources: ['NVIDIA/NeMo:nemo/collections/llm/gpt/model/starcoder2.py', MLC_PRESETS, LLMFIT],
  },
  {
    id: 'bigcode/starcoder2-15b', name: 'StarCoder2 15B', family: 'starcoder2', sizeLabel: '15b', rank: 138,
    aliases: [],
    also: [],
    hiddenSize: 6144, layers: 40, heads: 48, kvHeads: 4, headDim: 128, intermediateSize: 24576, vocabSize: 49152, maxPositions: 16384,
    qkvBias: true, outBias: true, mlpBias: true, mlp: 'gelu', norm: 'layernorm', slidingWindow: { window: 4096, layers: 40 },
    modules: { mlp: ['c_fc', 'c_proj'] },
    license: 'bigcode-openrail-m',
    published: { total: 15_957_889_024, from: 'bigcode/starcoder2-15b: safetensors metadata of the checkpoint, quoted in a public page' },
    sources: ['NVIDIA/NeMo:nemo/collections/llm/gpt/model/starcoder2.py', MLC_PRESETS],
  },
] satisfies readonly ModelFacts[];
