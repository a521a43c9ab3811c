import type { ModelFacts } from '../types.ts';
import { BUILT, GPU_POOR, LITGPT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const OPEN_LLAMA = [
  {
    id: 'openlm-research/open_llama_3b', name: 'OpenLLaMA 3B', family: 'open-llama', sizeLabel: '3b',
    aliases: [],
    also: ['openlm-research/open_llama_3b_v2'],
    hiddenSize: 3200, layers: 26, heads: 32, kvHeads: 32, headDim: 100, intermediateSize: 8640, vocabSize: 32000, maxPositions: 2048,
    dtype: 'float16',
    license: 'apache-2.0', gated: false,
    published: { total: 3_426_473_600, from: BUILT },
    sources: [LITGPT, GPU_POOR],
  },
  {
    id: 'openlm-research/open_llama_7b', name: 'OpenLLaMA 7B', family: 'open-llama', sizeLabel: '7b',
    aliases: [],
    also: ['openlm-research/open_llama_7b_v2'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 32, headDim: 128, intermediateSize: 11008, vocabSize: 32000, maxPositions: 2048,
    dtype: 'float16',
    license: 'apache-2.0', gated: false,
    published: { total: 6_738_415_616, from: BUILT },
    sources: [LITGPT, GPU_POOR],
  },
  {
    id: 'openlm-research/open_llama_13b', name: 'OpenLLaMA 13B', family: 'open-llama', sizeLabel: '13b',
    aliases: [],
    also: [],
    hiddenSize: 5120, layers: 40, heads: 40, kvHeads: 40, headDim: 128, intermediateSize: 13824, vocabSize: 32000, maxPositions: 2048,
    dtype: 'float16',
    license: 'apache-2.0', gated: false,
    published: { total: 13_015_864_320, from: BUILT },
    sources: [LITGPT, GPU_POOR],
  },
] satisfies readonly ModelFacts[];
