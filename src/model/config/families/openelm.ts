/** OpenELM: heads and widths that differ from layer to layer. Source of each row: huggingface/transformers 5.18.0, src/transformers/models/<type>/modeling_<type>.py; of those whose code came with the checkpoint, that code as ported in ml-explore/mlx-lm:mlx_lm/models. */
import { flag, list, size, whole, wholeOr, type Fields } from '../fields.ts';
import { type ConfigRows, type Decoded } from '../parts.ts';

/** OpenELM: heads and MLP widths differ from layer to layer, the embedding is tied, Q and K have norms. */
function openelm(fields: Fields): Decoded {
  const headDim = size(fields, 'head_dim');
  const hidden = size(fields, 'hidden_size');
  const kv = list(fields, 'num_kv_heads');
  const divisor = wholeOr(fields, 'ffn_dim_divisor') || 256;
  const attentionGroups = list(fields, 'num_query_heads').map((heads, layer) => ({
    layers: 1,
    kind: 'full' as const,
    heads: whole(heads, 'num_query_heads'),
    kvHeads: whole(kv[layer], 'num_kv_heads'),
    headDim,
  }));
  const mlpGroups = list(fields, 'ffn_multipliers').map((multiplier) => ({
    layers: 1,
    intermediateSize: divisible(Number(multiplier) * hidden, divisor),
  }));
  return {
    tiedEmbeddings: flag(fields, 'share_input_output_layers', true),
    qkNorm: 'head',
    attentionGroups,
    mlpGroups,
    modules: { qkv: 'qkv_proj', out: 'out_proj', mlp: ['proj_1', 'proj_2'] },
  };
}

/** Rounded to a multiple, never more than a tenth down. */
function divisible(value: number, divisor: number): number {
  const rounded = Math.max(divisor, Math.floor((value + divisor / 2) / divisor) * divisor);
  return whole(rounded < 0.9 * value ? rounded + divisor : rounded, 'ffn_multipliers');
}

export const OPENELM = {
  openelm,
} satisfies ConfigRows;
