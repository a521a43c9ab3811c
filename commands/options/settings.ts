/** The options of `vram` that other commands offer too, and the settings they stand for. */
import type { JobInput, Settings } from '../../src/index.ts';
import { JOB_OPTIONS } from './job.ts';
import { OBJECTIVE_OPTIONS } from './objective.ts';
import { PARALLEL_OPTIONS } from './parallel.ts';
import { askedOf } from './saying.ts';
import { VRAM_OPTIONS, type VramArgs } from './vram.ts';

const { method, batch, seq, rank, targets, scope, optimizer, checkpointing, accumulation } = VRAM_OPTIONS;
const { dtype, quant, loss, kv_cache, attn, compile, framework, images, vision_tower } = VRAM_OPTIONS;

/** Everything but model, method and device. */
export const SETTINGS_OPTIONS = {
  ...OBJECTIVE_OPTIONS,
  ...PARALLEL_OPTIONS,
  seq,
  batch,
  rank,
  targets,
  scope,
  optimizer,
  checkpointing,
  dtype,
  quant,
  loss,
  kv_cache,
  attn,
  compile,
  framework,
  images,
  vision_tower,
} as const;

/** Everything of a run but the model, which may be asked of the Hub, and the device. */
const RUN_OPTIONS = { method, accumulation, ...SETTINGS_OPTIONS } as const;

/** The settings that the arguments stand for; other arguments are passed by. */
export function settingsOf(args: Partial<VramArgs>): Settings {
  return askedOf(RUN_OPTIONS, args);
}

/** The job that the arguments describe; other arguments are passed by. */
export function jobOf(args: Partial<VramArgs>): JobInput {
  return askedOf(JOB_OPTIONS, args);
}
