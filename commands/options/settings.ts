/** The options of `vram` that other commands offer too, and the settings they stand for. */
import type { Settings } from '../../src/index.ts';
import type { ArgsOf } from '../core/command.ts';
import { OBJECTIVE_OPTIONS, objectiveOf } from './objective.ts';
import { PARALLEL_OPTIONS, parallelOf } from './parallel.ts';
import { DTYPE_CHOICES, VRAM_OPTIONS } from './vram.ts';

const { batch, seq, rank, targets, scope, optimizer, checkpointing, quant, loss, framework, dtype } = VRAM_OPTIONS;
const { images, vision_tower, kv_cache, attn, compile } = VRAM_OPTIONS;

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

export type SettingsArgs = ArgsOf<typeof SETTINGS_OPTIONS>;

export function settingsOf(args: SettingsArgs): Settings {
  const dtype = args.dtype === undefined ? undefined : DTYPE_CHOICES[args.dtype];
  return {
    ...objectiveOf(args),
    ...parallelOf(args),
    microBatch: args.batch,
    sequenceLength: args.seq,
    rank: args.rank,
    targets: args.targets,
    ...args.scope,
    optimizer: args.optimizer,
    checkpointing: args.checkpointing,
    quantization: args.quant,
    loss: args.loss,
    kvCache: args.kv_cache,
    attention: args.attn,
    compiled: args.compile,
    framework: args.framework,
    images: args.images,
    tower: args.vision_tower,
    dtype: dtype?.dtype,
    precision: dtype && 'precision' in dtype ? dtype.precision : undefined,
  };
}
