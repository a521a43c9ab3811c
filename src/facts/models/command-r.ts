import type { ModelFacts } from '../types.ts';
import { BUILT, LLMFIT, MLC_PRESETS } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const COMMAND_R = [
  {
    id: 'CohereLabs/c4ai-command-r-v01', name: 'Command R 35B', family: 'command-r', sizeLabel: '35b', rank: 157,
    aliases: ['command r'],
    also: ['CohereForAI/c4ai-command-r-v01', 'CohereLabs/aya-23-35B', 'CohereForAI/aya-23-35B'],
    hiddenSize: 8192, layers: 40, heads: 64, kvHeads: 64, headDim: 128, intermediateSize: 22528, vocabSize: 256000, maxPositions: 131072,
    tiedEmbeddings: true, norm: 'layernorm-nobias', normsPerLayer: 1, dtype: 'float16',
    license: 'cc-by-nc-4.0', gated: true,
    published: { total: 34_980_831_232, from: BUILT },
    sources: ['huggingface/transformers:src/transformers/models/cohere/configuration_cohere.py', LLMFIT],
  },
  {
    id: 'CohereLabs/c4ai-command-r-08-2024', name: 'Command R 32B (08-2024)', family: 'command-r', sizeLabel: '32b', rank: 156,
    aliases: ['command r 08-2024', 'command r 32b'],
    also: ['CohereLabs/aya-expanse-32b', 'CohereForAI/c4ai-command-r-08-2024', 'CohereForAI/aya-expanse-32b'],
    hiddenSize: 8192, layers: 40, heads: 64, kvHeads: 8, headDim: 128, intermediateSize: 24576, vocabSize: 256000, maxPositions: 131072,
    tiedEmbeddings: true, norm: 'layernorm-nobias', normsPerLayer: 1, dtype: 'float16',
    license: 'cc-by-nc-4.0', gated: true,
    published: { total: 32_296_476_672, of: 'CohereLabs/aya-expanse-32b' },
    sources: [LLMFIT],
    notes: 'intermediate_size was deduced: it is the only value that reproduces the exact published total. Aya Expanse 32B has the same sizes.',
  },
  {
    id: 'CohereLabs/c4ai-command-r7b-12-2024', name: 'Command R7B', family: 'command-r', rank: 155,
    aliases: [],
    also: ['CohereForAI/c4ai-command-r7b-12-2024'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 8, headDim: 128, intermediateSize: 14336, vocabSize: 256000, maxPositions: 131072,
    tiedEmbeddings: true, norm: 'layernorm-nobias', normsPerLayer: 1, slidingWindow: { window: 4096, layers: 24 },
    license: 'cc-by-nc-4.0', gated: true,
    published: { total: 8_028_033_024 },
    sources: [
      'ggml-org/llama.cpp#10900 (model metadata)',
      'aws-neuron/neuronx-distributed-inference:contrib/models/c4ai-command-r7b-12-2024/README.md', LLMFIT,
    ],
  },
  {
    id: 'CohereLabs/c4ai-command-r-plus', name: 'Command R+ 104B', family: 'command-r-plus', sizeLabel: '104b',
    aliases: ['command r plus'],
    also: [
      'CohereForAI/c4ai-command-r-plus', 'CohereLabs/c4ai-command-r-plus-08-2024',
      'CohereForAI/c4ai-command-r-plus-08-2024',
    ],
    hiddenSize: 12288, layers: 64, heads: 96, kvHeads: 8, headDim: 128, intermediateSize: 33792, vocabSize: 256000, maxPositions: 131072,
    tiedEmbeddings: true, norm: 'layernorm-nobias', normsPerLayer: 1, otherElements: 851968, dtype: 'float16',
    license: 'cc-by-nc-4.0', gated: true,
    published: { total: 103_810_674_688, from: BUILT },
    sources: [
      'ggml-org/llama.cpp:src/models/command-r.cpp (64 layers, norms of queries and keys)',
      'CohereLabs/c4ai-command-r-plus: model card (104B)',
    ],
    notes: 'The MLP width is deduced from the size.',
  },
  {
    id: 'CohereLabs/aya-23-8B', name: 'Aya 23 8B', family: 'aya-23', sizeLabel: '8b',
    aliases: ['aya 8b', 'aya'],
    also: ['CohereForAI/aya-23-8B', 'CohereLabs/aya-expanse-8b', 'CohereForAI/aya-expanse-8b'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 8, headDim: 128, intermediateSize: 14336, vocabSize: 256000, maxPositions: 8192,
    tiedEmbeddings: true, norm: 'layernorm-nobias', normsPerLayer: 1, dtype: 'float16',
    license: 'cc-by-nc-4.0', gated: true,
    published: { total: 8_028_033_024 },
    sources: [MLC_PRESETS, LLMFIT],
  },
  {
    id: 'CohereLabs/tiny-aya-base', name: 'Tiny Aya 3.35B', family: 'tiny-aya', sizeLabel: '3.35b',
    aliases: ['tiny aya'],
    also: ['CohereLabs/tiny-aya-global'],
    hiddenSize: 2048, layers: 36, heads: 16, kvHeads: 4, headDim: 128, intermediateSize: 11008, vocabSize: 262144, maxPositions: 500000,
    tiedEmbeddings: true, norm: 'layernorm-nobias', normsPerLayer: 1, slidingWindow: { window: 4096, layers: 27 },
    license: 'cc-by-nc-4.0', gated: true,
    published: { total: 3_349_227_520 },
    sources: [LLMFIT],
  },
  {
    id: 'CohereLabs/aya-vision-8b', name: 'Aya Vision 8B', family: 'aya-vision', sizeLabel: '8b',
    aliases: ['aya vision'],
    also: ['CohereForAI/aya-vision-8b'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 8, headDim: 128, intermediateSize: 14336, vocabSize: 256000, maxPositions: 8192,
    tiedEmbeddings: true, norm: 'layernorm-nobias', normsPerLayer: 1, slidingWindow: { window: 4096, layers: 24 }, uncertainty: 0.1,
    vision: { kind: 'counted', parameters: 603809008 },
    license: 'cc-by-nc-4.0', gated: true,
    published: { total: 8_631_842_032, scope: 'all', note: 'the towers are what it leaves beside the text model' },
    sources: ['CohereLabs/aya-vision-8b:config.json', LLMFIT],
  },
] satisfies readonly ModelFacts[];
