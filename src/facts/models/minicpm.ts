import type { ModelFacts } from '../types.ts';
import { BUILT, LLMFIT, MLC_PRESETS } from './sources.ts';

// Rows are laid out by hand: names, sizes, deviations from the usual, provenance.
// prettier-ignore
export const MINICPM = [
  {
    id: 'openbmb/MiniCPM-1B-sft-bf16', name: 'MiniCPM 1B', family: 'minicpm', sizeLabel: '1b',
    aliases: [],
    also: [],
    hiddenSize: 1536, layers: 52, heads: 24, kvHeads: 8, headDim: 64, intermediateSize: 3840, vocabSize: 73440, maxPositions: 4096,
    tiedEmbeddings: true,
    license: 'apache-2.0', gated: false,
    published: { total: 1_360_246_272, from: 'arXiv:2404.06395: 1,247,442,432 without the embedding of 73440 x 1536' },
    sources: ['arXiv:2404.06395 (MiniCPM, model sizes)'],
  },
  {
    id: 'openbmb/MiniCPM-2B-sft-bf16', name: 'MiniCPM 2B', family: 'minicpm', sizeLabel: '2b',
    aliases: ['minicpm'],
    also: ['openbmb/MiniCPM-2B-dpo-bf16', 'openbmb/MiniCPM-2B-sft-fp32'],
    hiddenSize: 2304, layers: 40, heads: 36, kvHeads: 36, headDim: 64, intermediateSize: 5760, vocabSize: 122753, maxPositions: 4096,
    tiedEmbeddings: true,
    license: 'apache-2.0', gated: false,
    published: { total: 2_724_880_896, from: 'arXiv:2404.06395: 2,442,057,984 without the embedding of 122753 x 2304' },
    sources: [MLC_PRESETS],
  },
  {
    id: 'openbmb/MiniCPM3-4B', name: 'MiniCPM3 4B', family: 'minicpm3', sizeLabel: '4b',
    aliases: ['minicpm3'],
    also: [],
    hiddenSize: 2560, layers: 62, heads: 40, kvHeads: 40, headDim: 64, intermediateSize: 6400, vocabSize: 73448, maxPositions: 32768,
    tiedEmbeddings: true,
    mla: { qLoraRank: 768, kvLoraRank: 256, qkNopeHeadDim: 64, qkRopeHeadDim: 32, vHeadDim: 64 },
    license: 'apache-2.0', gated: false,
    published: { total: 4_073_875_968, from: BUILT },
    sources: ['huggingface/transformers:src/transformers/models/minicpm3/configuration_minicpm3.py'],
  },
  {
    id: 'openbmb/MiniCPM4-0.5B', name: 'MiniCPM4 0.5B', family: 'minicpm4', sizeLabel: '0.5b',
    aliases: [],
    also: [],
    hiddenSize: 1024, layers: 24, heads: 16, kvHeads: 2, headDim: 64, intermediateSize: 4096, vocabSize: 73448, maxPositions: 32768,
    tiedEmbeddings: true,
    license: 'apache-2.0', gated: false,
    published: { total: 433_873_920 },
    sources: [LLMFIT],
  },
  {
    id: 'openbmb/MiniCPM4-8B', name: 'MiniCPM4 8B', family: 'minicpm4', sizeLabel: '8b',
    aliases: ['minicpm4', 'minicpm4.1 8b'],
    also: ['openbmb/MiniCPM4.1-8B'],
    hiddenSize: 4096, layers: 32, heads: 32, kvHeads: 2, headDim: 128, intermediateSize: 16384, vocabSize: 73448, maxPositions: 32768,
    license: 'apache-2.0', gated: false,
    published: { total: 8_185_253_888 },
    sources: [LLMFIT],
  },
] satisfies readonly ModelFacts[];
