import type { ModelFacts } from '../types.ts';
import { BUILT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const DOTS = [
  {
    id: 'rednote-hilab/dots.llm1.base', name: 'dots.llm1 143B-A14B', family: 'dots', sizeLabel: '143b',
    aliases: ['dots.llm1', 'dots'],
    also: ['rednote-hilab/dots.llm1.inst'],
    hiddenSize: 4096, layers: 62, heads: 32, kvHeads: 32, headDim: 128, intermediateSize: 10944, vocabSize: 152064, maxPositions: 32768,
    qkNorm: 'head',
    moe: { experts: 128, expertsPerToken: 6, expertIntermediate: 1408, moeLayers: 61, sharedExperts: 2, sharedIntermediate: 2816, routerCorrectionBias: true },
    license: 'mit', gated: false,
    published: { total: 142_774_373_888, nonParameterElements: -7_808, from: BUILT, note: 'it keeps the 7,808 correction biases of the routers as buffers' },
    sources: ['rednote-hilab/dots.llm1.base:config.json', 'arXiv:2506.05767 (dots.llm1, model sizes)'],
  },
] satisfies readonly ModelFacts[];
