/** Number formats of weights, gradients, states and activations. */
import type { Needs } from './requirements.ts';
import { mention, said } from '../words.ts';

interface DtypeRow extends Needs {
  readonly label: string;
  /** Bytes per element. */
  readonly bytes: number;
  readonly aliases: readonly string[];
}

export const DTYPES = {
  fp32: { label: 'fp32', bytes: 4, aliases: ['float32', 'float'] },
  bf16: {
    label: 'bf16',
    bytes: 2,
    aliases: ['bfloat16'],
    requires: 'bf16',
    instead: said`Use ${mention('dtype', 'fp16')}, or leave ${mention('dtype')} out.`,
  },
  fp16: { label: 'fp16', bytes: 2, aliases: ['float16', 'half'] },
} as const satisfies Record<string, DtypeRow>;

export type DtypeId = keyof typeof DTYPES;
