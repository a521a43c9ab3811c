/** Gemma 3n: both releases have the same towers, whatever their files say. Source: src/facts/models/gemma.ts. */
import type { SharedTowers } from './reader.ts';

export const GEMMA_3N: SharedTowers = {
  // The published total of E4B less its other parts.
  vision: { kind: 'gemma3n', hiddenSize: 2048, towerParameters: 294_126_912, extraVocab: 128 },
  audio: {
    kind: 'conformer',
    hiddenSize: 1536,
    layers: 12,
    heads: 8,
    convKernel: 5,
    convChannels: [128, 32],
    subsampledBins: 32,
    extraVocab: 128,
  },
};
