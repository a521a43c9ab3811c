/** Makers whose decoders have DeepSeek's latent attention. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { size } from '../fields.ts';
import { afterFirstDense, type ConfigRows } from '../parts.ts';
import { deepseek } from './deepseek.ts';
import { latentExperts } from './deepseek.ts';

export const LATENT = {
  youtu: deepseek,
  // One more norm behind the experts.
  axk1: (fields) => ({
    ...latentExperts(fields),
    otherElements: afterFirstDense(fields) * size(fields, 'hidden_size'),
  }),
} satisfies ConfigRows;
