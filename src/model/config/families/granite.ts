/** Granite: dense, with experts, with state spaces, with windows. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { layerCount, list, size, sizeOr, wholeOr, type Fields } from '../fields.ts';
import { experts, flaggedBiases, gated, geometry, llama, windowed, type ConfigRows, type Decoded } from '../parts.ts';
import { mamba2Sizes, mambaBiases } from '../state-spaces.ts';

function granitemoe(fields: Fields): Decoded {
  const shared = wholeOr(fields, 'shared_intermediate_size');
  return {
    ...gated(fields),
    ...flaggedBiases(fields),
    mlpBias: false,
    ...experts(fields, layerCount(fields), {
      fusedExperts: true,
      ...(shared ? { sharedExperts: 1, sharedIntermediate: shared } : {}),
    }),
  };
}

function granitemoehybrid(fields: Fields): Decoded {
  const { layers, hiddenSize } = geometry(fields);
  const named = list(fields, 'layer_types');
  const attention = named.filter((type) => type === 'attention' || type === 'full_attention').length;
  const mambaLayers = named.length > 0 ? layers - Math.min(layers, attention) : layers;
  const withExperts = wholeOr(fields, 'num_experts');
  const sharedIntermediate = size(fields, 'shared_intermediate_size');
  const sizes = mambaLayers > 0 ? mamba2Sizes(fields, (sizeOr(fields, 'mamba_expand') ?? 2) * hiddenSize) : undefined;
  return {
    ...flaggedBiases(fields),
    mlpBias: false,
    ...gated(fields),
    intermediateSize: sharedIntermediate,
    ...(sizes ? { mamba: { layers: mambaLayers, attentionLayers: layers - mambaLayers, ...sizes } } : {}),
    ...(withExperts
      ? {
          moe: {
            experts: withExperts,
            expertsPerToken: wholeOr(fields, 'num_experts_per_tok') || 1,
            expertIntermediate: size(fields, 'intermediate_size'),
            moeLayers: layers,
            sharedExperts: 1,
            sharedIntermediate,
            fusedExperts: true,
          },
        }
      : { modules: { mlp: ['input_linear', 'output_linear'] } }),
    otherElements: sizes ? mambaLayers * mambaBiases(fields, sizes, hiddenSize) : 0,
  };
}

export const GRANITE = {
  granite: llama,
  granitemoe,
  granitemoeshared: granitemoe,
  granitemoehybrid,
  granite_swa: (fields) => ({ attentionSinks: true, ...gated(fields), ...flaggedBiases(fields), ...windowed(fields) }),
  granitemoe_swa: (fields) => ({
    attentionSinks: true,
    ...gated(fields),
    ...flaggedBiases(fields),
    ...windowed(fields),
    ...experts(fields, layerCount(fields), { fusedExperts: true }),
  }),
} satisfies ConfigRows;
