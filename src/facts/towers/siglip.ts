/** SigLIP's tower as Gemma 3 pools it. */
import { biased, blocksOf, fixed, PLAIN, RGB, vitLayer } from './plain.ts';
import type { TowerRow, TowerSize } from './row.ts';

export interface SiglipFacts extends TowerSize {
  readonly kind: 'siglip';
  readonly imageSize: number;
  readonly positions: number;
}

/** Gemma 3 pools every picture of 896 × 896 to these. */
const TOKENS = 256;

export const siglip: TowerRow<SiglipFacts> = {
  elements(vision, hiddenSize) {
    const { hiddenSize: width } = vision;
    const patch = biased(RGB * vision.patchSize ** 2, width) + vision.positions * width;
    return patch + vision.layers * vitLayer(vision) + 2 * width + width + width * hiddenSize;
  },
  sight: (vision) => fixed(vision.imageSize, vision.positions, TOKENS),
  blocks: (vision) => blocksOf(PLAIN, vision),
};
