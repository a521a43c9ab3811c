/** The tower of Qwen3-VL and Qwen3.5: learned positions, and mergers of middle layers. */
import { merged, mergerMlp, type MergingSize } from './merging.ts';
import { biased, blocksOf, PLAIN, RGB, vitLayer } from './plain.ts';
import type { TowerRow } from './row.ts';

export interface Qwen3VlFacts extends MergingSize {
  readonly kind: 'qwen3-vl';
  readonly positions: number;
  /** Mergers of middle layers. */
  readonly deepstack: number;
}

export const qwen3Vl: TowerRow<Qwen3VlFacts> = {
  elements(vision, hiddenSize) {
    const { hiddenSize: width } = vision;
    const patch = biased(RGB * vision.temporalPatch * vision.patchSize ** 2, width) + vision.positions * width;
    const mlp = mergerMlp(vision, hiddenSize);
    const mergers = 2 * width + mlp + vision.deepstack * (2 * width * vision.spatialMerge ** 2 + mlp);
    return patch + vision.layers * vitLayer(vision) + mergers;
  },
  sight: (vision, image) => merged(image, vision, { least: 64, most: 16_384 }),
  blocks: (vision) =>
    blocksOf(
      {
        ...PLAIN,
        fusedQkv: true,
        joinsImages: true,
        names: { qkv: 'qkv', out: 'proj', mlp: ['linear_fc1', 'linear_fc2'] },
      },
      vision,
      { temporalPatch: vision.temporalPatch },
    ),
};
