import type { ModelFacts } from '../types.ts';
import { BUILT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const OPENCODER = [
  {
    id: 'infly/OpenCoder-1.5B-Base', name: 'OpenCoder 1.5B', family: 'opencoder', sizeLabel: '1.5b',
    aliases: [],
    also: ['infly/OpenCoder-1.5B-Instruct'],
    hiddenSize: 2240, layers: 24, heads: 14, kvHeads: 14, headDim: 160, intermediateSize: 6144, vocabSize: 96640, maxPositions: 4096,
    license: 'inf', gated: false,
    published: { total: 1_905_650_880, from: BUILT },
    sources: ['arXiv:2411.04905 (OpenCoder, model sizes)'],
  },
  {
    id: 'infly/OpenCoder-8B-Base', name: 'OpenCoder 8B', family: 'opencoder', sizeLabel: '8b',
    aliases: ['opencoder'],
    also: ['infly/OpenCoder-8B-Instruct'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 8, headDim: 128, intermediateSize: 14336, vocabSize: 96640, maxPositions: 8192,
    license: 'inf', gated: false,
    published: { total: 7_771_262_976, from: BUILT },
    sources: ['arXiv:2411.04905 (OpenCoder, model sizes)'],
  },
] satisfies readonly ModelFacts[];
