/** OLMo: norms without weights, then on queries and keys; experts, delta networks. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { layerCount, type Fields } from '../fields.ts';
import {
  attentionFlagged,
  deltanet,
  experts,
  flaggedBiases,
  gated,
  windowed,
  type ConfigRows,
  type Decoded,
} from '../parts.ts';

function olmo2(fields: Fields): Decoded {
  return { ...attentionFlagged(fields), qkNorm: 'full', ...windowed(fields, 4) };
}

/** Gated DeltaNet in most layers; the others have norms behind their halves, and over all their heads. */
function olmoHybrid(fields: Fields): Decoded {
  return {
    ...gated(fields),
    ...flaggedBiases(fields),
    mlpBias: false,
    qkNorm: 'full',
    ...deltanet(fields, 'split'),
  };
}

export const OLMO = {
  olmo: (fields) => ({ ...attentionFlagged(fields), norm: 'none' }),
  olmo2: (fields) => ({ ...attentionFlagged(fields), qkNorm: 'full' }),
  olmo3: olmo2,
  olmoe: (fields) => ({
    ...flaggedBiases(fields),
    mlpBias: false,
    ...gated(fields),
    qkNorm: 'full',
    ...experts(fields, layerCount(fields)),
  }),
  flex_olmo: (fields) => ({
    ...flaggedBiases(fields),
    mlpBias: false,
    ...gated(fields),
    qkNorm: 'full',
    ...experts(fields, layerCount(fields)),
  }),
  olmo_hybrid: olmoHybrid,
} satisfies ConfigRows;
