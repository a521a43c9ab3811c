/** LFM2: short convolutions in most layers. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import { flag, list, size, sizeOr, wholeOr, type Fields } from '../fields.ts';
import { afterFirstDense, experts, geometry, type ConfigRows, type Decoded } from '../parts.ts';

/** The MLP's width may be a rule: two thirds of what is said, rounded up to a multiple. */
function lfm2Width(fields: Fields): number {
  const said = wholeOr(fields, 'block_ff_dim') || size(fields, 'intermediate_size');
  if (!flag(fields, 'block_auto_adjust_ff_dim')) return said;
  const multiple = sizeOr(fields, 'block_multiple_of') ?? 1;
  const multiplier = fields.get('block_ffn_dim_multiplier');
  const scaled = Math.floor((typeof multiplier === 'number' ? multiplier : 1) * Math.floor((2 * said) / 3));
  return multiple * Math.ceil(scaled / multiple);
}

function lfm2(fields: Fields): Decoded {
  return { ...shortConvolutions(fields), intermediateSize: lfm2Width(fields) };
}

function shortConvolutions(fields: Fields): Decoded {
  const { layers, hiddenSize, headDim } = geometry(fields);
  const types = list(fields, 'layer_types');
  const full = list(fields, 'full_attn_idxs');
  const attention = types.length > 0 ? types.filter((type) => type === 'full_attention').length : full.length || layers;
  const conv = Math.max(0, layers - attention);
  const kernel = sizeOr(fields, 'conv_L_cache') ?? 3;
  const biases = flag(fields, 'conv_bias') ? conv * (3 * hiddenSize + 2 * hiddenSize) : 0;
  return {
    headDim,
    qkNorm: 'head',
    ...(conv > 0 ? { shortConv: { layers: conv, kernel } } : {}),
    otherElements: biases,
    modules: { out: 'out_proj', mlp: ['w1', 'w3', 'w2'] },
  };
}

export const LFM2 = {
  lfm2,
  lfm2_moe: (fields) => ({
    ...shortConvolutions(fields),
    ...experts(fields, afterFirstDense(fields)),
  }),
} satisfies ConfigRows;
