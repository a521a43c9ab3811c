/** The tower of Pixtral and Mistral Small 3.1 and later. */
import { blocksOf, GATED, RGB } from './plain.ts';
import type { TowerRow, TowerSize } from './row.ts';

export interface PixtralFacts extends TowerSize {
  readonly kind: 'pixtral';
  readonly spatialMerge: number;
}

/** The longest edge of Mistral Small 3.1 and later. */
const LONGEST_EDGE = 1540;

export const pixtral: TowerRow<PixtralFacts> = {
  elements(vision, hiddenSize) {
    const { hiddenSize: width } = vision;
    const layer = 2 * width + 4 * width ** 2 + 3 * width * vision.intermediateSize;
    const tower = width * RGB * vision.patchSize ** 2 + width + vision.layers * layer;
    const merger = width + width * vision.spatialMerge ** 2 * width;
    return tower + merger + width * hiddenSize + hiddenSize ** 2;
  },
  /** The longest edge is bounded; every row of tokens ends in one more. */
  sight({ patchSize, spatialMerge }, { width, height }) {
    const unit = patchSize * spatialMerge;
    const scale = Math.min(1, LONGEST_EDGE / Math.max(width, height));
    const [columns, rows] = [width, height].map((side) => Math.max(1, Math.ceil((scale * side) / unit))) as [
      number,
      number,
    ];
    const image = { width: columns * unit, height: rows * unit };
    return { image, patches: columns * rows * spatialMerge ** 2, tokens: (columns + 1) * rows };
  },
  blocks: (vision) => blocksOf(GATED, vision),
};
