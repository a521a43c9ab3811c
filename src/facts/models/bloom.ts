import type { ModelFacts } from '../types.ts';
import { GPU_POOR, LLMFIT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const BLOOM = [
  {
    id: 'bigscience/bloom-560m', name: 'BLOOM 560M', family: 'bloom', logitsKeepDtype: true, sizeLabel: '560m',
    aliases: [],
    also: ['bigscience/bloomz-560m'],
    hiddenSize: 1024, layers: 24, heads: 16, kvHeads: 16, headDim: 64, intermediateSize: 4096, vocabSize: 250880, tokenizerVocabSize: 250680, maxPositions: 2048,
    tiedEmbeddings: true, qkvBias: true, outBias: true, mlpBias: true, mlp: 'gelu', norm: 'layernorm', position: 'alibi', embeddingNorm: true, dtype: 'float16',
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['dense_h_to_4h', 'dense_4h_to_h'] },
    license: 'bigscience-bloom-rail-1.0', gated: false,
    published: { total: 559_214_592 },
    sources: [GPU_POOR, 'cli99/llm-analysis:llm_analysis/model_configs/bigscience_bloom-560m.json', LLMFIT],
  },
  {
    id: 'bigscience/bloom-1b1', name: 'BLOOM 1B1', family: 'bloom', logitsKeepDtype: true, sizeLabel: '1b',
    aliases: [],
    also: ['bigscience/bloomz-1b1'],
    hiddenSize: 1536, layers: 24, heads: 16, kvHeads: 16, headDim: 96, intermediateSize: 6144, vocabSize: 250880, tokenizerVocabSize: 250680, maxPositions: 2048,
    tiedEmbeddings: true, qkvBias: true, outBias: true, mlpBias: true, mlp: 'gelu', norm: 'layernorm', position: 'alibi', embeddingNorm: true, dtype: 'float16',
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['dense_h_to_4h', 'dense_4h_to_h'] },
    license: 'bigscience-bloom-rail-1.0', gated: false,
    published: { total: 1_065_314_304 },
    sources: [GPU_POOR, 'FMInference/FlexLLMGen:benchmark/third_party/transformers (BLOOM configuration)', LLMFIT],
  },
  {
    id: 'bigscience/bloom-1b7', name: 'BLOOM 1B7', family: 'bloom', logitsKeepDtype: true, sizeLabel: '1b',
    aliases: [],
    also: ['bigscience/bloomz-1b7'],
    hiddenSize: 2048, layers: 24, heads: 16, kvHeads: 16, headDim: 128, intermediateSize: 8192, vocabSize: 250880, tokenizerVocabSize: 250680, maxPositions: 2048,
    tiedEmbeddings: true, qkvBias: true, outBias: true, mlpBias: true, mlp: 'gelu', norm: 'layernorm', position: 'alibi', embeddingNorm: true, dtype: 'float16',
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['dense_h_to_4h', 'dense_4h_to_h'] },
    license: 'bigscience-bloom-rail-1.0', gated: false,
    published: { total: 1_722_408_960 },
    sources: [GPU_POOR, 'FMInference/FlexLLMGen:benchmark/third_party/transformers (BLOOM configuration)', LLMFIT],
  },
  {
    id: 'bigscience/bloom-3b', name: 'BLOOM 3B', family: 'bloom', logitsKeepDtype: true, sizeLabel: '3b',
    aliases: [],
    also: ['bigscience/bloomz-3b'],
    hiddenSize: 2560, layers: 30, heads: 32, kvHeads: 32, headDim: 80, intermediateSize: 10240, vocabSize: 250880, tokenizerVocabSize: 250680, maxPositions: 2048,
    tiedEmbeddings: true, qkvBias: true, outBias: true, mlpBias: true, mlp: 'gelu', norm: 'layernorm', position: 'alibi', embeddingNorm: true, dtype: 'float16',
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['dense_h_to_4h', 'dense_4h_to_h'] },
    license: 'bigscience-bloom-rail-1.0', gated: false,
    published: { total: 3_002_557_440 },
    sources: [GPU_POOR, 'FMInference/FlexLLMGen:benchmark/third_party/transformers (BLOOM configuration)', LLMFIT],
  },
  {
    id: 'bigscience/bloom-7b1', name: 'BLOOM 7B1', family: 'bloom', logitsKeepDtype: true, sizeLabel: '7b',
    aliases: ['bloom 7b'],
    also: ['bigscience/bloomz-7b1'],
    hiddenSize: 4096, layers: 30, heads: 32, kvHeads: 32, headDim: 128, intermediateSize: 16384, vocabSize: 250880, tokenizerVocabSize: 250680, maxPositions: 2048,
    tiedEmbeddings: true, qkvBias: true, outBias: true, mlpBias: true, mlp: 'gelu', norm: 'layernorm', position: 'alibi', embeddingNorm: true, dtype: 'float16',
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['dense_h_to_4h', 'dense_4h_to_h'] },
    license: 'bigscience-bloom-rail-1.0', gated: false,
    published: { total: 7_069_016_064, from: 'total printed by the tool in MrYxJ/calculate-flops.pytorch:README.md' },
    sources: [GPU_POOR, 'cli99/llm-analysis:llm_analysis/model_configs/bigscience_bloom-7b1.json'],
  },
] satisfies readonly ModelFacts[];
