/** The tower of Llama 3.2 Vision: tiles, layers that look at all of them, and the text's cross-attention behind it. */
import { biased, blocksOf, fixed, PLAIN, RGB, squared, vitLayer } from './plain.ts';
import type { TowerRow, TowerSize } from './row.ts';

export interface MllamaFacts extends TowerSize {
  readonly kind: 'mllama';
  readonly globalLayers: number;
  readonly imageSize: number;
  readonly maxTiles: number;
  readonly aspectRatios: number;
  readonly outputDim: number;
}

export const mllama: TowerRow<MllamaFacts> = {
  elements(vision, hiddenSize) {
    const { hiddenSize: width, patchSize, maxTiles, aspectRatios } = vision;
    const rows = (vision.imageSize / patchSize) ** 2 + 1;
    const tileTables = (aspectRatios + 1) * maxTiles * width;
    const positions = 1 + rows * width + tileTables * rows + 2 * (1 + tileTables);
    // Attention has no biases here; the global layers add two gates each.
    const layer = vitLayer(vision) - 4 * width;
    const tower = width * RGB * patchSize ** 2 + width + positions + 4 * width;
    const layers = (vision.layers + vision.globalLayers) * layer + 2 * vision.globalLayers;
    return tower + layers + biased(vision.outputDim, hiddenSize);
  },
  // Four tiles whatever the picture, padded; the text holds one token, and layers of its own look at the tiles.
  sight: (vision) => fixed(vision.imageSize, vision.maxTiles * (squared(vision) + 1), 1),
  blocks: (vision) =>
    blocksOf({ ...PLAIN, names: { out: 'o_proj', mlp: ['fc1', 'fc2'] } }, vision, {
      layers: vision.layers + vision.globalLayers,
    }),
};
