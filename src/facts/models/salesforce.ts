import type { ModelFacts } from '../types.ts';
import { BUILT, GPU_POOR } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const SALESFORCE = [
  {
    id: 'Salesforce/xgen-7b-8k-base', name: 'XGen 7B', family: 'xgen', sizeLabel: '7b',
    aliases: ['xgen'],
    also: ['Salesforce/xgen-7b-4k-base', 'Salesforce/xgen-7b-8k-inst'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 32, headDim: 128, intermediateSize: 11008, vocabSize: 51200, maxPositions: 8192,
    dtype: 'float32',
    license: 'apache-2.0', gated: false,
    published: { total: 6_895_702_016, from: BUILT },
    sources: [GPU_POOR],
  },
  {
    id: 'Salesforce/codegen25-7b-multi', name: 'CodeGen2.5 7B', family: 'codegen2.5', sizeLabel: '7b',
    aliases: ['codegen2.5', 'codegen25'],
    also: ['Salesforce/codegen25-7b-mono', 'Salesforce/codegen25-7b-instruct'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 32, headDim: 128, intermediateSize: 11008, vocabSize: 51200, maxPositions: 2048,
    dtype: 'float32',
    license: 'apache-2.0', gated: false,
    published: { total: 6_895_702_016, from: BUILT },
    sources: [GPU_POOR],
  },
  {
    id: 'Salesforce/codegen-350M-mono', name: 'CodeGen 350M', family: 'codegen', sizeLabel: '350m',
    aliases: [],
    also: ['Salesforce/codegen-350M-multi', 'Salesforce/codegen-350M-nl'],
    hiddenSize: 1024, layers: 20, heads: 16, kvHeads: 16, headDim: 64, intermediateSize: 4096, vocabSize: 51200, maxPositions: 2048,
    mlpBias: true, headBias: true, mlp: 'gelu', geluInPython: true, norm: 'layernorm', normsPerLayer: 1, dtype: 'float16',
    modules: { qkv: 'qkv_proj', out: 'out_proj', mlp: ['fc_in', 'fc_out'] },
    license: 'bsd-3-clause', gated: false,
    published: { total: 356_712_448, from: BUILT },
    sources: [
      'arXiv:2203.13474 (CodeGen, model sizes)',
      'huggingface/transformers:src/transformers/models/codegen/configuration_codegen.py',
    ],
  },
  {
    id: 'Salesforce/codegen-2B-mono', name: 'CodeGen 2B', family: 'codegen', sizeLabel: '2b',
    aliases: [],
    also: ['Salesforce/codegen-2B-multi', 'Salesforce/codegen-2B-nl'],
    hiddenSize: 2560, layers: 32, heads: 32, kvHeads: 32, headDim: 80, intermediateSize: 10240, vocabSize: 51200, maxPositions: 2048,
    mlpBias: true, headBias: true, mlp: 'gelu', geluInPython: true, norm: 'layernorm', normsPerLayer: 1, dtype: 'float16',
    modules: { qkv: 'qkv_proj', out: 'out_proj', mlp: ['fc_in', 'fc_out'] },
    license: 'bsd-3-clause', gated: false,
    published: { total: 2_779_356_160, from: BUILT },
    sources: [
      'arXiv:2203.13474 (CodeGen, model sizes)',
      'huggingface/transformers:src/transformers/models/codegen/configuration_codegen.py',
    ],
  },
  {
    id: 'Salesforce/codegen-6B-mono', name: 'CodeGen 6B', family: 'codegen', sizeLabel: '6b',
    aliases: [],
    also: ['Salesforce/codegen-6B-multi', 'Salesforce/codegen-6B-nl'],
    hiddenSize: 4096, layers: 33, heads: 16, kvHeads: 16, headDim: 256, intermediateSize: 16384, vocabSize: 51200, maxPositions: 2048,
    mlpBias: true, headBias: true, mlp: 'gelu', geluInPython: true, norm: 'layernorm', normsPerLayer: 1, dtype: 'float16',
    modules: { qkv: 'qkv_proj', out: 'out_proj', mlp: ['fc_in', 'fc_out'] },
    license: 'bsd-3-clause', gated: false,
    published: { total: 7_064_213_504, from: BUILT },
    sources: [
      'arXiv:2203.13474 (CodeGen, model sizes)',
      'huggingface/transformers:src/transformers/models/codegen/configuration_codegen.py',
    ],
  },
  {
    id: 'Salesforce/codegen-16B-mono', name: 'CodeGen 16B', family: 'codegen', sizeLabel: '16b',
    aliases: [],
    also: ['Salesforce/codegen-16B-multi', 'Salesforce/codegen-16B-nl'],
    hiddenSize: 6144, layers: 34, heads: 24, kvHeads: 24, headDim: 256, intermediateSize: 24576, vocabSize: 51200, maxPositions: 2048,
    mlpBias: true, headBias: true, mlp: 'gelu', geluInPython: true, norm: 'layernorm', normsPerLayer: 1, dtype: 'float16',
    modules: { qkv: 'qkv_proj', out: 'out_proj', mlp: ['fc_in', 'fc_out'] },
    license: 'bsd-3-clause', gated: false,
    published: { total: 16_032_155_648, from: BUILT },
    sources: [
      'arXiv:2203.13474 (CodeGen, model sizes)',
      'huggingface/transformers:src/transformers/models/codegen/configuration_codegen.py',
    ],
  },
] satisfies readonly ModelFacts[];
