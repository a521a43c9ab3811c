import type { ModelFacts } from '../types.ts';
import { BUILT, LLMFIT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const DANUBE = [
  {
    id: 'h2oai/h2o-danube-1.8b-base', name: 'H2O Danube 1.8B', family: 'danube', sizeLabel: '1.8b',
    aliases: ['danube'],
    also: ['h2oai/h2o-danube-1.8b-chat', 'h2oai/h2o-danube2-1.8b-base', 'h2oai/h2o-danube2-1.8b-chat'],
    hiddenSize: 2560, layers: 24, heads: 32, kvHeads: 8, headDim: 80, intermediateSize: 6912, vocabSize: 32000, maxPositions: 16384,
    slidingWindow: { window: 4096, layers: 24 },
    license: 'apache-2.0', gated: false,
    published: { total: 1_831_201_280, from: BUILT },
    sources: ['arXiv:2401.16818 (Danube, model sizes)'],
  },
  {
    id: 'h2oai/h2o-danube3-500m-base', name: 'H2O Danube3 500M', family: 'danube3', sizeLabel: '500m',
    aliases: [],
    also: ['h2oai/h2o-danube3-500m-chat'],
    hiddenSize: 1536, layers: 16, heads: 16, kvHeads: 8, headDim: 96, intermediateSize: 4096, vocabSize: 32000, maxPositions: 8192,
    license: 'apache-2.0', gated: false,
    published: { total: 513_590_784, of: 'h2oai/h2o-danube3-500m-chat' },
    sources: ['h2oai/h2o-danube3-500m-base:config.json', LLMFIT],
  },
  {
    id: 'h2oai/h2o-danube3-4b-base', name: 'H2O Danube3 4B', family: 'danube3', sizeLabel: '4b',
    aliases: [],
    also: ['h2oai/h2o-danube3-4b-chat'],
    hiddenSize: 3840, layers: 24, heads: 32, kvHeads: 8, headDim: 120, intermediateSize: 10240, vocabSize: 32000, maxPositions: 8192,
    license: 'apache-2.0', gated: false,
    published: { total: 3_961_839_360, from: BUILT },
    sources: ['arXiv:2407.09276 (Danube3, model sizes)'],
  },
] satisfies readonly ModelFacts[];
