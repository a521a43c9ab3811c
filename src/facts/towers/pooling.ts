/** Towers of Gemma 4's kind: patches are pooled to a number of tokens. */
import type { ImageSize, Sight } from './row.ts';

/** `max_soft_tokens` of Gemma 4's image processor. */
const TOKENS = 280;

/** As large as the number of tokens allows, with the shape kept. */
export function pooled({ width, height }: ImageSize, patchSize: number, pooling: number): Sight {
  const unit = patchSize * pooling;
  const scale = Math.sqrt((TOKENS * unit ** 2) / (width * height));
  const [columns, rows] = [width, height].map((side) =>
    Math.min(TOKENS, Math.max(1, Math.floor((scale * side) / unit))),
  ) as [number, number];
  const tokens = columns * rows;
  return { image: { width: columns * unit, height: rows * unit }, patches: tokens * pooling ** 2, tokens };
}
