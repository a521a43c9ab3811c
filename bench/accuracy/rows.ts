/** The form of a measured row. Tolerant: sources state what they please, so that most fields may be absent or text. */
import { readFileSync } from 'node:fs';
import * as z from 'zod';

const text = z.string().nullish();
const number = z.number().nullish();

const rowSchema = z.looseObject({
  id: z.string(),
  kind: z.string(),
  outcome: z.string(),
  quality: text,
  core: z.boolean().nullish(),
  /** Siblings that differ in batch or length only: never split them between folds. */
  group: text,
  source_repo: z.string(),
  framework: text,
  model: text,
  model_params: number,
  method: text,
  peft_type: text,
  adapter_rank: number,
  adapter_targets: z.union([z.array(z.string()), z.string()]).nullish(),
  trainable_params: number,
  quantization: text,
  weight_dtype: text,
  compute_dtype: text,
  adapter_dtype: text,
  optimizer: text,
  micro_batch_size: number,
  grad_accum: number,
  seq_len: number,
  seq_len_kind: text,
  tokens_per_micro_batch: number,
  gradient_checkpointing: z.union([z.boolean(), z.string()]).nullish(),
  attention_impl: text,
  loss_impl: text,
  compile: z.boolean().nullish(),
  num_gpus: number,
  parallelism: text,
  offload: text,
  gpu_type: text,
  value_gib_per_gpu: number,
  what_measured: text,
  per_gpu_or_total: text,
  secondary: z.record(z.string(), z.unknown()).nullish(),
  notes: text,
});

/** One published figure with the configuration it was measured in. */
export type Row = z.infer<typeof rowSchema>;

/** @throws ZodError naming the field, for a file that is not of this form. */
export function parseRows(data: unknown): readonly Row[] {
  return z.array(rowSchema).parse(data);
}

/** The rows of some files, in order. */
export function readRows(files: readonly (string | URL)[]): readonly Row[] {
  return files.flatMap((file) => parseRows(JSON.parse(readFileSync(file, 'utf8'))));
}

/** The open rows: published figures, each with its repository, file and commit. */
export const OPEN_ROWS = new URL('rows.json', import.meta.url);

/** Rows on which errors are scored: a fixed length, an ordinary method, a known or nearly known configuration. */
export function isCore(row: Row): boolean {
  return row.core === true && row.kind === 'measured' && row.outcome === 'ok' && row.value_gib_per_gpu != null;
}

/** All of a row that speaks of its software, for rules that look for words. */
export function wordsOf(...parts: readonly (string | boolean | null | undefined)[]): string {
  return parts
    .filter((part) => typeof part === 'string')
    .join(' | ')
    .toLowerCase();
}
