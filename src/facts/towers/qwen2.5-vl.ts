/** The tower of Qwen2.5-VL: RMS norms and a gated MLP. */
import { merged, mergerMlp, type MergingSize } from './merging.ts';
import { biased, blocksOf, GATED, RGB } from './plain.ts';
import type { TowerRow } from './row.ts';

export interface Qwen25VlFacts extends MergingSize {
  readonly kind: 'qwen2.5-vl';
}

export const qwen25Vl: TowerRow<Qwen25VlFacts> = {
  elements(vision, hiddenSize) {
    const { hiddenSize: width, intermediateSize } = vision;
    const patch = width * RGB * vision.temporalPatch * vision.patchSize ** 2;
    const mlp = 2 * biased(width, intermediateSize) + biased(intermediateSize, width);
    const layer = 2 * width + 4 * biased(width, width) + mlp;
    return patch + vision.layers * layer + width + mergerMlp(vision, hiddenSize);
  },
  sight: (vision, image) => merged(image, vision, { least: 4, most: 16_384 }),
  blocks: (vision) =>
    blocksOf(
      { ...GATED, fusedQkv: true, joinsImages: true, names: { ...GATED.names, qkv: 'qkv', out: 'proj' } },
      vision,
      { temporalPatch: vision.temporalPatch },
    ),
};
