/** The tower of Qwen2-VL. */
import { merged, mergerMlp, type MergingSize } from './merging.ts';
import { blocksOf, PLAIN, RGB, vitLayer } from './plain.ts';
import type { TowerRow } from './row.ts';

export interface Qwen2VlFacts extends MergingSize {
  readonly kind: 'qwen2-vl';
}

export const qwen2Vl: TowerRow<Qwen2VlFacts> = {
  elements(vision, hiddenSize) {
    const { hiddenSize: width } = vision;
    const patch = width * RGB * vision.temporalPatch * vision.patchSize ** 2;
    return patch + vision.layers * vitLayer(vision) + 2 * width + mergerMlp(vision, hiddenSize);
  },
  sight: (vision, image) => merged(image, vision, { least: 4, most: 16_384 }),
  blocks: (vision) =>
    blocksOf(
      { ...PLAIN, fusedQkv: true, joinsImages: true, names: { qkv: 'qkv', out: 'proj', mlp: ['fc1', 'fc2'] } },
      vision,
      { temporalPatch: vision.temporalPatch },
    ),
};
