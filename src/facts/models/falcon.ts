import type { ModelFacts } from '../types.ts';
import { LITGPT, LLMFIT, MODELSPEC } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const FALCON = [
  {
    id: 'tiiuae/falcon-7b', name: 'Falcon 7B', family: 'falcon', logitsKeepDtype: true, sizeLabel: '7b', rank: 127,
    aliases: [],
    also: ['tiiuae/falcon-7b-instruct'],
    hiddenSize: 4544, layers: 32, heads: 71, kvHeads: 1, headDim: 64, intermediateSize: 18176, vocabSize: 65024, maxPositions: 2048,
    tiedEmbeddings: true, mlp: 'gelu', norm: 'layernorm', normsPerLayer: 1,
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['dense_h_to_4h', 'dense_4h_to_h'] },
    license: 'apache-2.0', gated: false,
    published: { total: 7_217_189_760, scope: 'text+head_copy', note: 'the files also store the tied output matrix' },
    sources: [
      LITGPT, 'Cerebras/modelzoo:src/cerebras/modelzoo/models/nlp/falcon/configs/params_falcon_7b.yaml', LLMFIT,
    ],
  },
  {
    id: 'tiiuae/falcon-40b', name: 'Falcon 40B', family: 'falcon', logitsKeepDtype: true, sizeLabel: '40b', rank: 128,
    aliases: [],
    also: ['tiiuae/falcon-40b-instruct'],
    hiddenSize: 8192, layers: 60, heads: 128, kvHeads: 8, headDim: 64, intermediateSize: 32768, vocabSize: 65024, maxPositions: 2048,
    tiedEmbeddings: true, mlp: 'gelu', norm: 'layernorm',
    modules: { qkv: 'query_key_value', out: 'dense', mlp: ['dense_h_to_4h', 'dense_4h_to_h'] },
    license: 'apache-2.0', gated: false,
    published: { total: 41_835_970_560, scope: 'text+head_copy', note: 'the files also store the tied output matrix' },
    sources: [
      LITGPT, 'Cerebras/modelzoo:src/cerebras/modelzoo/models/nlp/falcon/configs/params_falcon_40b.yaml', LLMFIT,
    ],
  },
  {
    id: 'tiiuae/Falcon3-1B-Base', name: 'Falcon3 1B', family: 'falcon3', sizeLabel: '1b',
    aliases: [],
    also: ['tiiuae/Falcon3-1B-Instruct'],
    hiddenSize: 2048, layers: 18, heads: 8, kvHeads: 4, headDim: 256, intermediateSize: 8192, vocabSize: 131072, maxPositions: 4096,
    license: 'falcon-llm-license', gated: false,
    published: { total: 1_669_408_768, of: 'tiiuae/Falcon3-1B-Instruct' },
    sources: [LITGPT, LLMFIT],
  },
  {
    id: 'tiiuae/Falcon3-3B-Base', name: 'Falcon3 3B', family: 'falcon3', sizeLabel: '3b',
    aliases: [],
    also: ['tiiuae/Falcon3-3B-Instruct'],
    hiddenSize: 3072, layers: 22, heads: 12, kvHeads: 4, headDim: 256, intermediateSize: 9216, vocabSize: 131072, maxPositions: 32768,
    license: 'falcon-llm-license', gated: false,
    published: { total: 3_227_655_168 },
    sources: [LITGPT, MODELSPEC],
  },
  {
    id: 'tiiuae/Falcon3-7B-Base', name: 'Falcon3 7B', family: 'falcon3', sizeLabel: '7b', rank: 129,
    aliases: [],
    also: ['tiiuae/Falcon3-7B-Instruct'],
    hiddenSize: 3072, layers: 28, heads: 12, kvHeads: 4, headDim: 256, intermediateSize: 23040, vocabSize: 131072, maxPositions: 32768,
    license: 'falcon-llm-license', gated: false,
    published: { total: 7_455_550_464, of: 'tiiuae/Falcon3-7B-Instruct' },
    sources: [LITGPT, LLMFIT],
  },
  {
    id: 'tiiuae/Falcon3-10B-Base', name: 'Falcon3 10B', family: 'falcon3', sizeLabel: '10b',
    aliases: [],
    also: ['tiiuae/Falcon3-10B-Instruct'],
    hiddenSize: 3072, layers: 40, heads: 12, kvHeads: 4, headDim: 256, intermediateSize: 23040, vocabSize: 131072, maxPositions: 32768,
    license: 'falcon-llm-license', gated: false,
    published: { total: 10_305_653_760 },
    sources: [LITGPT, MODELSPEC],
  },
] satisfies readonly ModelFacts[];
