/** The decoder for architectures without a row: what the names of the fields say. Its answers are approximations. */
import { doubtOf, few, notUnderstood } from './doubt.ts';
import { flag, layerCount, sizeOr, text, wholeOr, type Fields } from './fields.ts';
import { afterFirstDense, experts, geometry, latent, sharedExperts, windowed, type Decoded } from './parts.ts';

const BIASED = ['attention_bias', 'qkv_bias', 'use_qkv_bias', 'add_qkv_bias', 'use_bias', 'bias', 'add_bias_linear'];
const BIASED_ALL = ['use_bias', 'bias', 'add_bias_linear'];
/** Activations that nobody puts into a gated MLP. */
const PLAIN = /^(relu|relu2|xielu|gelu_new|gelu_fast|gelu_pytorch_fast|quick_gelu)$/;

const LAYER_NORM = ['layer_norm_epsilon', 'layer_norm_eps', 'layernorm_epsilon', 'norm_epsilon'];

/** A decoder as most are: RMS norms, a gated MLP, and whatever switches of others it uses. */
export function fallback(fields: Fields): Decoded {
  const { hiddenSize } = geometry(fields);
  const all = BIASED_ALL.some((name) => flag(fields, name));
  const queryKey = ['use_qk_norm', 'qk_norm', 'qk_layernorm', 'use_qk_layernorm'].some((name) => flag(fields, name));
  const layers = layerCount(fields);
  const moeLayers = wholeOr(fields, 'num_experts') ? Math.min(layers, afterFirstDense(fields)) : 0;
  const read: Decoded = {
    intermediateSize: sizeOr(fields, 'intermediate_size') ?? 4 * hiddenSize,
    qkvBias: BIASED.some((name) => flag(fields, name)),
    outBias: all || flag(fields, 'attention_bias'),
    mlpBias: all || flag(fields, 'mlp_bias'),
    mlp: mlpOf(fields),
    norm: usesLayerNorm(fields) ? 'layernorm' : 'rmsnorm',
    ...(queryKey ? { qkNorm: 'head' as const } : {}),
    ...(wholeOr(fields, 'kv_lora_rank') && wholeOr(fields, 'qk_nope_head_dim') ? latent(fields) : {}),
    ...windowed(fields),
    ...experts(
      fields,
      moeLayers,
      moeLayers > 0 && wholeOr(fields, 'moe_intermediate_size') ? sharedExperts(fields) : {},
    ),
  };
  const assumed = fields.get('intermediate_size') === undefined && !read.moe ? ['intermediate_size'] : [];
  const left = notUnderstood(fields);
  const without = [
    ...(left.length > 0 ? [`; ${few(left)} left out`] : []),
    ...assumed.map((name) => `; ${name} taken for four times the hidden size`),
  ].join('');
  return {
    ...read,
    uncertainty: doubtOf([...left, ...assumed]),
    approximate: `"${fields.type.slice(0, 60) || 'no model_type'}" has no reader of its own; read as an ordinary decoder${without}`,
  };
}

function usesLayerNorm(fields: Fields): boolean {
  return !fields.has('rms_norm_eps') && LAYER_NORM.some((name) => fields.has(name));
}

function mlpOf(fields: Fields): NonNullable<Decoded['mlp']> {
  const act = text(fields, 'hidden_act') || text(fields, 'hidden_activation') || text(fields, 'activation_function');
  if (act === 'relu2') return 'relu2';
  if (PLAIN.test(act)) return act.startsWith('relu') ? 'relu' : 'gelu';
  if (act === 'silu' || act === 'swish' || !usesLayerNorm(fields)) return act.includes('gelu') ? 'geglu' : 'swiglu';
  return 'gelu';
}
