/** Gemma 4 12B has no tower: patches enter through one matrix, with norms before and after, and a projection. */
import { biased, RGB } from './plain.ts';
import { pooled } from './pooling.ts';
import type { TowerRow } from './row.ts';

export interface Gemma4UnifiedFacts {
  readonly kind: 'gemma4-unified';
  readonly patchSize: number;
  readonly embedDim: number;
  readonly positions: number;
}

export const gemma4Unified: TowerRow<Gemma4UnifiedFacts> = {
  elements({ patchSize, embedDim: width, positions }) {
    const patch = RGB * patchSize ** 2;
    return 2 * patch + biased(patch, width) + 4 * width + 2 * positions * width + width ** 2;
  },
  sight: (vision, image) => pooled(image, vision.patchSize, 1),
};
