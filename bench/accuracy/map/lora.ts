/** LoRA: targets, dtype. */
import type { DtypeId } from '../../../src/facts/dtypes.ts';
import type { ExpertReachId, TargetId } from '../../../src/facts/targets.ts';
import { wordsOf, type Row } from '../rows.ts';

type Targets = TargetId | readonly string[];

/**
 * Sets of module names are put as the part of a block they make up, since names differ between architectures; experts'
 * parameters, which are called the same everywhere, stay names.
 */
export function targetsOf(row: Row): Targets | undefined {
  const { adapter_targets: stated } = row;
  if (stated == null) return undefined;
  const names = Array.isArray(stated) ? stated : [stated];
  const experts = expertsOf(row);
  const part = partOf(
    names
      .filter((name) => !isExpert(name))
      .join(' ')
      .toLowerCase(),
  );
  return experts.length > 0 ? [part, ...experts] : part;
}

/** Parameters of experts among the targets, by the names of transformers 5. */
function expertsOf({ adapter_targets: stated, secondary }: Row): readonly string[] {
  const parameters = secondary?.['lora_target_parameters'];
  const names = [stated, parameters].flat().filter((name) => typeof name === 'string');
  return names.filter(isExpert).map((name) => name.slice(name.indexOf('experts.')));
}

function isExpert(name: string): boolean {
  return /(?:^|\.)experts\./.test(name);
}

function partOf(words: string): TargetId {
  const attention = /q_proj|query|c_attn|qkv|self_attn|wqkv|q\|k\|v|attn|w_pack/.test(words);
  const mlp = /gate|up_proj|w1|\bmlp\b|fc|4h|up\|/.test(words);
  if (/all/.test(words) || (attention && mlp)) return 'all-linear';
  if (mlp) return 'mlp';
  if (/fused attention qkv only|default/.test(words)) return 'qkv';
  const output = /o_proj|c_proj|out|dense|q\|k\|v\|o/.test(words);
  const key = /k_proj|key|q\|k/.test(words);
  return output ? 'attention' : key ? 'qkv' : 'qv';
}

/** Lists of modules without experts among them reach none, whatever the preset does. */
export function adaptsExpertsOf({ adapter_targets: stated }: Row): ExpertReachId | undefined {
  return stated == null || stated === 'all-linear' ? undefined : 'named';
}

/** The dtype that the row states; the preset's own otherwise. */
export function loraDtypeOf({ adapter_dtype: stated }: Row): DtypeId | undefined {
  const words = wordsOf(stated);
  if (/float32|fp32/.test(words)) return 'fp32';
  if (/bfloat16|bf16/.test(words)) return 'bf16';
  return /float16|fp16/.test(words) ? 'fp16' : undefined;
}
