/** LongCat Flash: two halves of attention in a layer, and experts that do nothing. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { layerCount, size, sizeOr, wholeOr, type Fields } from '../fields.ts';
import { experts, gated, latent, type ConfigRows, type Decoded } from '../parts.ts';

/** LongCat: every layer has latent attention and an MLP twice, and experts beside; some experts pass their input on. */
function longcat(fields: Fields): Decoded {
  const layers = layerCount(fields);
  const hidden = size(fields, 'hidden_size');
  const width = size(fields, 'expert_ffn_hidden_size');
  return {
    ...gated(fields),
    ...latent(fields),
    layers: 2 * layers,
    intermediateSize: sizeOr(fields, 'ffn_hidden_size') ?? size(fields, 'intermediate_size'),
    ...experts(fields, layers, {
      expertIntermediate: width,
      denseLayers: layers,
      denseIntermediate: size(fields, 'ffn_hidden_size'),
      parallelDense: true,
      fusedExperts: true,
    }),
    otherElements: layers * (wholeOr(fields, 'zero_expert_num') ?? 0) * hidden,
  };
}

export const LONGCAT = {
  longcat_flash: longcat,
} satisfies ConfigRows;
