/** The tower of Llama 4: tiles, and a pixel shuffle before the projector. */
import { blocksOf, PLAIN, RGB, vitLayer } from './plain.ts';
import type { TowerRow, TowerSize } from './row.ts';

export interface Llama4Facts extends TowerSize {
  readonly kind: 'llama4';
  readonly imageSize: number;
  readonly pixelShuffleIn: number;
  readonly projectorIn: number;
  readonly projectorOut: number;
}

const MOST_TILES = 16;

export const llama4: TowerRow<Llama4Facts> = {
  elements(vision, hiddenSize) {
    const { hiddenSize: width, patchSize } = vision;
    const rows = (vision.imageSize / patchSize) ** 2 + 1;
    const tower = width * RGB * patchSize ** 2 + width + rows * width + 4 * width;
    const adapter = vision.pixelShuffleIn * vision.projectorIn + vision.projectorIn * vision.projectorOut;
    return tower + vision.layers * vitLayer(vision) + adapter + vision.projectorOut * hiddenSize;
  },
  /** Tiles that cover the picture, and one more of the whole where there are several. */
  sight({ imageSize, patchSize }, { width, height }) {
    const [across, down] = [width, height].map((side) => Math.max(1, Math.ceil(side / imageSize))) as [number, number];
    const shrink = Math.min(1, Math.sqrt(MOST_TILES / (across * down)));
    const [columns, rows] = [across, down].map((count) =>
      Math.min(MOST_TILES, Math.max(1, Math.floor(shrink * count))),
    ) as [number, number];
    const tiles = columns * rows + (columns * rows > 1 ? 1 : 0);
    const patches = (imageSize / patchSize) ** 2;
    return {
      image: { width: columns * imageSize, height: rows * imageSize },
      patches: tiles * (patches + 1),
      // Pixel shuffle by two in each direction.
      tokens: (tiles * patches) / 4,
    };
  },
  blocks: (vision) => blocksOf({ ...PLAIN, names: { out: 'o_proj', mlp: ['fc1', 'fc2'] } }, vision),
};
