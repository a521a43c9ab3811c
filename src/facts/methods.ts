/** Ways to fine-tune: what is trained, and how the base model is kept. */
import type { QuantizationId } from './quantizations.ts';

export interface MethodRow {
  readonly label: string;
  readonly aliases: readonly string[];
  /** One sentence for help texts. */
  readonly summary: string;
  /** What receives gradients: all weights, matrices `added` beside frozen ones, or nothing. */
  readonly trains: 'all' | 'added' | 'nothing';
  /** How the base is kept unless the request says otherwise. */
  readonly quantization: QuantizationId;
  /** Whether the base must be quantized (QLoRA), must not be (full), or either. */
  readonly base: 'quantized' | 'plain' | 'either';
  /** DoRA's magnitude: one vector of the output width per adapted linear, arXiv 2402.09353. */
  readonly magnitudeVector: boolean;
}

export const METHODS = {
  full: {
    label: 'Full fine-tuning',
    aliases: ['fft', 'full-ft', 'full fine-tune', 'full finetune', 'full fine-tuning', 'full-finetune', 'sft'],
    summary: 'Every weight is trained.',
    trains: 'all',
    quantization: 'none',
    base: 'plain',
    magnitudeVector: false,
  },
  lora: {
    label: 'LoRA',
    aliases: ['rslora', 'peft'],
    summary: 'Small matrices are trained beside a frozen 16-bit base.',
    trains: 'added',
    quantization: 'none',
    base: 'either',
    magnitudeVector: false,
  },
  qlora: {
    label: 'QLoRA',
    aliases: ['q-lora', 'lora-4bit', '4bit-lora'],
    summary: 'LoRA over a base quantized to 4 bit.',
    trains: 'added',
    quantization: 'nf4-dq',
    base: 'quantized',
    magnitudeVector: false,
  },
  dora: {
    label: 'DoRA',
    aliases: [],
    summary: 'LoRA with a trained magnitude for each output.',
    trains: 'added',
    quantization: 'none',
    base: 'either',
    magnitudeVector: true,
  },
  qdora: {
    label: 'QDoRA',
    aliases: ['q-dora'],
    summary: 'DoRA over a base quantized to 4 bit.',
    trains: 'added',
    quantization: 'nf4-dq',
    base: 'quantized',
    magnitudeVector: true,
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
