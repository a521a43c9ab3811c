/** Mellum. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { afterFirstDense, experts, flaggedBiases, gated, windowed, type ConfigRows } from '../parts.ts';

export const JETBRAINS = {
  mellum: (fields) => ({
    ...gated(fields),
    ...flaggedBiases(fields),
    qkNorm: 'head',
    ...windowed(fields),
    ...experts(fields, afterFirstDense(fields)),
  }),
} satisfies ConfigRows;
