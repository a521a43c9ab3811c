/** The decoder for architectures without a row: what the names of the fields say. Its answers are approximations. */
import { flag, layerCount, sizeOr, text, wholeOr, type Fields } from './fields.ts';
import { afterFirstDense, experts, geometry, latent, sharedExperts, windowed, type Decoded } from './parts.ts';

const BIASED = ['attention_bias', 'qkv_bias', 'use_qkv_bias', 'add_qkv_bias', 'use_bias', 'bias', 'add_bias_linear'];
const BIASED_ALL = ['use_bias', 'bias', 'add_bias_linear'];

/** A decoder as most are: RMS norms, a gated MLP, and whatever switches of others it uses. */
export function general(fields: Fields): Decoded {
  const { hiddenSize } = geometry(fields);
  const all = BIASED_ALL.some((name) => flag(fields, name));
  const usesLayerNorm =
    !fields.has('rms_norm_eps') && (fields.has('layer_norm_epsilon') || fields.has('layer_norm_eps'));
  const queryKey = ['use_qk_norm', 'qk_norm', 'qk_layernorm', 'use_qk_layernorm'].some((name) => flag(fields, name));
  const layers = layerCount(fields);
  const moeLayers = wholeOr(fields, 'num_experts') ? Math.min(layers, afterFirstDense(fields)) : 0;
  return {
    intermediateSize: sizeOr(fields, 'intermediate_size') ?? 4 * hiddenSize,
    qkvBias: BIASED.some((name) => flag(fields, name)),
    outBias: all || flag(fields, 'attention_bias'),
    mlpBias: all || flag(fields, 'mlp_bias'),
    mlp: usesLayerNorm ? 'gelu' : text(fields, 'hidden_act').includes('gelu') ? 'geglu' : 'swiglu',
    norm: usesLayerNorm ? 'layernorm' : 'rmsnorm',
    ...(queryKey ? { qkNorm: 'head' as const } : {}),
    ...(wholeOr(fields, 'kv_lora_rank') && wholeOr(fields, 'qk_nope_head_dim') ? latent(fields) : {}),
    ...windowed(fields),
    ...experts(
      fields,
      moeLayers,
      moeLayers > 0 && wholeOr(fields, 'moe_intermediate_size') ? sharedExperts(fields) : {},
    ),
    approximate: `"${fields.type.slice(0, 60) || 'no model_type'}" has no reader of its own; read as an ordinary decoder`,
  };
}
