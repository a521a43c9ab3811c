/** The form of a measured speed. Tolerant: sources state what they please, so that most fields may be absent or text. */
import { readFileSync } from 'node:fs';
import * as z from 'zod';

const text = z.string().nullish();
const number = z.number().nullish();

const rowSchema = z.looseObject({
  id: z.string(),
  model: z.string(),
  params_b: number,
  active_params_b: number,
  method: z.string(),
  quantization: text,
  lora_rank: number,
  precision: text,
  gpu: text,
  gpu_count: number,
  parallelism: text,
  micro_batch_size: number,
  seq_len: number,
  grad_accum: number,
  packed: z.boolean().nullish(),
  gradient_checkpointing: z.union([z.boolean(), z.string()]).nullish(),
  framework: text,
  tokens_per_second_total: number,
  tokens_per_second_per_gpu: number,
  seconds_per_step: number,
  tokens_per_step: number,
  notes: text,
  source: z.string(),
  quality: text,
});

/** One published speed with the configuration it was measured in. */
export type SpeedRow = z.infer<typeof rowSchema>;

/** @throws ZodError naming the field, for a file that is not of this form. */
export function readSpeedRows(files: readonly (string | URL)[]): readonly SpeedRow[] {
  return files.flatMap((file) => z.array(rowSchema).parse(JSON.parse(readFileSync(file, 'utf8'))));
}

/** The open rows: published figures, each with its address and date. */
export const OPEN_ROWS = new URL('rows.json', import.meta.url);

/** `github.com/owner/repository` of a source's address: what errors are averaged over. */
export function sourceOf({ source }: SpeedRow): string {
  return /github\.com\/([^/#]+\/[^/#\s]+)/.exec(source)?.[1] ?? source;
}
