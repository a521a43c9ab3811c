/** CLIP's tower with LLaVA's two-layer projector. */
import { biased, blocksOf, fixed, PLAIN, RGB, squared, vitLayer } from './plain.ts';
import type { TowerRow, TowerSize } from './row.ts';

export interface ClipFacts extends TowerSize {
  readonly kind: 'clip';
  readonly imageSize: number;
}

export const clip: TowerRow<ClipFacts> = {
  elements(vision, hiddenSize) {
    const { hiddenSize: width, patchSize } = vision;
    const rows = (vision.imageSize / patchSize) ** 2 + 1;
    const tower = width * RGB * patchSize ** 2 + width + rows * width + 4 * width;
    return tower + vision.layers * vitLayer(vision) + biased(width, hiddenSize) + biased(hiddenSize, hiddenSize);
  },
  sight: (vision) => fixed(vision.imageSize, squared(vision) + 1, squared(vision)),
  blocks: (vision) => blocksOf(PLAIN, vision),
};
