/** What several kinds of tower share: plain transformer blocks, sizes of images that are resized to one. */
import type { BlockFacts, BlockStyle, Sight, TowerSize } from './row.ts';

export const RGB = 3;

/** Elements of a linear with bias. */
export function biased(from: number, to: number): number {
  return from * to + to;
}

/** Elements of one plain transformer layer: layer norms, attention and two-matrix MLP, with biases. */
export function vitLayer({ hiddenSize: width, intermediateSize }: TowerSize): number {
  return 4 * width + 4 * biased(width, width) + biased(width, intermediateSize) + biased(intermediateSize, width);
}

/** Patches of a square image. */
export function squared({ imageSize, patchSize }: { readonly imageSize: number; readonly patchSize: number }): number {
  return Math.floor(imageSize / patchSize) ** 2;
}

/** Every image is resized to one square. */
export function fixed(side: number, patches: number, tokens: number): Sight {
  return { image: { width: side, height: side }, patches, tokens };
}

/** Layer norms, two-matrix MLPs, attention from three matrices. */
export const PLAIN: BlockStyle = {
  normsPerLayer: 2,
  norm: 'input',
  fusedQkv: false,
  qkNorm: 'none',
  matrices: 2,
  names: { out: 'out_proj', mlp: ['fc1', 'fc2'] },
};

/** RMS norms and gated MLPs. */
export const GATED: BlockStyle = {
  ...PLAIN,
  norm: 'rms',
  matrices: 3,
  names: { out: 'o_proj', mlp: ['gate_proj', 'up_proj', 'down_proj'] },
};

/** Blocks of a style in a tower's sizes; `more` is what its sizes do not say. */
export function blocksOf(
  style: BlockStyle,
  vision: TowerSize,
  more: Partial<Pick<BlockFacts, 'layers' | 'headDim'>> & { readonly temporalPatch?: number } = {},
): BlockFacts {
  const { hiddenSize: width, heads, layers, intermediateSize: intermediate, patchSize } = vision;
  const { temporalPatch = 1, ...changed } = more;
  const patchValues = RGB * temporalPatch * patchSize ** 2;
  return {
    ...style,
    layers,
    width,
    heads,
    headDim: Math.floor(width / heads),
    intermediate,
    patchValues,
    ...changed,
  };
}
