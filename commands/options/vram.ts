/** The options of `vram`, in the order in which they are offered; other commands take theirs from here. */
import { SAVED_OPTION } from '../core/saved.ts';
import type { ArgsOf } from '../core/option.ts';
import { ANSWER_OPTIONS } from './answer.ts';
import { CURRENCY_OPTION } from './currency.ts';
import { DEVICE_OPTIONS } from './device.ts';
import { DIMENSION_OPTIONS } from './dimensions.ts';
import { IMAGE_OPTIONS } from './image.ts';
import { JOB_OPTIONS } from './job.ts';
import { KERNEL_OPTIONS } from './kernel.ts';
import { METHOD_OPTIONS } from './method.ts';
import { CONFIG_OPTION, MODEL_OPTION } from './model.ts';
import { OBJECTIVE_OPTIONS } from './objective.ts';
import { PARALLEL_OPTIONS } from './parallel.ts';
import { PRECISION_OPTIONS } from './precision.ts';
import { SCOPE_OPTION } from './scope.ts';
import { STEP_OPTIONS } from './step.ts';

const { method, rank, targets } = METHOD_OPTIONS;
const { batch, seq, optimizer, checkpointing, accumulation, loss } = STEP_OPTIONS;
const { dtype, quant, kv_cache } = PRECISION_OPTIONS;
const { attn, compile, framework } = KERNEL_OPTIONS;

export const VRAM_OPTIONS = {
  model: MODEL_OPTION,
  method,
  ...DEVICE_OPTIONS,
  ...PARALLEL_OPTIONS,
  batch,
  seq,
  ...OBJECTIVE_OPTIONS,
  rank,
  targets,
  scope: SCOPE_OPTION,
  optimizer,
  checkpointing,
  accumulation,
  dtype,
  quant,
  loss,
  attn,
  compile,
  kv_cache,
  framework,
  ...ANSWER_OPTIONS,
  ...JOB_OPTIONS,
  // Forms hold 25; vram-cost has them in its own.
  packing: { ...JOB_OPTIONS.packing, offering: { textOnly: true } },
  currency: { ...CURRENCY_OPTION, offering: { textOnly: true } },
  settings: SAVED_OPTION,
  config: CONFIG_OPTION,
  ...DIMENSION_OPTIONS,
  ...IMAGE_OPTIONS,
} as const;

export type VramArgs = ArgsOf<typeof VRAM_OPTIONS>;
