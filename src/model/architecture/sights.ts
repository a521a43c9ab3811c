/**
 * How a model sees one image: the patches that pass through its tower, and the tokens that its text model reads. Source of
 * each rule: huggingface/transformers 5.18.0, src/transformers/models/<type>/image_processing_<type>.py and
 * processing_<type>.py; pixel limits that the class leaves to the release are those of the release's own README.
 */
import type { VisionFacts } from '../../facts/towers.ts';

/** In pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

export interface Sight {
  /** After resizing. */
  readonly image: ImageSize;
  /** Positions in the tower. */
  readonly patches: number;
  /** Positions in the text. */
  readonly tokens: number;
}

/** Where nobody says a size: about a megapixel. */
const TYPICAL: ImageSize = { width: 1024, height: 1024 };

type Vision<Kind extends VisionFacts['kind']> = Extract<VisionFacts, { kind: Kind }>;

/** @returns undefined where the tower has no rule that is known. */
export function sightOf(vision: VisionFacts, given: ImageSize | undefined): Sight | undefined {
  const image = given ?? TYPICAL;
  switch (vision.kind) {
    case 'qwen2-vl':
    case 'qwen2.5-vl':
      return merged(image, vision, { least: 4, most: 16_384 });
    case 'qwen3-vl':
      return merged(image, vision, { least: 64, most: 16_384 });
    case 'siglip':
      return fixed(vision.imageSize, vision.positions, SIGLIP_TOKENS);
    case 'clip':
      return fixed(vision.imageSize, squared(vision) + 1, squared(vision));
    case 'pixtral':
      return pixtral(image, vision);
    case 'llama4':
      return llama4(image, vision);
    case 'mllama':
      // Four tiles whatever the picture, padded; the text holds one token, and layers of its own look at the tiles.
      return fixed(vision.imageSize, vision.maxTiles * (squared(vision) + 1), 1);
    case 'gemma4':
      return pooled(image, vision.patchSize, GEMMA_4_POOLING);
    case 'gemma4-unified':
      return pooled(image, vision.patchSize, 1);
    case 'gemma3n':
      return fixed(GEMMA_3N_SIDE, GEMMA_3N_TOKENS, GEMMA_3N_TOKENS);
    case 'counted':
      return undefined;
    default:
      return vision satisfies never;
  }
}

/** Positions of the text that so many images take; none where nobody looks, or how many is not known. */
export function imageTokens(
  vision: VisionFacts | undefined,
  images: { readonly count: number; readonly size?: ImageSize | undefined } | null | undefined,
): number {
  return images && vision ? images.count * (sightOf(vision, images.size)?.tokens ?? 0) : 0;
}

/** Gemma 3 pools every picture of 896 × 896 to these. */
const SIGLIP_TOKENS = 256;
const GEMMA_3N_SIDE = 768;
const GEMMA_3N_TOKENS = 256;
const GEMMA_4_POOLING = 3;
/** `max_soft_tokens` of Gemma 4's image processor. */
const GEMMA_4_TOKENS = 280;
/** The longest edge of Mistral Small 3.1 and later. */
const PIXTRAL_EDGE = 1540;
const LLAMA_4_TILES = 16;

function fixed(side: number, patches: number, tokens: number): Sight {
  return { image: { width: side, height: side }, patches, tokens };
}

function squared({ imageSize, patchSize }: Vision<'clip' | 'mllama'>): number {
  return Math.floor(imageSize / patchSize) ** 2;
}

/** Sides go to multiples of patch × merge, within a number of tokens, and the shape is kept. */
function merged(
  { width, height }: ImageSize,
  { patchSize, spatialMerge }: Vision<'qwen2-vl' | 'qwen2.5-vl' | 'qwen3-vl'>,
  { least, most }: { readonly least: number; readonly most: number },
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

/** The longest edge is bounded; every row of tokens ends in one more. */
function pixtral({ width, height }: ImageSize, { patchSize, spatialMerge }: Vision<'pixtral'>): Sight {
  const unit = patchSize * spatialMerge;
  const scale = Math.min(1, PIXTRAL_EDGE / Math.max(width, height));
  const [columns, rows] = [width, height].map((side) => Math.max(1, Math.ceil((scale * side) / unit))) as [
    number,
    number,
  ];
  const image = { width: columns * unit, height: rows * unit };
  return { image, patches: columns * rows * spatialMerge ** 2, tokens: (columns + 1) * rows };
}

/** Tiles that cover the picture, and one more of the whole where there are several. */
function llama4({ width, height }: ImageSize, { imageSize, patchSize }: Vision<'llama4'>): Sight {
  let [columns, rows] = [width, height].map((side) => Math.max(1, Math.ceil(side / imageSize))) as [number, number];
  const shrink = Math.min(1, Math.sqrt(LLAMA_4_TILES / (columns * rows)));
  [columns, rows] = [columns, rows].map((count) =>
    Math.min(LLAMA_4_TILES, Math.max(1, Math.floor(shrink * count))),
  ) as [number, number];
  const tiles = columns * rows + (columns * rows > 1 ? 1 : 0);
  const patches = (imageSize / patchSize) ** 2;
  return {
    image: { width: columns * imageSize, height: rows * imageSize },
    patches: tiles * (patches + 1),
    // Pixel shuffle by two in each direction.
    tokens: (tiles * patches) / 4,
  };
}

/** As large as the number of tokens allows, with the shape kept. */
function pooled({ width, height }: ImageSize, patchSize: number, pooling: number): Sight {
  const unit = patchSize * pooling;
  const scale = Math.sqrt((GEMMA_4_TOKENS * unit ** 2) / (width * height));
  const [columns, rows] = [width, height].map((side) =>
    Math.min(GEMMA_4_TOKENS, Math.max(1, Math.floor((scale * side) / unit))),
  ) as [number, number];
  const tokens = columns * rows;
  return { image: { width: columns * unit, height: rows * unit }, patches: tokens * pooling ** 2, tokens };
}
