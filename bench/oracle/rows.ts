/** The oracle's rows: the accuracy benchmark's form, with the request in the estimator's names and components beside. */
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import type { RequestInput } from '../../src/index.ts';

const bytes = z.int().nonnegative();

const rowSchema = z.looseObject({
  id: z.string().startsWith('oracle-'),
  group: z.string(),
  source_repo: z.string(),
  model: z.string(),
  method: z.string(),
  /** Not where transformers falls back on code that no GPU would run. */
  core: z.boolean(),
  value: bytes.positive(),
  what_measured: z.string().regex(/^(?:fake-tensor oracle|torch max_memory_allocated)/),
  /** As rows.py writes it; the estimator checks it again. */
  request: z.looseObject({ model: z.string() }).transform((request) => request as RequestInput),
  components: z.object({
    weights: bytes,
    'lora-weights': bytes,
    gradients: bytes,
    'optimizer-states': bytes,
    activations: bytes,
    'weight-casts': bytes,
    buffers: bytes,
  }),
  /** On a GPU also what the allocator held, and what the device showed. */
  secondary: z.object({ reserved_bytes: bytes, device_used_bytes: bytes }).optional(),
  peaks: z.object({ forward: bytes, loss: bytes, backward: bytes, 'optimizer-step': bytes }),
});

export type OracleRow = z.infer<typeof rowSchema>;

export const ORACLE_ROWS = new URL('rows.json', import.meta.url);
/** The same steps on an H200. */
export const GPU_ROWS = new URL('gpu-rows.json', import.meta.url);
/** TRL's own trainer there, in the accuracy benchmark's form. */
export const TRAINER_ROWS = new URL('trainer-rows.json', import.meta.url);

/** @throws ZodError naming the row and field that is not of this form. */
export function readOracleRows(file: string | URL = ORACLE_ROWS): readonly OracleRow[] {
  return z.array(rowSchema).parse(JSON.parse(readFileSync(file, 'utf8')));
}
