/** Towers of Qwen's kind: images keep their shape, and neighbouring patches are merged to tokens. */
import { biased } from './plain.ts';
import type { ImageSize, Sight, TowerSize } from './row.ts';

export interface MergingSize extends TowerSize {
  readonly temporalPatch: number;
  readonly spatialMerge: number;
}

/** Tokens that an image becomes at least and at most. */
interface TokenLimits {
  readonly least: number;
  readonly most: number;
}

/** Elements of the two-layer MLP that merges patches to a token of the text. */
export function mergerMlp({ hiddenSize: width, spatialMerge }: MergingSize, hiddenSize: number): number {
  const merged = width * spatialMerge ** 2;
  return biased(merged, merged) + biased(merged, hiddenSize);
}

/** Sides go to multiples of patch × merge, within a number of tokens, and the shape is kept. */
export function merged(
  { width, height }: ImageSize,
  { patchSize, spatialMerge }: MergingSize,
  { least, most }: TokenLimits,
): Sight {
  const unit = patchSize * spatialMerge;
  const units = (round: (value: number) => number, scale: number) =>
    [width, height].map((side) => Math.max(1, round((scale * side) / unit))) as [number, number];
  const to = (tokens: number) => Math.sqrt((tokens * unit ** 2) / (width * height));
  let [columns, rows] = units(Math.round, 1);
  if (columns * rows > most) [columns, rows] = units(Math.floor, to(most));
  else if (columns * rows < least) [columns, rows] = units(Math.ceil, to(least));
  const tokens = columns * rows;
  return { image: { width: columns * unit, height: rows * unit }, patches: tokens * spatialMerge ** 2, tokens };
}
