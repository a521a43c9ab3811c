import type { ModelFacts } from '../types.ts';
import { BUILT } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const MOBILELLM = [
  {
    id: 'facebook/MobileLLM-R1-140M', name: 'MobileLLM-R1 140M', family: 'mobilellm-r1', sizeLabel: '140m',
    aliases: [],
    also: ['facebook/MobileLLM-R1-140M-base'],
    hiddenSize: 576, layers: 15, heads: 9, kvHeads: 3, headDim: 64, intermediateSize: 2048, vocabSize: 128256, maxPositions: 32768,
    tiedEmbeddings: true,
    license: 'fair-noncommercial', gated: false,
    published: { total: 140_248_512, from: BUILT, note: 'built as a Llama, whose matrices it has' },
    sources: ['facebook/MobileLLM-R1-140M: model card'],
  },
  {
    id: 'facebook/MobileLLM-R1-360M', name: 'MobileLLM-R1 360M', family: 'mobilellm-r1', sizeLabel: '360m',
    aliases: [],
    also: ['facebook/MobileLLM-R1-360M-base'],
    hiddenSize: 1024, layers: 15, heads: 16, kvHeads: 4, headDim: 64, intermediateSize: 4096, vocabSize: 128256, maxPositions: 32768,
    tiedEmbeddings: true,
    license: 'fair-noncommercial', gated: false,
    published: { total: 359_431_168, from: BUILT, note: 'built as a Llama, whose matrices it has' },
    sources: ['facebook/MobileLLM-R1-360M: model card'],
  },
  {
    id: 'facebook/MobileLLM-R1-950M', name: 'MobileLLM-R1 950M', family: 'mobilellm-r1', sizeLabel: '950m',
    aliases: ['mobilellm'],
    also: ['facebook/MobileLLM-R1-950M-base'],
    hiddenSize: 1536, layers: 22, heads: 24, kvHeads: 6, headDim: 64, intermediateSize: 6144, vocabSize: 128256, maxPositions: 32768,
    tiedEmbeddings: true,
    license: 'fair-noncommercial', gated: false,
    published: { total: 949_685_760, from: BUILT, note: 'built as a Llama, whose matrices it has' },
    sources: ['facebook/MobileLLM-R1-950M: model card'],
  },
] satisfies readonly ModelFacts[];
