/** The shapes of the fact tables. A fact is a row with a source; shared code never asks a row its name. */

import type { NativeQuantizationId } from './native-quantizations.ts';
import type { AudioFacts, VisionFacts } from './towers.ts';

export type { Source } from './source.ts';

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
  /** Layers with an ordinary MLP, before the first experts; default 0. */
  readonly denseLayers?: number;
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
  /** The router has a scale per hidden value and one per expert (Gemma 4 26B). */
  readonly routerScales?: boolean;
}

export interface MlaFacts {
  readonly qLoraRank: number | null;
  readonly kvLoraRank: number;
  readonly qkNopeHeadDim: number;
  readonly qkRopeHeadDim: number;
  readonly vHeadDim: number;
  /** Sparse-attention indexer (DeepSeek V3.2, GLM-5); in so many layers, default all: the others take over what one picked. */
  readonly indexer?: { readonly heads: number; readonly headDim: number; readonly layers?: number };
}

/** Layers that are not softmax attention. */
export interface LinearAttentionFacts {
  readonly kind: 'gated-deltanet' | 'lightning';
  readonly layers: number;
  readonly keyHeads: number;
  readonly valueHeads: number;
  readonly keyHeadDim: number;
  readonly valueHeadDim: number;
  readonly convKernel?: number;
  /** Whether q, k, v, z and b, a come from two matrices (fused) or four (split). */
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
  /** Mamba-1: the width from which its time steps are made; its heads and groups are of one value each. */
  readonly timeStepRank?: number;
  /** It runs beside the attention of the same layer, in every layer (Falcon-H1). */
  readonly besideAttention?: boolean;
}

/** Multi-token prediction: in the files, not in the model that training stacks load. */
export interface MtpFacts {
  readonly layers: number;
  /** Norms besides those of its own layer. */
  readonly norms: number;
  readonly ownEmbeddings?: boolean;
  readonly ownHead?: boolean;
}

/** Parts of a release that no trainer loads. */
export interface UnloadedFacts {
  readonly elements: number;
  /** What they are, in words: `talker and vocoder`. */
  readonly label: string;
}

/** What part of the weights a release stores in fewer bits. */
export interface NativeQuantization {
  readonly method: NativeQuantizationId;
  /** Values that share one scale; absent: one scale per tensor. */
  readonly block?: number | readonly [number, number];
  readonly appliesTo: 'linears' | 'fused-experts';
  /** Routed experts are stored in another format than the rest (DeepSeek V4). */
  readonly experts?: NativeQuantizationId;
}

/** A parameter count that a row's dimensions must reproduce: published, or what the model's own class has (BUILT). */
export interface PublishedCount {
  readonly total: number;
  /** Default exact: to the last unit. Rounded: within 1 %. */
  readonly precision?: 'exact' | 'rounded';
  /** What the count holds; default text. `head_copy`: the files store a tied output matrix a second time. */
  readonly scope?: 'text' | 'all' | 'text+mtp' | 'all+mtp' | 'text+head_copy' | 'all+unloaded';
  /** Stored elements that are not weights: masks, rotary tables, fp8 scales. */
  readonly nonParameterElements?: number;
  /** Whose count it is, when not this row's own id. */
  readonly of?: string;
  /** Where it was read, when not in the tables of Hugging Face totals that `sources` names. */
  readonly from?: string;
  readonly note?: string;
}

/** Names and fusion of linear modules, where they are not q/k/v/o and gate/up/down. */
interface ModuleNames {
  /** One matrix makes q, k and v. */
  readonly qkv?: string;
  readonly out?: string;
  /** In order; a gated MLP with two names makes gate and up in the first. */
  readonly mlp?: readonly string[];
}

/**
 * One open-weight model: the numbers its memory follows from. A field that is absent has the default that its
 * comment names, and nothing else stands in for a missing fact.
 */
export interface ModelFacts {
  /** Hugging Face id; the key of the catalogue. */
  readonly id: string;
  readonly name: string;
  readonly family: string;
  /** `8b`, `8x7b`, `e4b`: the size as people type it. */
  readonly sizeLabel?: string;
  /** Names people type, besides what the name and the ids already spell. */
  readonly aliases: readonly string[];
  /** Other Hugging Face ids with the same sizes. */
  readonly also: readonly string[];

