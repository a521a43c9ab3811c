import type { ModelFacts } from '../types.ts';
import { BUILT, RECALLED } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const REKA = [
  {
    id: 'RekaAI/reka-flash-3', name: 'Reka Flash 3 21B', family: 'reka-flash', sizeLabel: '21b',
    aliases: ['reka flash', 'reka'],
    also: ['unsloth/reka-flash-3', 'RekaAI/reka-flash-3.1'],
    hiddenSize: 6144, layers: 44, heads: 64, kvHeads: 8, headDim: 96, intermediateSize: 19648, vocabSize: 100352, maxPositions: 32768,
    license: 'apache-2.0', gated: false,
    published: { total: 20_905_482_240, from: BUILT },
    sources: ['RekaAI/reka-flash-3:config.json', RECALLED],
  },
] satisfies readonly ModelFacts[];
