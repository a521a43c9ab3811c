/** The options of `vram`. */
import {
  CHECKPOINTINGS,
  FRAMEWORKS,
  KV_CACHES,
  looksLikeDevice,
  LOSSES,
  MAX_COUNT,
  METHODS,
  MODULE_PARTS,
  OPTIMIZERS,
  parseDevice,
  presetLine,
  QUANTIZATIONS,
  RANGES,
  suggestDevices,
  TARGETS,
  UserError,
  type DeviceChoice,
  type DtypeId,
  type FrameworkId,
  type PrecisionId,
  type TargetId,
} from '../../src/index.ts';
import type { ArgsOf, OptionSpecs, OptionType } from '../core/command.ts';
import { KERNEL_OPTIONS } from './kernel.ts';
import { IMAGE_OPTIONS } from './image.ts';
import { CURRENCY_OPTION } from './currency.ts';
import { JOB_OPTIONS } from './job.ts';
import { MODEL_OPTION, MODEL_OPTIONS } from './model.ts';
import { OBJECTIVE_OPTIONS } from './objective.ts';
import { choice, integer, tokenCount, yesNo } from './types.ts';
import { PARALLEL_OPTIONS } from './parallel.ts';
import { SCOPE_OPTION } from './scope.ts';
import { SAVED_OPTION } from '../core/saved.ts';

/** Compute dtypes, and the regime without master weights, as one choice. */
export const DTYPE_CHOICES = {
  bf16: { label: 'bf16', dtype: 'bf16', aliases: ['bfloat16'] },
  fp16: { label: 'fp16', dtype: 'fp16', aliases: ['float16', 'half'] },
  fp32: { label: 'fp32', dtype: 'fp32', aliases: ['float32', 'full-precision'] },
  'pure-bf16': {
    label: 'pure bf16 (no fp32 master weights)',
    dtype: 'bf16',
    precision: 'pure-bf16',
    aliases: ['bf16-true', 'pure_bf16'],
  },
  mixed: {
    label: 'bf16 under autocast, over fp32 weights',
    dtype: 'bf16',
    precision: 'fp32-master',
    aliases: ['amp', 'autocast', 'bf16-mixed'],
  },
  masters: {
    label: 'bf16 beside fp32 master weights',
    dtype: 'bf16',
    precision: 'bf16-master',
    aliases: ['master-weights', 'bf16-master'],
  },
  fp8: {
    label: 'fp8 products over fp32 weights',
    dtype: 'bf16',
    precision: 'fp8-compute',
    aliases: ['float8', 'fp8-training'],
  },
} as const satisfies Record<
  string,
  { label: string; dtype: DtypeId; precision?: PrecisionId; aliases: readonly string[] }
>;

const deviceType: OptionType<DeviceChoice> = {
  kind: 'text',
  allowed: 'a card (4090, rtx 6000 ada, 2x3090, m3 max 64gb) or a size in GB (48)',
  parse: parseDevice,
  looksLike: looksLikeDevice,
  suggest: (typed) => suggestDevices(typed, 25).map(({ label, value }) => ({ name: label, value })),
};

/** A preset, or names of modules with commas between. */
const targetsType: OptionType<TargetId | readonly string[]> = {
  kind: 'text',
  allowed: `${Object.keys(TARGETS).join(', ')}, or module names such as q_proj,v_proj`,
  parse(given) {
    const folded = given.trim().toLowerCase();
    for (const [id, { aliases }] of Object.entries(TARGETS)) {
      if (folded === id || (aliases as readonly string[]).includes(folded)) return id as TargetId;
    }
    const names = given.split(/[\s,+;]+/).filter((name) => name !== '');
    if (names.length > 0 && names.length <= 50) return names;
    throw new UserError(
      'invalid-option',
      `"targets" is "${given}"; it can be ${targetsType.allowed}.`,
      'For example targets:all-linear',
    );
  },
  suggest: (typed) =>
    Object.entries(TARGETS)
      .map(([value, { label }]) => ({ name: label, value }))
      .filter(({ name, value }) => `${name} ${value}`.includes(typed.trim().toLowerCase())),
  looksLike(word) {
    const names = word.toLowerCase().split(',');
    return (
      word.toLowerCase() in TARGETS || names.every((name) => Object.hasOwn(MODULE_PARTS, name) && name.includes('_'))
    );
  },
};

