/** EXAONE. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { text, wholeOr, type Fields } from '../fields.ts';
import { afterFirstDense, experts, gated, sharedExperts, windowed, type ConfigRows, type Decoded } from '../parts.ts';

function exaone4(fields: Fields): Decoded {
  const pattern = fields.get('sliding_window_pattern');
  const every = typeof pattern === 'string' ? pattern.length : (wholeOr(fields, 'sliding_window_pattern') ?? 4);
  return { ...gated(fields), qkNorm: 'head', ...(every > 0 ? windowed(fields, every) : {}) };
}

function exaone3(fields: Fields): Decoded {
  return { ...gated(fields), modules: { out: 'out_proj', mlp: ['c_fc_0', 'c_fc_1', 'c_proj'] } };
}

export const EXAONE = {
  exaone: exaone3,
  exaone4,
  exaone_moe: (fields) => ({
    ...gated(fields),
    qkNorm: 'head',
    ...windowed(fields, text(fields, 'sliding_window_pattern').length || 4),
    ...experts(fields, afterFirstDense(fields), { ...sharedExperts(fields), routerCorrectionBias: true }),
  }),
} satisfies ConfigRows;
