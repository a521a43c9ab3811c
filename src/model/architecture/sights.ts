/** What a model's vision tower makes of an image. */
import { visionTower, type ImageSize, type Sight, type VisionFacts } from '../../facts/towers.ts';

export type { Sight } from '../../facts/towers.ts';

/** Where nobody says a size: about a megapixel. */
const TYPICAL: ImageSize = { width: 1024, height: 1024 };

/** @returns undefined where the tower has no rule that is known. */
export function sightOf(vision: VisionFacts, given: ImageSize | undefined): Sight | undefined {
  return visionTower(vision).sight?.(vision, given ?? TYPICAL);
}

/** Positions of the text that so many images take; none where nobody looks, or how many is not known. */
export function imageTokens(
  vision: VisionFacts | undefined,
  images: { readonly count: number; readonly size?: ImageSize | undefined } | null | undefined,
): number {
  return images && vision ? images.count * (sightOf(vision, images.size)?.tokens ?? 0) : 0;
}
