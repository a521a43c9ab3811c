/** Ways to fine-tune: what is trained, and how the base model is kept. */
import type { QuantizationId } from './quantizations.ts';
import type { TensorShape } from './optimizers.ts';
import type { Source } from './types.ts';

/** A linear that carries trained weights, `count` times in the model. */
interface Carrier {
  readonly in: number;
  readonly out: number;
  readonly count: number;
}

/** What is trained beside each adapted linear, and what that keeps of it for the backward pass. */
export interface AddedRow {
  readonly shapes: (carrier: Carrier, rank: number, bytes: number) => readonly TensorShape[];
  /** Matrices over a linear's input keep that input. */
  readonly keepsInputs: boolean;
  /** Copies of a linear's output that are kept: one where it is scaled. */
  readonly keptOutputs: number;
  /** PEFT puts it on parameters that are no linears too, as stacked experts are. */
  readonly onParameters: boolean;
  readonly sources: readonly Source[];
}

export interface MethodRow {
  readonly label: string;
  readonly aliases: readonly string[];
  /** One sentence for help texts. */
  readonly summary: string;
  /** What receives gradients: all weights, matrices `added` beside frozen ones, or nothing. */
  readonly trains: 'all' | 'added' | 'nothing';
  /** Absent where nothing is added. */
  readonly added?: AddedRow;
  /** How the base is kept unless the request says otherwise. */
  readonly quantization: QuantizationId;
  /** Whether the base must be quantized (QLoRA), must not be (full), or either. */
  readonly base: 'quantized' | 'plain' | 'either';
  /** DoRA's magnitude: one vector of the output width per adapted linear, arXiv 2402.09353. */
  readonly magnitudeVector: boolean;
}

const vector = (rows: number, { count }: Carrier, bytes: number): TensorShape => ({ rows, columns: 1, count, bytes });

/** `A` is rank × in, `B` is out × rank. */
const matrices = ({ in: columns, out: rows, count }: Carrier, rank: number, bytes: number): readonly TensorShape[] => [
  { rows: rank, columns, count, bytes },
  { rows, columns: rank, count, bytes },
];

const LORA: AddedRow = {
  shapes: matrices,
  keepsInputs: true,
  keptOutputs: 0,
  onParameters: true,
  sources: [{ title: 'Hu et al., LoRA, arXiv 2106.09685', url: 'https://arxiv.org/abs/2106.09685' }],
};

/** A magnitude per output beside LoRA's matrices; PEFT keeps each adapted output twice (followed with bench/oracle). */
const DORA: AddedRow = {
  shapes: (one, rank, bytes) => [...matrices(one, rank, bytes), vector(one.out, one, bytes)],
  keepsInputs: true,
  keptOutputs: 2,
  onParameters: false,
  sources: [{ title: 'Liu et al., DoRA, arXiv 2402.09353', url: 'https://arxiv.org/abs/2402.09353' }],
};

const IA3: AddedRow = {
  shapes: (one, _, bytes) => [vector(one.out, one, bytes)],
  keepsInputs: false,
  keptOutputs: 1,
  onParameters: false,
  sources: [{ title: 'Liu et al., (IA)³, arXiv 2205.05638', url: 'https://arxiv.org/abs/2205.05638' }],
};

/** Shared frozen projections; trained are a vector of the rank and one of the output. */
const VERA: AddedRow = {
  shapes: (one, rank, bytes) => [vector(rank, one, bytes), vector(one.out, one, bytes)],
  keepsInputs: false,
  keptOutputs: 1,
  onParameters: false,
  sources: [{ title: 'Kopiczko et al., VeRA, arXiv 2310.11454', url: 'https://arxiv.org/abs/2310.11454' }],
};

/** An offset per output, at most: a sum keeps nothing. */
const BITFIT: AddedRow = {
  shapes: (one, _, bytes) => [vector(one.out, one, bytes)],
  keepsInputs: false,
  keptOutputs: 0,
  onParameters: false,
  sources: [{ title: 'Ben Zaken et al., BitFit, arXiv 2106.10199', url: 'https://arxiv.org/abs/2106.10199' }],
};

export const METHODS = {
  full: {
    label: 'Full fine-tuning',
    aliases: ['fft', 'full-ft', 'full fine-tune', 'full finetune', 'full fine-tuning', 'full-finetune'],
    summary: 'Every weight is trained.',
    trains: 'all',
    quantization: 'none',
    base: 'plain',
    magnitudeVector: false,
  },
  lora: {
    label: 'LoRA',
    aliases: ['rslora', 'rs-lora', 'pissa', 'loftq', 'olora', 'peft'],
    summary: 'Small matrices are trained beside a frozen 16-bit base.',
    trains: 'added',
    added: LORA,
    quantization: 'none',
    base: 'either',
    magnitudeVector: false,
  },
  qlora: {
    label: 'QLoRA',
    aliases: ['q-lora', 'lora-4bit', '4bit-lora'],
    summary: 'LoRA over a base quantized to 4 bit.',
    trains: 'added',
    added: LORA,
    quantization: 'nf4-dq',
    base: 'quantized',
    magnitudeVector: false,
  },
  dora: {
    label: 'DoRA',
    aliases: [],
    summary: 'LoRA with a trained magnitude for each output.',
    trains: 'added',
    added: DORA,
    quantization: 'none',
    base: 'either',
    magnitudeVector: true,
  },
  qdora: {
    label: 'QDoRA',
    aliases: ['q-dora'],
    summary: 'DoRA over a base quantized to 4 bit.',
    trains: 'added',
    added: DORA,
    quantization: 'nf4-dq',
    base: 'quantized',
    magnitudeVector: true,
  },
  ia3: {
    label: '(IA)³',
    aliases: ['ia3 (peft)', 'ia³'],
    summary: 'A trained scale for each output beside a frozen base.',
    trains: 'added',
    added: IA3,
    quantization: 'none',
    base: 'either',
    magnitudeVector: false,
  },
  vera: {
    label: 'VeRA',
    aliases: [],
    summary: 'Trained scales around shared frozen projections.',
    trains: 'added',
    added: VERA,
    quantization: 'none',
    base: 'either',
    magnitudeVector: false,
  },
  bitfit: {
    label: 'BitFit',
    aliases: ['bias-only', 'bias tuning'],
    summary: 'Biases alone are trained.',
    trains: 'added',
    added: BITFIT,
    quantization: 'none',
    base: 'either',
    magnitudeVector: false,
  },
  inference: {
    label: 'Inference',
    aliases: ['infer', 'serve', 'serving', 'generate'],
    summary: 'No training: weights and KV cache, for comparison.',
    trains: 'nothing',
    quantization: 'none',
    base: 'either',
    magnitudeVector: false,
  },
} as const satisfies Record<string, MethodRow>;

export type MethodId = keyof typeof METHODS;
