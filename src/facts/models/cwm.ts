import type { ModelFacts } from '../types.ts';
import { BUILT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const CWM = [
  {
    id: 'facebook/cwm', name: 'CWM 32B', family: 'cwm', sizeLabel: '32b',
    aliases: ['cwm'],
    also: [],
    hiddenSize: 6144, layers: 64, heads: 48, kvHeads: 8, headDim: 128, intermediateSize: 21504, vocabSize: 128256, maxPositions: 131072,
    license: 'fair-noncommercial', gated: true,
    published: { total: 32_581_097_472, from: BUILT },
    sources: ['huggingface/transformers:src/transformers/models/cwm/configuration_cwm.py'],
  },
] satisfies readonly ModelFacts[];
