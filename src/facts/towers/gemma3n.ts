/** The convolutional tower of Gemma 3n, whose weights are known from a total alone. */
import { fixed } from './plain.ts';
import type { TowerRow } from './row.ts';

export interface Gemma3nFacts {
  readonly kind: 'gemma3n';
  readonly hiddenSize: number;
  /** Not derived: the published total less all other parts. */
  readonly towerParameters: number;
  readonly extraVocab: number;
}

const [SIDE, TOKENS] = [768, 256];

/** Elements of what joins a tower of Gemma 3n to its text: own tokens, two norms, a projection. */
export function multimodalEmbedder(tokens: number, width: number, hiddenSize: number): number {
  return tokens * width + 2 * width + width * hiddenSize;
}

export const gemma3n: TowerRow<Gemma3nFacts> = {
  elements: (vision, hiddenSize) =>
    vision.towerParameters + multimodalEmbedder(vision.extraVocab, vision.hiddenSize, hiddenSize),
  sight: () => fixed(SIDE, TOKENS, TOKENS),
};
