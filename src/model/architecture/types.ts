import type { MlaFacts } from '../../facts/types.ts';

/** What a linear module is for. Libraries choose LoRA targets and quantized weights by it. */
export type LinearRole = 'attention' | 'mlp' | 'experts' | 'fused-experts' | 'router' | 'outside-layers';

/** Linears of one name and shape: `out × in` weights, `count` times over all text layers. */
export interface LinearModule {
  /** The module's own name, as LoRA target lists write it. */
  readonly name: string;
  readonly in: number;
  readonly out: number;
  readonly count: number;
  /** `fused-experts` are 3-D parameters, not nn.Linear. */
  readonly role: LinearRole;
}

export interface AttentionMixer {
  readonly kind: 'attention';
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  /** Width of a value head; differs from `headDim` under MLA. */
  readonly valueHeadDim: number;
  readonly qkNorm: 'none' | 'head' | 'full';
  /** Tokens a query sees at most; null: all of them. */
  readonly window: number | null;
  /** Keys and values come from the image, not from the text. */
  readonly cross: boolean;
  /** The layer reads the keys and values of an earlier layer. */
  readonly kvShared: boolean;
  readonly outputGate: boolean;
  readonly mla: MlaFacts | null;
}

export interface LinearAttentionMixer {
  readonly kind: 'linear-attention';
  readonly variant: 'gated-deltanet' | 'lightning';
  readonly keyHeads: number;
  readonly valueHeads: number;
  readonly keyHeadDim: number;
  readonly valueHeadDim: number;
  readonly convKernel: number;
}

export interface MambaMixer {
  readonly kind: 'mamba';
  readonly heads: number;
  readonly headDim: number;
  readonly stateSize: number;
  readonly groups: number;
  readonly convKernel: number;
}

export interface ShortConvMixer {
  readonly kind: 'short-conv';
  readonly convKernel: number;
}

/** The layer has no token mixer, only an MLP (Nemotron-H). */
export interface NoMixer {
  readonly kind: 'none';
}

export type Mixer = AttentionMixer | LinearAttentionMixer | MambaMixer | ShortConvMixer | NoMixer;
export type Activation = 'swiglu' | 'geglu' | 'gelu' | 'relu' | 'relu2';

export interface DenseMlp {
  readonly kind: 'dense';
  readonly intermediate: number;
  readonly matrices: 2 | 3;
  readonly activation: Activation;
}

export interface MoeMlp {
  readonly kind: 'moe';
  readonly experts: number;
  /** Of these, the ones that are held: all of them, unless expert parallelism divides them. */
  readonly held: number;
  readonly expertsPerToken: number;
  /** Width of one routed expert. */
  readonly expertIntermediate: number;
  /** Total width of the shared experts, 0 without. */
  readonly sharedIntermediate: number;
  /** Width of a dense MLP that runs beside the experts, 0 without. */
  readonly parallelDenseIntermediate: number;
  readonly matrices: 2 | 3;
  readonly activation: Activation;
  /** The experts are 3-D parameters, not nn.Linear. */
  readonly fused: boolean;
}

/** The layer has no MLP, only a token mixer (Nemotron-H). */
export interface NoMlp {
  readonly kind: 'none';
}

export type Mlp = DenseMlp | MoeMlp | NoMlp;

/** Layers of identical geometry. Element counts are of one such layer. */
export interface LayerGroup {
  readonly count: number;
  /** Linears of one such layer. */
  readonly linears: readonly LinearModule[];
  readonly mixer: Mixer;
  readonly mlp: Mlp;
  readonly normsPerLayer: number;
  /** Attention and MLP read the same norm (Falcon 7B, Phi-2, Command R). */
  readonly parallelBlock: boolean;
  readonly parameters: number;
  /** Of `parameters`: nn.Linear weights, expert matrices included where they are nn.Linear. */
  readonly linearParameters: number;
  /** Of `parameters`: expert matrices that are 3-D parameters. */
  readonly fusedExpertParameters: number;
}

/** Elements by where they are; `total` is the sum of embedding … other. */
export interface ParameterCounts {
  readonly total: number;
  /** Elements a token passes through: total less the routed experts that it does not choose, towers excluded. */
  readonly active: number;
  /** Input token table, learned positions, and a norm behind them where there is one. */
  readonly embedding: number;
  /** Output matrix with its bias; 0 when tied. */
  readonly head: number;
  /** nn.Linear weights inside text layers, routed experts included where they are nn.Linear. */
  readonly linears: number;
  /** Expert matrices that are 3-D parameters. */
  readonly fusedExperts: number;
  /** Per-layer token table, read by lookup (Gemma 3n and 4 E models). */
  readonly perLayerEmbedding: number;
  /** Vision tower with its projector. */
  readonly vision: number;
  /** Audio tower with its projector. */
  readonly audio: number;
  /** Norms, biases, routers, convolutions, projections outside the layers. */
  readonly other: number;
  /** Of linears, fusedExperts and other: all routed experts with their biases; 0 without experts. */
  readonly routedExperts: number;
  /** Multi-token prediction, in the files but in no sum here. */
  readonly mtp: number;
}

/** Elements kept per sequence while generating: per token in full and in windowed layers, and once in others. */
export interface KvCache {
  readonly fullElementsPerToken: number;
  readonly slidingElementsPerToken: number;
  /** Tokens kept by the sliding layers; null where there are none. */
  readonly window: number | null;
  readonly fixedStateElements: number;
}

/** What follows from a model's dimensions. All figures are element counts. */
export interface Architecture {
  readonly parameters: ParameterCounts;
  /** Linears of the text model by module name and shape, counted over all layers. */
  readonly linears: readonly LinearModule[];
  /** Text layers; counts sum to the number of layers. */
  readonly layers: readonly LayerGroup[];
  /** The group of each layer, from the first to the last: an index into `layers`. */
  readonly order: readonly number[];
  readonly kvCache: KvCache;
  /** Elements of the largest single matrix inside a layer (one expert's, where experts are stacked). */
  readonly largestLinear: number;
}
