/** Arcee. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { layerCount, wholeOr, type Fields } from '../fields.ts';
import { experts, flaggedBiases, gated, sharedExperts, windowed, type ConfigRows, type Decoded } from '../parts.ts';

/** Arcee's experts: an output gate, four norms, experts after the first dense layers. */
function afmoe(fields: Fields): Decoded {
  const moeLayers = layerCount(fields) - (wholeOr(fields, 'num_dense_layers') ?? 0);
  return {
    ...gated(fields),
    normsPerLayer: 4,
    qkNorm: 'head',
    outputGate: true,
    ...windowed(fields, wholeOr(fields, 'global_attn_every_n_layers') || 4),
    ...experts(fields, moeLayers, { ...sharedExperts(fields), routerCorrectionBias: true }),
  };
}

export const ARCEE = {
  arcee: (fields) => ({ ...flaggedBiases(fields), mlp: 'relu2' }),
  afmoe,
} satisfies ConfigRows;
