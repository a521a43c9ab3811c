/** The options of a training step: what it goes through, and what it keeps, recomputes and updates with. */
import { CHECKPOINTINGS, LOSSES, OPTIMIZERS, RANGES } from '../../src/index.ts';
import { defineOptions } from '../core/option.ts';
import { field } from './saying.ts';
import { choice } from './types/choice.ts';
import { integer, tokenCount } from './types/number.ts';

export const STEP_OPTIONS = defineOptions({
  batch: {
    about: {
      summary: 'Micro-batch size: sequences per card and pass.',
      example: '1',
      aliases: ['bs', 'batch_size', 'micro_batch', 'micro_batch_size', 'per_device_train_batch_size', 'mbs'],
    },
    type: integer({ ...RANGES.microBatch, before: ['bs', 'batch'] }),
    saying: field('microBatch'),
  },
  seq: {
    about: {
      summary: 'Sequence length in tokens: 2048, 2k, 32k.',
      example: '2k',
      aliases: ['ctx', 'context', 'len', 'seq_len', 'sequence_len', 'max_length', 'max_seq_length', 'cutoff_len'],
    },
    type: tokenCount(RANGES.sequenceLength),
    saying: field('sequenceLength'),
  },
  optimizer: {
    about: {
      summary: 'The optimizer: adamw, adamw-8bit, paged-adamw-8bit, adafactor, lion, sgd …',
      example: 'adamw-8bit',
      aliases: ['optim', 'opt'],
    },
    type: choice(OPTIMIZERS),
    saying: field('optimizer'),
    otherwise: { text: (assumed) => `as the framework does; ${OPTIMIZERS[assumed().optimizer].label}` },
  },
  checkpointing: {
    about: {
      summary: 'Gradient checkpointing: recompute instead of store.',
      example: 'on',
      aliases: ['gc', 'ckpt', 'gradient_checkpointing', 'grad_checkpointing', 'recompute'],
    },
    type: choice(CHECKPOINTINGS, { bare: false }),
    saying: field('checkpointing'),
    otherwise: { text: (assumed) => `as the framework does; ${assumed().checkpointing}` },
  },
  accumulation: {
    about: {
      summary: 'Gradient accumulation steps: micro-batches per update.',
      example: '8',
      aliases: ['ga', 'accum', 'grad_accum', 'gradient_accumulation_steps', 'gradient_accumulation'],
    },
    type: integer({ ...RANGES.accumulation, before: ['ga'] }),
    saying: field('accumulation'),
  },
  loss: {
    about: {
      summary: 'How the loss is computed: chunked, materialized, triton, liger, cut-cross-entropy.',
      example: 'liger',
      aliases: ['ce', 'cross_entropy', 'loss_type'],
    },
    type: choice(LOSSES, { bare: false }),
    saying: field('loss'),
    otherwise: { text: (assumed) => `as the framework does; ${assumed().loss}` },
  },
});
