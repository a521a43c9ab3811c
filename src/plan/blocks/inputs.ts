/** What decides which tensors a block saves, and what its linears keep of their inputs. */
import type { LinearModule } from '../../model/architecture.ts';
import type { AttentionBytes, FixedBytes } from '../../facts/added.ts';
import type { LinearPart } from '../../facts/targets.ts';

/** What decides which tensors are saved, and at how many bytes per element. */
export interface ActivationSettings {
  /** Bytes per element of the matrix products. */
  readonly computeBytes: number;
  /** Bytes per element of the stream between blocks: 4 when embeddings are fp32. */
  readonly residualBytes: number;
  /** The base weights receive gradients, so that their inputs must be kept. */
  readonly trainsBase: boolean;
  readonly autocast: boolean;
  readonly fusedKernels: boolean;
  readonly fusedMlp: boolean;
  readonly compiled: boolean;
  /** GELU is written out in Python. */
  readonly geluInPython: boolean;
  /** What a norm keeps: its fp32 copy and the normalised value in 16 bit or fp32, or its input alone. */
  readonly norm: 'rms' | 'fp32' | 'input';
  /** Quantized linears keep their inputs, as trained ones do. */
  readonly keepsInputs: boolean;
  /** Queries, keys and values are views of one projection, which lives on with the values. */
  readonly fusedQkv: boolean;
  readonly attention: {
    readonly bytesPerScore: number;
    readonly bytesPerScoreBackward: number;
    readonly bytesPerPair?: number;
    readonly expandsKeys: boolean;
  };
  readonly lora: LoraSettings | null;
  /** Norms of the blocks receive gradients. */
  readonly trainsNorms: boolean;
  /** What prompts inside the attention keep; null: there are none. */
  readonly ofAttention: ((mixer: { readonly heads: number; readonly headDim: number }) => AttentionBytes) | null;
}

interface LoraSettings {
  readonly bytes: number;
  readonly dropout: number;
  /** Width of the vector that each linear with added weights keeps for a token; 0: none. */
  readonly rank: number;
  /** Bytes per element of products of added weights. */
  readonly productBytes: number;
  /** Linears that read one tensor and their added weights are one function, which keeps that tensor alone. */
  readonly fused: boolean;
  /** Bytes per output that each linear with added weights keeps. */
  readonly outputBytes: number;
  /** Modules with added weights, by the part they play. */
  readonly carriers: ReadonlyMap<LinearPart, number>;
  /** Of these the ones whose weights keep the module's input. */
  readonly adapted: ReadonlyMap<LinearPart, number>;
  /** Of queries, keys and values, those whose added output is copied into a tensor as wide as their common projection. */
  readonly padded: readonly LinearPart[];
  /** Experts' parameters to which the product of the matrices is added before they are used, by part. */
  readonly merged: ReadonlyMap<LinearPart, number>;
  /** Bytes per element of the sum. */
  readonly mergedBytes: number;
  /** Names of the linears with added weights, and what of one does not depend on the tokens. */
  readonly names: ReadonlySet<string>;
  readonly fixed: ((linear: LinearModule) => Partial<FixedBytes>) | null;
}

/**
 * What the linears that read one tensor keep of it. A trained weight keeps its input; under autocast over an fp32 stream
 * each linear keeps its own 16-bit cast. A LoRA matrix keeps its input too: the shared one when dtypes agree, its own
 * cast otherwise; with dropout its own dropped copy and a mask byte.
 */
export function inputBytes(
  width: number,
  parts: readonly LinearPart[],
  linears: number,
  alreadyKept: boolean,
  settings: ActivationSettings,
): number {
  if (width === 0) return 0;
  const { computeBytes: c, residualBytes, trainsBase, keepsInputs } = settings;
  const casts = residualBytes !== c && !alreadyKept;
  const keeps = trainsBase || keepsInputs;
  const base = keeps && !alreadyKept ? c * width * (casts ? linears : 1) : 0;
  return base + loraInputBytes(width, parts, casts, alreadyKept || keeps, settings);
}

function loraInputBytes(
  width: number,
  parts: readonly LinearPart[],
  casts: boolean,
  alreadyKept: boolean,
  { computeBytes: c, autocast, fusedQkv, fusedMlp, lora }: ActivationSettings,
): number {
  if (!lora) return 0;
  let adapted = 0;
  let carriers = 0;
  for (const part of parts) {
    adapted += lora.adapted.get(part) ?? 0;
    carriers += lora.carriers.get(part) ?? 0;
  }
  // One projection has one pair of matrices.
  const most = fusedQkv && parts.includes('query') ? 1 : Infinity;
  adapted = Math.min(most, adapted);
  if (lora.fused && adapted > 0) return alreadyKept || (fusedMlp && parts.includes('down')) ? 0 : c * width;
  const ranks = Math.min(most, carriers) * lora.productBytes * lora.rank;
  if (adapted === 0) return ranks;
  if (lora.dropout > 0) return ranks + adapted * width * ((autocast ? c : lora.bytes) + 1);
  if (lora.bytes === c && !casts) return ranks + (alreadyKept ? 0 : c * width);
  return ranks + adapted * width * (autocast ? c : lora.bytes);
}

/** What added weights keep of the outputs they scale. */
export function outputBytes(outputs: readonly (readonly [LinearPart, number])[], settings: ActivationSettings): number {
  const { lora } = settings;
  if (!lora || lora.outputBytes === 0) return 0;
  return outputs.reduce((sum, [part, width]) => sum + lora.outputBytes * width * (lora.carriers.get(part) ?? 0), 0);
}

/** What is kept of added outputs that are copied into a wider tensor. */
export function paddedBytes(
  widths: Partial<Readonly<Record<LinearPart, number>>>,
  { computeBytes, lora }: ActivationSettings,
): number {
  return lora?.padded.reduce((sum, part) => sum + computeBytes * (widths[part] ?? 0), 0) ?? 0;
}

// ----- Norms -----

/** Of what a block's first norm keeps, its input as it is: the fp32 copy of an fp32 stream is that stream. */
export function keptInputBytes(width: number, { residualBytes, fusedKernels, norm }: ActivationSettings): number {
  return fusedKernels || norm === 'input' || residualBytes === 4 ? residualBytes * width : 0;
}

/**
 * Eager RMSNorm keeps its fp32 copy, and the normalised value when its weight is trained, in fp32 where the model
 * multiplies before it casts back (Gemma, Olmo 2, gpt-oss); fused kernels and LayerNorm keep their input alone.
 */
export function normBytes(
  width: number,
  { residualBytes, trainsBase, fusedKernels, norm }: ActivationSettings,
  trained = trainsBase,
): number {
  if (fusedKernels || norm === 'input') return residualBytes * width;
  const normalised = norm === 'fp32' ? 4 : residualBytes;
  return 4 * width + (trained ? normalised * width : 0);
}
