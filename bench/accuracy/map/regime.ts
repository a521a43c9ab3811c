/** Dtypes and precision regime, optimizer, loss, attention, checkpointing: one rule list a field. */
import type { AttentionId } from '../../../src/facts/attentions.ts';
import type { CheckpointingId } from '../../../src/facts/checkpointings.ts';
import type { DtypeId } from '../../../src/facts/dtypes.ts';
import type { LossId } from '../../../src/facts/losses.ts';
import type { OptimizerId } from '../../../src/facts/optimizers.ts';
import type { PrecisionId } from '../../../src/facts/precisions.ts';
import { wordsOf, type Row } from '../rows.ts';
import { Skip } from './skip.ts';

type Rules<Id> = readonly (readonly [RegExp, Id])[];

function byRule<Id>(rules: Rules<Id>, words: string): Id | undefined {
  return rules.find(([pattern]) => pattern.test(words))?.[1];
}

/** A frozen base in fp32 stays so under autocast. */
export function baseDtypeOf(row: Row): DtypeId | undefined {
  const wide = /^(?:float32|fp32)$/.test(wordsOf(row.weight_dtype)) && !/^full/.test(wordsOf(row.method));
  return wide ? 'fp32' : undefined;
}

/** Of the computation; of the weights where only theirs is stated. */
export function dtypeOf(row: Row): DtypeId | undefined {
  const words = wordsOf(row.compute_dtype, row.weight_dtype);
  return byRule<DtypeId>(
    [
      [/bf16|bfloat16/, 'bf16'],
      [/fp16|float16/, 'fp16'],
      [/fp32|float32/, 'fp32'],
    ],
    words,
  );
}

/** Autocast where it is named; not where the run is pure 16-bit. */
export function autocastOf(row: Row): boolean | undefined {
  const words = wordsOf(row.compute_dtype);
  if (/autocast/.test(words)) return true;
  // accelerate leaves autocast to DeepSpeed's engine, which runs in the 16-bit dtype itself.
  return /pure|true/.test(words) || /deepspeed|zero/.test(wordsOf(row.parallelism)) ? false : undefined;
}

/** Sharded data parallelism keeps fp32 masters unless the run is pure; a single process trains what it loaded. */
export function precisionOf(row: Row): PrecisionId | undefined {
  // What is left on the GPU when the masters are elsewhere.
  if (/master weights offload/.test(wordsOf(row.offload))) return 'pure-bf16';
  const words = wordsOf(row.method, row.compute_dtype, row.weight_dtype);
  const parallel = wordsOf(row.parallelism);
  if (/pure|bf16-true/.test(words)) return 'pure-bf16';
  if (/zero|deepspeed/.test(parallel)) return 'bf16-master';
  if (/float32|fp32|mixed/.test(words)) return 'fp32-master';
  if (/fsdp/.test(parallel) && /autocast/.test(words)) return 'fp32-master';
  return /bfloat16|bf16|float16/.test(wordsOf(row.weight_dtype)) ? 'pure-bf16' : undefined;
}

const OPTIMIZERS: Rules<OptimizerId> = [
  [/paged.*8.?bit/, 'paged-adamw-8bit'],
  [/paged/, 'paged-adamw'],
  [/lion.*8.?bit/, 'lion-8bit'],
  [/lion/, 'lion'],
  [/adafactor/, 'adafactor'],
  [/cpu/, 'adamw-cpu'],
  [/4.?bit/, 'adamw-4bit'],
  [/8.?bit/, 'adamw-8bit'],
  [/adam.*fused/, 'adamw-fused'],
  [/adam/, 'adamw-foreach'],
  [/sgd/, 'sgd'],
];

/** DeepSpeed puts its own FusedAdam in the place of torch's (runtime/engine.py, `torch_adam` false). */
export function optimizerOf(row: Row): OptimizerId | undefined {
  const words = wordsOf(row.optimizer);
  const named = byRule(OPTIMIZERS, words);
  const replaced = named === 'adamw-foreach' && /deepspeed|zero/.test(wordsOf(row.parallelism));
  const found = replaced ? 'adamw-fused' : named;
  if (words !== '' && found === undefined) throw new Skip(`optimizer not known: ${row.optimizer}`);
  return found;
}

const LOSSES: Rules<LossId> = [
  [/liger|fused linear/, 'liger'],
  [/cut|cce/, 'cut-cross-entropy'],
  [/never materiali/, 'liger'],
  [/triton|fast|chunk-free/, 'triton'],
  [/chunked cross entropy \(128\)/, 'kept-chunks'],
  [/chunked cross entropy \(8 chunks\)/, 'chunked-logits'],
  [/chunk/, 'chunked'],
  [/hf|causal|upcast|fp32|eager|reference|cross/, 'materialized'],
];

/** Tokens on one GPU whose logits, of a vocabulary of today's size, outgrow every card: 12 B × 128,000 × 100,000. */
const NEVER_WHOLE_TOKENS = 100_000;

/** torchtitan compiles the loss with the model, but not in version 0.0.2 (PR 1033, April 2025), of which this group is. */
const UNCOMPILED_LOSS = 'ao-fp8-H100';

/** Where no loss is stated, whole logits are taken for granted only where there is a card that could hold them. */
export function lossOf(row: Row, tokensOfGpu: number): LossId | undefined {
  if (/recipe/.test(wordsOf(row.gradient_checkpointing))) return undefined;
  if (row.group === UNCOMPILED_LOSS) return 'materialized';
  // Its get_loss takes the cross entropy of the whole logits in fp32.
  if (/torchao benchmark script/.test(wordsOf(row.framework))) return 'materialized';
  return byRule(LOSSES, wordsOf(row.loss_impl)) ?? (tokensOfGpu > NEVER_WHOLE_TOKENS ? 'liger' : undefined);
}

const ATTENTIONS: Rules<AttentionId> = [
  [/flash|sdpa|xformers|flex/, 'sdpa'],
  [/eager|materiali/, 'eager'],
];

export function attentionOf(row: Row): AttentionId | undefined {
  if (/no flash-?attention/.test(wordsOf(row.framework))) return 'eager';
  return byRule(ATTENTIONS, wordsOf(row.attention_impl));
}

export function checkpointingOf(row: Row): CheckpointingId | undefined {
  const { gradient_checkpointing: stated } = row;
  if (stated == null) return undefined;
  // Under FSDP axolotl's recipes ask for it by fsdp_config.activation_checkpointing, not by gradient_checkpointing.
  if (stated === false && /axolotl/.test(wordsOf(row.framework)) && /fsdp/.test(wordsOf(row.parallelism))) return 'on';
  const offloads = /checkpoint|activation|layer input/.test(wordsOf(row.offload));
  if (stated === true) return offloads ? 'offload' : 'on';
  if (stated === false) return 'off';
  return byRule<CheckpointingId>(
    [
      [/selective.*op/, 'selective-op'],
      [/selective/, 'alternate'],
      [/2nd|second|alternate/, 'alternate'],
      [/unsloth|offload/, 'offload'],
    ],
    wordsOf(stated),
  );
}

/** Batches differ in length where the stated one is a cap; not where they are packed, padded to it or forced to it. */
export function varyingLengthsOf({ seq_len_kind: kind }: Row): boolean | undefined {
  const words = wordsOf(kind);
  if (/packed|fixed|forced/.test(words)) return false;
  return /max|variable|dynamic|mix|unpadded|unpacked/.test(words) ? true : undefined;
}