export const VRAM_OPTIONS = {
  model: MODEL_OPTION,
  method: {
    summary: 'How to train: full, lora, qlora, dora, qdora; inference to compare.',
    example: 'qlora',
    type: choice(METHODS),
    fallback: 'qlora',
    aliases: ['mode', 'type', 'how'],
  },
  gpu: {
    summary: 'The card or its size in GB: 48, 4090, 2x3090, 8xa100-80gb, m3 max 64gb.',
    example: '48',
    type: deviceType,
    fallback: 'no verdict on one card, but which cards it fits on',
    aliases: ['card', 'device', 'vram', 'hardware', 'on'],
  },
  gpus: {
    summary: 'How many such cards.',
    example: '2',
    type: integer({ min: RANGES.gpus.min, max: MAX_COUNT, after: ['gpu', 'gpus', 'cards'] }),
    fallback: '1',
    aliases: ['num_gpus', 'count', 'ngpu'],
  },
  ...PARALLEL_OPTIONS,
  batch: {
    summary: 'Micro-batch size: sequences per card and pass.',
    example: '1',
    type: integer({ ...RANGES.microBatch, before: ['bs', 'batch'] }),
    fallback: '1',
    aliases: ['bs', 'batch_size', 'micro_batch', 'micro_batch_size', 'per_device_train_batch_size', 'mbs'],
  },
  seq: {
    summary: 'Sequence length in tokens: 2048, 2k, 32k.',
    example: '2k',
    type: tokenCount(RANGES.sequenceLength),
    fallback: '2048',
    aliases: ['ctx', 'context', 'len', 'seq_len', 'sequence_len', 'max_length', 'max_seq_length', 'cutoff_len'],
  },
  ...OBJECTIVE_OPTIONS,
  rank: {
    summary: 'LoRA rank.',
    example: '16',
    // A bare `r1` is the model.
    type: integer({
      ...RANGES.rank,
      before: ['r', 'rank'],
      looksLike: (word) => /^r(?:ank)? ?(?!1$)\d{1,4}$/i.test(word),
    }),
    fallback: '16',
    aliases: ['r', 'lora_r', 'lora_rank'],
  },
  targets: {
    summary: 'Which linears carry LoRA weights: all-linear, attention, qv, mlp, or module names.',
    example: 'all-linear',
    type: targetsType,
    fallback: 'all-linear',
    aliases: ['target', 'target_modules', 'lora_target', 'modules'],
  },
  scope: SCOPE_OPTION,
  optimizer: {
    summary: 'The optimizer: adamw, adamw-8bit, paged-adamw-8bit, adafactor, lion, sgd …',
    example: 'adamw-8bit',
    type: choice(OPTIMIZERS),
    fallback: 'as the framework does; AdamW (fused)',
    aliases: ['optim', 'opt'],
  },
  checkpointing: {
    summary: 'Gradient checkpointing: recompute instead of store.',
    example: 'on',
    type: choice(CHECKPOINTINGS, { bare: false }),
    fallback: 'as the framework does; on',
    aliases: ['gc', 'ckpt', 'gradient_checkpointing', 'grad_checkpointing', 'recompute'],
  },
  accumulation: {
    summary: 'Gradient accumulation steps: micro-batches per update.',
    example: '8',
    type: integer({ ...RANGES.accumulation, before: ['ga'] }),
    fallback: '1',
    aliases: ['ga', 'accum', 'grad_accum', 'gradient_accumulation_steps', 'gradient_accumulation'],
  },
  dtype: {
    summary: 'Compute dtype; the last four say what a full fine-tune keeps besides.',
    example: 'bf16',
    type: choice(DTYPE_CHOICES),
    fallback: 'bf16, or fp16 on cards without it',
    aliases: ['precision', 'compute', 'torch_dtype'],
  },
  quant: {
    summary: 'How the frozen base is stored: nf4-dq, nf4, int8, gptq, awq, hqq, fp8 …',
    example: 'nf4',
    type: choice(QUANTIZATIONS, { bare: false }),
    fallback: 'nf4 with double quantization for qlora, none otherwise',
    aliases: ['quantization', 'quantize', 'bits', 'q'],
  },
  loss: {
    summary: 'How the loss is computed: chunked, materialized, triton, liger, cut-cross-entropy.',
    example: 'liger',
    type: choice(LOSSES, { bare: false }),
    fallback: 'as the framework does; chunked',
    aliases: ['ce', 'cross_entropy', 'loss_type'],
  },
  ...KERNEL_OPTIONS,
  kv_cache: {
    summary: 'For inference: how keys and values are kept: plain, fp8, int8, int4.',
    example: 'fp8',
    textOnly: true,
    // A bare 4bit or int8 means the weights.
    type: { ...choice(KV_CACHES, { bare: false }), couldBe: () => false },
    fallback: 'plain, in the compute dtype',
    aliases: ['kv_cache_dtype', 'kv_dtype', 'kvcache', 'cache_dtype'],
  },
  framework: {
    summary: 'Whose defaults to assume, and of which version.',
    example: 'unsloth',
    type: choice(FRAMEWORKS, { means: (value) => presetLine(value as FrameworkId) }),
    fallback: 'trl, the current TRL + PEFT; mlx on a Mac',
    aliases: ['fw', 'library', 'trainer', 'stack'],
  },
  details: {
    summary: 'Show the arithmetic and the source behind each line.',
    example: 'yes',
    type: yesNo(),
    fallback: 'no',
    aliases: ['working', 'explain', 'verbose', 'show'],
  },
  public: {
    summary: 'Answer to everyone in the channel instead of you alone.',
    example: 'yes',
    type: yesNo(),
    fallback: 'no',
    aliases: ['share', 'everyone'],
  },
  ...JOB_OPTIONS,
  // Forms hold 25; vram-cost has it in its own.
  packing: { ...JOB_OPTIONS.packing, textOnly: true },
  currency: { ...CURRENCY_OPTION, textOnly: true },
  settings: SAVED_OPTION,
  ...MODEL_OPTIONS,
  ...IMAGE_OPTIONS,
} as const satisfies OptionSpecs;

export type VramArgs = ArgsOf<typeof VRAM_OPTIONS>;
