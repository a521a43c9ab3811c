import type { ModelFacts } from '../types.ts';
import { LLMFIT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const COMMAND_R = [
  {
    id: 'CohereLabs/c4ai-command-r-v01', name: 'Command R 35B', family: 'command-r', sizeLabel: '35b', rank: 157,
    aliases: ['command r'],
    also: ['CohereForAI/c4ai-command-r-v01'],
    hiddenSize: 8192, layers: 40, heads: 64, kvHeads: 64, headDim: 128, intermediateSize: 22528, vocabSize: 256000, maxPositions: 131072,
    tiedEmbeddings: true, norm: 'layernorm-nobias', normsPerLayer: 1, dtype: 'float16',
    license: 'cc-by-nc-4.0', gated: true,
    published: { total: 35_000_000_000, precision: 'rounded', from: '35B stated in the model card (AlexsJones/llmfit:scripts/scrape_hf_models.py)' },
    sources: ['huggingface/transformers:src/transformers/models/cohere/configuration_cohere.py', LLMFIT],
  },
  {
    id: 'CohereLabs/c4ai-command-r-08-2024', name: 'Command R 32B (08-2024)', family: 'command-r', sizeLabel: '32b', rank: 156,
    aliases: ['command r 08-2024', 'command r 32b'],
    also: ['CohereLabs/aya-expanse-32b'],
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
    also: [],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 8, headDim: 128, intermediateSize: 14336, vocabSize: 256000, maxPositions: 131072,
    tiedEmbeddings: true, norm: 'layernorm-nobias', normsPerLayer: 1, slidingWindow: { window: 4096, layers: 24 },
    license: 'cc-by-nc-4.0', gated: true,
    published: { total: 8_028_033_024 },
    sources: [
      'ggml-org/llama.cpp#10900 (model metadata)',
      'aws-neuron/neuronx-distributed-inference:contrib/models/c4ai-command-r7b-12-2024/README.md', LLMFIT,
    ],
  },
] satisfies readonly ModelFacts[];
