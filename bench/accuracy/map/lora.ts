/** LoRA: rank, targets, dtype. */
import type { DtypeId } from '../../../src/facts/dtypes.ts';
import type { TargetId } from '../../../src/facts/targets.ts';
import { wordsOf, type Row } from '../rows.ts';

type Targets = TargetId | readonly string[];

/** Sets of module names are put as the part of a block they make up, since names differ between architectures. */
export function targetsOf({ adapter_targets: stated }: Row): Targets | undefined {
  if (stated == null) return undefined;
  const words = (Array.isArray(stated) ? stated.join(' ') : stated).toLowerCase();
  const attention = /q_proj|query|c_attn|qkv|self_attn|wqkv|q\|k\|v|attn|w_pack/.test(words);
  const mlp = /gate|up_proj|w1|\bmlp\b|fc|4h|up\|/.test(words);
  if (/all/.test(words) || (attention && mlp)) return 'all-linear';
  if (mlp) return 'mlp';
  if (/fused attention qkv only|default/.test(words)) return 'qkv';
  const output = /o_proj|c_proj|out|dense|q\|k\|v\|o/.test(words);
  const key = /k_proj|key|q\|k/.test(words);
  return output ? 'attention' : key ? 'qkv' : 'qv';
}

/** The dtype that the row states; the preset's own otherwise. */
export function loraDtypeOf({ adapter_dtype: stated }: Row): DtypeId | undefined {
  const words = wordsOf(stated);
  if (/float32|fp32/.test(words)) return 'fp32';
  if (/bfloat16|bf16/.test(words)) return 'bf16';
  return /float16|fp16/.test(words) ? 'fp16' : undefined;
}

/** Methods other than LoRA train as little as a LoRA of rank 1. */
export function rankOf(row: Row): number | undefined {
  return row.adapter_rank ?? (/lora|dora/.test(wordsOf(row.method)) ? undefined : 1);
}

/**
 * Prompts and prefixes keep nothing of the linears; methods that scale or shift each linear keep a second tensor of it,
 * as LoRA does with dropout.
 */
export function loraDropoutOf({ method }: Row): number | undefined {
  return /^adapter$|prompt|prefix|p-?tuning|adaption/.test(wordsOf(method)) ? 0 : undefined;
}