  readonly hiddenSize: number;
  readonly layers: number;
  readonly heads: number;
  readonly kvHeads: number;
  readonly headDim: number;
  /** Width of the dense MLP; absent where every layer has experts. */
  readonly intermediateSize?: number;
  readonly vocabSize: number;
  /** Tokens in use, where the matrix is padded. */
  readonly tokenizerVocabSize?: number;
  readonly maxPositions: number;

  /** Default false. */
  readonly tiedEmbeddings?: boolean;
  readonly qkvBias?: boolean;
  readonly outBias?: boolean;
  readonly mlpBias?: boolean;
  readonly headBias?: boolean;
  /** Default swiglu. swiglu and geglu have three matrices, the others two. */
  readonly mlp?: 'swiglu' | 'geglu' | 'gelu' | 'relu' | 'relu2';
  /** Default rmsnorm. */
  readonly norm?: 'rmsnorm' | 'layernorm' | 'layernorm-nobias' | 'none';
  /** The model's own code does not upcast its logits: the loss runs in their dtype unless autocast lifts it. */
  readonly logitsKeepDtype?: true;
  /** The model's own code bounds its logits by a tanh, whose result is kept for the backward pass. */
  readonly softcapsLogits?: true;
  /** The model's RMSNorm multiplies by its weight in fp32, before it casts back. */
  readonly normInFp32?: true;
  /** GELU is written out in Python (`gelu_new`): three values more are kept than the one that a kernel keeps. */
  readonly geluInPython?: true;
  /** Default 2. */
  readonly normsPerLayer?: number;
  /** Default none. head: one vector of head width for Q and one for K; full: over all heads. */
  readonly qkNorm?: 'head' | 'full';
  /** Default rope. */
  readonly position?: 'rope' | 'learned' | 'alibi' | 'nope';
  /** Rows of the learned position table. */
  readonly learnedPositions?: number;
  /** Rows of the input embedding beyond the vocabulary (Llama 3.2 Vision). */
  readonly extraEmbeddingRows?: number;
  readonly embeddingNorm?: boolean;
  readonly attentionSinks?: boolean;
  /** The models' code hands SDPA its one key head as it is, which fused kernels refuse (FalconAttention, multi_query). */
  readonly unexpandedKeys?: boolean;
  /** q is twice as wide: it also makes the output gate (Qwen3-Next and later). */
  readonly outputGate?: boolean;
  /** Attention and MLP read the same norm; default: when there is one norm per layer. */
  readonly parallelBlock?: boolean;
  /** The other layers attend in full. */
  readonly slidingWindow?: { readonly window: number; readonly layers: number };

  readonly attentionGroups?: readonly AttentionGroup[];
  readonly mlpGroups?: readonly { readonly layers: number; readonly intermediateSize: number }[];
  readonly moe?: MoeFacts;
  readonly mla?: MlaFacts;
  readonly linearAttention?: LinearAttentionFacts;
  readonly mamba?: MambaFacts;
  readonly shortConv?: { readonly layers: number; readonly kernel: number };
  /** One mixer per layer: M Mamba-2, * attention, - MLP, E experts (Nemotron-H). */
  readonly layerPattern?: string;
  readonly perLayerEmbedding?: { readonly size: number; readonly vocabSize: number };
  readonly altup?: { readonly inputs: number; readonly laurelRank: number };
  readonly mtp?: MtpFacts;
  readonly vision?: VisionFacts;
  readonly audio?: AudioFacts;
  /** In the files, not in the model that training stacks load (a talker and its vocoder). */
  readonly unloaded?: UnloadedFacts;
  readonly modules?: ModuleNames;
  /** Elements of the text model that no other field describes: odd norms, biases, scales. */
  readonly otherElements?: number;
  /** How far its memory may be off because its architecture is guessed, as a fraction; default 0. */
  readonly uncertainty?: number;

  /** Of the stored weights; default bfloat16. */
  readonly dtype?: 'bfloat16' | 'float16' | 'float32';
  readonly quantization?: NativeQuantization;
  readonly license?: string;
  readonly gated?: boolean;
  /** Absent only where a configuration was read; every row of the catalogue has one. */
  readonly published?: PublishedCount;
  /** `owner/repository:path`, where the sizes and the count were read. */
  readonly sources: readonly string[];
  readonly notes?: string;
}
