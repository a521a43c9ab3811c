/** The tower of Gemma 4: norms on queries and keys, positions by row and column. */
import { blocksOf, GATED, RGB } from './plain.ts';
import { pooled } from './pooling.ts';
import type { TowerRow, TowerSize } from './row.ts';

export interface Gemma4Facts extends TowerSize {
  readonly kind: 'gemma4';
  readonly headDim: number;
  readonly positions: number;
}

const POOLING = 3;

export const gemma4: TowerRow<Gemma4Facts> = {
  elements(vision, hiddenSize) {
    const { hiddenSize: width, headDim } = vision;
    const attention = 4 * width * vision.heads * headDim + 2 * headDim;
    const layer = 4 * width + attention + 3 * width * vision.intermediateSize;
    // Two position tables: rows and columns.
    const patch = width * RGB * vision.patchSize ** 2 + 2 * vision.positions * width;
    return patch + vision.layers * layer + width * hiddenSize;
  },
  sight: (vision, image) => pooled(image, vision.patchSize, POOLING),
  blocks: (vision) => blocksOf({ ...GATED, normsPerLayer: 4, qkNorm: 'head' }, vision, { headDim: vision.headDim }),
};
