import type { ModelFacts } from '../types.ts';
import { BUILT, RECALLED } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const BREEZE = [
  {
    id: 'MediaTek-Research/Breeze-7B-Base-v1_0', name: 'Breeze 7B', family: 'breeze', sizeLabel: '7b',
    aliases: ['breeze'],
    also: ['MediaTek-Research/Breeze-7B-Instruct-v1_0'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 8, headDim: 128, intermediateSize: 14336, vocabSize: 61952, maxPositions: 32768,
    slidingWindow: { window: 4096, layers: 32 },
    license: 'apache-2.0', gated: false,
    published: { total: 7_487_098_880, from: BUILT },
    sources: ['MediaTek-Research/Breeze-7B-Base-v1_0:config.json', RECALLED],
  },
] satisfies readonly ModelFacts[];
