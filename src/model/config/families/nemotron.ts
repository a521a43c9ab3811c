/** Nemotron: squared ReLUs, one mixer per layer (H), pruned layer by layer (NAS). Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py. */
import type { AttentionGroup } from '../../../facts/types.ts';
import { child, fail, fieldsOf, flag, isObject, list, size, text, whole, wholeOr, type Fields } from '../fields.ts';
import { experts, flaggedBiases, gated, geometry, predicts, type ConfigRows, type Decoded } from '../parts.ts';
import { mamba2Sizes } from '../state-spaces.ts';

/** One mixer per layer. */
function nemotronH(fields: Fields): Decoded {
  const symbols: Readonly<Record<string, string>> = {
    mamba: 'M',
    linear_attention: 'M',
    attention: '*',
    full_attention: '*',
    mlp: '-',
    moe: 'E',
  };
  const named = list(fields, 'layer_types')
    .map((type) => symbols[String(type)] ?? '?')
    .join('');
  const pattern = named || text(fields, 'hybrid_override_pattern').replace(/[^M*E-]/g, '');
  if (!/^[M*E-]+$/.test(pattern))
    fail('The configuration does not say which of its layers are attention, state space or MLP.');
  const count = (symbol: string) => pattern.split(symbol).length - 1;
  const shared = wholeOr(fields, 'n_shared_experts') ? wholeOr(fields, 'moe_shared_expert_intermediate_size') : 0;
  const latentSize = wholeOr(fields, 'moe_latent_size');
  return {
    mlpBias: flag(fields, 'mlp_bias'),
    layers: pattern.length,
    mlp: 'relu2',
    normsPerLayer: 1,
    position: 'nope',
    layerPattern: pattern,
    mamba: { layers: count('M'), attentionLayers: count('*'), ...mamba2Sizes(fields, size(fields, 'hidden_size')) },
    ...(count('E') > 0
      ? experts(fields, count('E'), {
          ...(shared ? { sharedExperts: 1, sharedIntermediate: shared } : {}),
          ...(latentSize ? { latentSize } : {}),
        })
      : {}),
    ...predicts(fields),
    modules: { mlp: ['up_proj', 'down_proj'] },
  };
}

/** Nemotron's pruned Llamas: every layer has its own groups of heads and MLP width, or none. */
function nemotronNas(fields: Fields): Decoded {
  const { hiddenSize, heads, headDim } = geometry(fields);
  const blocks = list(fields, 'block_configs').map((block) =>
    isObject(block) ? fieldsOf(block, '') : fail('A block of block_configs is no object.'),
  );
  let skipped = 0;
  const attentionGroups = blocks.map((block): AttentionGroup => {
    const attention = child(block, 'attention');
    const perGroup = attention && wholeOr(attention, 'n_heads_in_group');
    if (!perGroup) skipped += 1;
    return perGroup
      ? { layers: 1, kind: 'full', heads, kvHeads: Math.floor(heads / perGroup), headDim }
      : { layers: 1, kind: 'full', heads: 0, kvHeads: 0, headDim };
  });
  const mlpGroups = blocks.map((block) => {
    const ffn = child(block, 'ffn');
    const multiplier = ffn?.get('ffn_mult');
    if (typeof multiplier !== 'number' || !(multiplier > 0 && multiplier < 100)) skipped += 1;
    const width =
      typeof multiplier === 'number' && multiplier > 0 && multiplier < 100 ? (2 * multiplier * hiddenSize) / 3 : 0;
    return { layers: 1, intermediateSize: 256 * Math.ceil(Math.floor(width) / 256) };
  });
  return {
    ...gated(fields),
    attentionGroups,
    mlpGroups,
    otherElements: -skipped * hiddenSize,
    ...(skipped > 0 ? { approximate: 'layers without attention are counted as attention of no heads' } : {}),
  };
}

/** DeciLM: keys and values in groups that differ from layer to layer. */
function deci(fields: Fields): Decoded {
  const { heads, headDim } = geometry(fields);
  const perLayer = list(fields, 'num_key_value_heads_per_layer');
  return {
    ...gated(fields),
    ...flaggedBiases(fields),
    ...(perLayer.length > 0
      ? {
          attentionGroups: perLayer.map((kv) => ({
            layers: 1,
            kind: 'full' as const,
            heads,
            kvHeads: whole(kv, 'num_key_value_heads_per_layer'),
            headDim,
          })),
        }
      : {}),
  };
}

export const NEMOTRON = {
  nemotron: (fields) => ({ ...flaggedBiases(fields), mlp: 'relu2', norm: 'layernorm' }),
  nemotron_h: nemotronH,
  'nemotron-nas': nemotronNas,
  deci,
} satisfies ConfigRows;
