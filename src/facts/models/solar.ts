import type { ModelFacts } from '../types.ts';
import { LLMFIT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const SOLAR = [
  {
    id: 'upstage/SOLAR-10.7B-v1.0', name: 'SOLAR 10.7B', family: 'solar', sizeLabel: '10.7b',
    aliases: ['solar'],
    also: ['upstage/SOLAR-10.7B-Instruct-v1.0', 'MoaData/Myrrh_solar_10.7b_3.0'],
    hiddenSize: 4096, layers: 48, heads: 32, kvHeads: 8, headDim: 128, intermediateSize: 14336, vocabSize: 32000, maxPositions: 4096,
    license: 'apache-2.0', gated: false,
    published: { total: 10_731_524_096 },
    sources: ['upstage/SOLAR-10.7B-v1.0:config.json', LLMFIT],
  },
] satisfies readonly ModelFacts[];
