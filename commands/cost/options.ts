/** The options of `vram-cost`. */
import type { ArgsOf } from '../core/option.ts';
import { CURRENCY_OPTION } from '../options/currency.ts';
import { BUDGET_OPTION, JOB_OPTIONS } from '../options/job.ts';
import { VRAM_OPTIONS } from '../options/vram.ts';

/** What decides hours and dollars. */
const {
  model,
  method,
  objective,
  gpu,
  gpus,
  sharding,
  batch,
  seq,
  rank,
  quant,
  optimizer,
  checkpointing,
  accumulation,
  framework,
} = VRAM_OPTIONS;
const { public: visible, settings } = VRAM_OPTIONS;

export const COST_OPTIONS = {
  model,
  method,
  objective,
  gpu: { ...gpu, otherwise: { text: 'every device that is rented out' } },
  gpus,
  ...JOB_OPTIONS,
  budget: BUDGET_OPTION,
  currency: CURRENCY_OPTION,
  sharding,
  batch,
  seq,
  rank,
  quant,
  optimizer,
  checkpointing,
  accumulation,
  framework,
  public: visible,
  settings,
} as const;

export type CostArgs = ArgsOf<typeof COST_OPTIONS>;
