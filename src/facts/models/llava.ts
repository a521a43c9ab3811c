import type { ModelFacts } from '../types.ts';
import { LITGPT, LLMFIT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const LLAVA = [
  {
    id: 'llava-hf/llava-1.5-13b-hf', name: 'LLaVA 1.5 13B', family: 'llava-1.5', sizeLabel: '13b', rank: 168,
    aliases: ['llava 13b'],
    also: ['liuhaotian/llava-v1.5-13b'],
    hiddenSize: 5120, layers: 40, heads: 40, kvHeads: 40, headDim: 128, intermediateSize: 13824, vocabSize: 32064, maxPositions: 4096,
    dtype: 'float16',
    vision: { kind: 'clip', hiddenSize: 1024, layers: 24, heads: 16, intermediateSize: 4096, patchSize: 14, imageSize: 336 },
    license: 'llama2', gated: false,
    published: { total: 13_351_494_656, scope: 'all' },
    sources: [
      'Blaizzy/mlx-vlm:mlx_vlm/models/llava/config.py', 'Blaizzy/mlx-vlm:mlx_vlm/models/llava/vision.py', LITGPT,
      LLMFIT,
    ],
    notes: 'Text model: Vicuna 1.5 with 64 more vocabulary rows.',
  },
] satisfies readonly ModelFacts[];
