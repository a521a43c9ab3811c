/** The shape of a vision tower's row: what one kind of tower weighs, how it sees an image, what its blocks are like. */

/** Sizes that nearly every tower has. */
export interface TowerSize {
  readonly hiddenSize: number;
  readonly layers: number;
  readonly heads: number;
  readonly intermediateSize: number;
  readonly patchSize: number;
}

/** In pixels. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/**
 * How a model sees one image. Source of each kind's rule: huggingface/transformers 5.18.0,
 * src/transformers/models/<type>/image_processing_<type>.py and processing_<type>.py; pixel limits that the class leaves to
 * the release are those of the release's own README.
 */
export interface Sight {
  /** After resizing. */
  readonly image: ImageSize;
  /** Positions in the tower. */
  readonly patches: number;
  /** Positions in the text. */
  readonly tokens: number;
}

/** What a tower's blocks are made of. */
export interface BlockStyle {
  readonly normsPerLayer: number;
  /** LayerNorm keeps its input alone, RMSNorm its fp32 copy. */
  readonly norm: 'rms' | 'input';
  /** Queries, keys and values come from one matrix. */
  readonly fusedQkv: boolean;
  /** Attention runs image by image, and what comes out is put together in a copy. */
  readonly joinsImages?: true;
  readonly qkNorm: 'none' | 'head';
  readonly matrices: 2 | 3;
  /** Of its linears, as LoRA targets write them. */
  readonly names: { readonly qkv?: string; readonly out: string; readonly mlp: readonly string[] };
}

/** The blocks of one tower. */
export interface BlockFacts extends BlockStyle {
  readonly layers: number;
  readonly width: number;
  readonly heads: number;
  readonly headDim: number;
  readonly intermediate: number;
  /** Values of one patch as it comes in. */
  readonly patchValues: number;
}

/** One kind of tower. Source of each formula: the modelling code in huggingface/transformers and Blaizzy/mlx-vlm that the models' rows name. */
export interface TowerRow<Facts> {
  /** Elements of the tower and its projector to the text model's width. */
  elements(vision: Facts, hiddenSize: number): number;
  /** Absent where no rule is known. */
  sight?(vision: Facts, image: ImageSize): Sight;
  /** Absent for a tower without transformer blocks, or with blocks that nobody knows. */
  blocks?(vision: Facts): BlockFacts;
}
