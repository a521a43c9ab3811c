import type { ModelFacts } from '../types.ts';
import { LLMFIT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const BIELIK = [
  {
    id: 'speakleash/Bielik-11B-v2', name: 'Bielik 11B', family: 'bielik', sizeLabel: '11b',
    aliases: ['bielik'],
    also: ['speakleash/Bielik-11B-v2.3-Instruct', 'speakleash/Bielik-11B-v3.0-Instruct'],
    hiddenSize: 4096, layers: 50, heads: 32, kvHeads: 8, headDim: 128, intermediateSize: 14336, vocabSize: 32128, maxPositions: 32768,
    slidingWindow: { window: 4096, layers: 50 },
    license: 'apache-2.0', gated: false,
    published: { total: 11_168_796_672, of: 'speakleash/Bielik-11B-v3.0-Instruct' },
    sources: ['speakleash/Bielik-11B-v2:config.json', LLMFIT],
  },
] satisfies readonly ModelFacts[];
