/** The options of `vram` that other commands offer too, and the settings they stand for. */
import type { JobInput, Settings } from '../../src/index.ts';
import { JOB_OPTIONS } from './job.ts';
import { OBJECTIVE_OPTIONS } from './objective.ts';
import { PARALLEL_OPTIONS } from './parallel.ts';
import { askedOf } from './saying.ts';
import { VRAM_OPTIONS, type VramArgs } from './vram.ts';

const { batch, seq, rank, targets, scope, optimizer, checkpointing } = VRAM_OPTIONS;
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

/** The job that the arguments describe; other arguments are passed by. */
export function jobOf(args: Partial<VramArgs>): JobInput {
  return askedOf(JOB_OPTIONS, args);
}

type RunOptions = Omit<typeof VRAM_OPTIONS, keyof typeof JOB_OPTIONS>;

const RUN_OPTIONS = Object.fromEntries(
  Object.entries(VRAM_OPTIONS).filter(([name]) => !Object.hasOwn(JOB_OPTIONS, name)),
) as RunOptions;

/** All else that the arguments say, apart from the model, which may be asked of the Hub, and the device. */
export function settingsOf(args: Partial<VramArgs>): Settings {
  const { model: _, gpu: __, gpus: ___, ...settings } = askedOf(RUN_OPTIONS, args);
  return settings;
}
