/** dots.llm1. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { afterFirstDense, experts, flaggedBiases, gated, sharedExperts, windowed, type ConfigRows } from '../parts.ts';

export const DOTS = {
  dots1: (fields) => ({
    ...gated(fields),
    ...flaggedBiases(fields),
    mlpBias: false,
    qkNorm: 'head',
    ...windowed(fields),
    ...experts(fields, afterFirstDense(fields), { ...sharedExperts(fields), routerCorrectionBias: true }),
  }),
} satisfies ConfigRows;
