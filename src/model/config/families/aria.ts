/** Aria. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { layerCount, size, wholeOr, type Fields } from '../fields.ts';
import { experts, flaggedBiases, gated, type ConfigRows, type Decoded } from '../parts.ts';

function aria(fields: Fields): Decoded {
  const width = size(fields, 'intermediate_size');
  const shared = wholeOr(fields, 'moe_num_shared_experts') ?? 0;
  return {
    ...gated(fields),
    ...flaggedBiases(fields),
    ...experts(fields, layerCount(fields), {
      expertIntermediate: width,
      fusedExperts: true,
      ...(shared > 0 ? { sharedExperts: shared, sharedIntermediate: shared * width } : {}),
    }),
  };
}

export const ARIA = {
  aria_text: aria,
} satisfies ConfigRows;
