/** The shapes of vision and audio towers. Their formulas: src/model/architecture/towers.ts. */

interface TowerSize {
  readonly hiddenSize: number;
  readonly layers: number;
  readonly heads: number;
  readonly intermediateSize: number;
  readonly patchSize: number;
}

/** A vision tower with its projector; `kind` picks its formula. */
export type VisionFacts =
  | (TowerSize & {
      readonly kind: 'mllama';
      readonly globalLayers: number;
      readonly imageSize: number;
      readonly maxTiles: number;
      readonly aspectRatios: number;
      readonly outputDim: number;
    })
  | (TowerSize & {
      readonly kind: 'llama4';
      readonly imageSize: number;
      readonly pixelShuffleIn: number;
      readonly projectorIn: number;
      readonly projectorOut: number;
    })
  | (TowerSize & {
      readonly kind: 'qwen2-vl' | 'qwen2.5-vl';
      readonly temporalPatch: number;
      readonly spatialMerge: number;
    })
  | (TowerSize & {
      readonly kind: 'qwen3-vl';
      readonly temporalPatch: number;
      readonly spatialMerge: number;
      readonly positions: number;
      /** Mergers of middle layers. */
      readonly deepstack: number;
    })
  | (TowerSize & { readonly kind: 'siglip'; readonly imageSize: number; readonly positions: number })
  | (TowerSize & { readonly kind: 'clip'; readonly imageSize: number })
  | (TowerSize & { readonly kind: 'pixtral'; readonly spatialMerge: number })
  | (TowerSize & { readonly kind: 'gemma4'; readonly headDim: number; readonly positions: number })
  | {
      readonly kind: 'gemma4-unified';
      readonly patchSize: number;
      readonly embedDim: number;
      readonly positions: number;
    }
  | {
      readonly kind: 'gemma3n';
      readonly hiddenSize: number;
      /** Not derived: the published total less all other parts. */
      readonly towerParameters: number;
      readonly extraVocab: number;
    }
  | {
      /** Counted where it was read (src/model/config/towers.ts): the tower with its projector. */
      readonly kind: 'counted';
      readonly parameters: number;
    };

/** An audio tower with its projector. */
export type AudioFacts =
  | {
      readonly kind: 'conformer';
      readonly hiddenSize: number;
      readonly layers: number;
      readonly heads: number;
      readonly convKernel: number;
      readonly convChannels: readonly [number, number];
      readonly subsampledBins: number;
      /** Tokens of its own (Gemma 3n). */
      readonly extraVocab?: number;
      /** Width of the output projection, where there is one (Gemma 4). */
      readonly outputDim?: number;
    }
  | { readonly kind: 'projection'; readonly embedDim: number }
  | {
      /** Not derived: what the model's own class has, with the projector. */
      readonly kind: 'counted';
      readonly parameters: number;
    };
