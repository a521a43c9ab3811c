/** Vision towers with their projectors, counted from the configuration. */
import type { VisionFacts } from '../facts/towers.ts';
import { child, type Fields } from './fields.ts';

export interface Towers {
  readonly vision?: VisionFacts;
  readonly extraEmbeddingRows?: number;
  readonly approximations: readonly string[];
}

export function towersOf(outer: Fields, _hiddenSize: number): Towers {
  return child(outer, 'vision_config')
    ? { approximations: [`the vision tower of "${outer.type}" is not counted`] }
    : { approximations: [] };
}
