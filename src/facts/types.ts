/** The shapes of the fact tables. A fact is a row with a source; shared code never asks a row its name. */

/** Where a fact was read: a repository path, a paper, a documentation page. */
export interface Source {
  readonly title: string;
  readonly url?: string;
}

// ----- Models -----

/** Attention geometry of some layers, where not all layers share one. */
export interface AttentionGroup {
  readonly layers: number;
  readonly kind: 'full' | 'sliding' | 'cross';
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  /** The layer reuses keys and values of an earlier one, though its K and V matrices exist. */
  readonly kvShared?: boolean;
  /** V is the K projection: there is no V matrix. */
  readonly kEqualsV?: boolean;
}

export interface MoeFacts {
  readonly experts: number;
  readonly expertsPerToken: number;
  /** Width of one routed expert. */
  readonly expertIntermediate: number;
  readonly moeLayers: number;
  readonly denseLayers: number;
  readonly denseIntermediate?: number;
  readonly sharedExperts?: number;
  /** Total width of the shared experts of a layer. */
  readonly sharedIntermediate?: number;
  readonly sharedExpertGate?: boolean;
  /** The experts are 3-D parameters, not nn.Linear: 4-bit libraries and LoRA target lists pass them by. */
  readonly fusedExperts?: boolean;
  readonly expertBias?: boolean;
  readonly routerBias?: boolean;
  readonly routerCorrectionBias?: boolean;
  /** A dense MLP of the model's intermediate size runs beside the experts (Gemma 4 26B). */
  readonly parallelDense?: boolean;
  /** Tokens are squeezed to this width before the experts (Nemotron 3 Super). */
  readonly latentSize?: number;
  readonly gemma4RouterScales?: boolean;
}

export interface MlaFacts {
  readonly qLoraRank: number | null;
  readonly kvLoraRank: number;
  readonly qkNopeHeadDim: number;
  readonly qkRopeHeadDim: number;
  readonly vHeadDim: number;
  /** Sparse-attention indexer (DeepSeek V3.2, GLM-5). */
  readonly indexer?: { readonly heads: number; readonly headDim: number };
}

/** Layers that are not softmax attention. */
export interface LinearAttentionFacts {
  readonly kind: 'gated_deltanet' | 'lightning';
  readonly layers: number;
  readonly keyHeads: number;
  readonly valueHeads: number;
  readonly keyHeadDim: number;
  readonly valueHeadDim: number;
  readonly convKernel?: number;
  readonly inProj?: 'fused' | 'split';
}

export interface MambaFacts {
  readonly layers: number;
  readonly attentionLayers: number;
  readonly heads: number;
  readonly headDim: number;
  readonly stateSize: number;
  readonly groups: number;
  readonly convKernel: number;
  readonly convBias: boolean;
}

/** One linear module of a model: `out × in` weights, `count` times over all layers. */
export interface LinearModule {
  /** The module's own name, as LoRA target lists write it. */
  readonly name: string;
  readonly in: number;
  readonly out: number;
  readonly count: number;
}

/** A published parameter count that a row's dimensions must reproduce. */
export interface PublishedCount {
  readonly total: number;
  readonly precision: 'exact' | 'rounded' | 'none';
}
