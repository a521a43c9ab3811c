/** Commands with the options of every kind, for the tests of the command layer. */
import { type Command, defineCommand } from '../../commands/core/command.ts';
import { help } from '../../commands/help.ts';
import { choice, integer, list, text, tokenCount, yesNo } from '../../commands/options/types.ts';
import type { Reply } from '../../commands/core/reply.ts';

const CARD =
  /^((\d+ ?x ?)?(rtx |nvidia )?(3090|4090)|(\d+ ?x ?)?(a100|h100)([ -](nvl|80gb))?|m\d( max| pro)?( \d+ ?gb)?|\d{2,3}( ?g(i?b)?)?|\d\.\d)$/i;
const MODEL = /^(llama|qwen|mistral)( ?\d(\.\d)?)?$|^\d+(\.\d+)?b$/i;

function reply(args: unknown): Reply {
  return { title: 'ok', summary: 'ok', tone: 'info', visibility: 'caller', blocks: [], data: args };
}

export const vram = defineCommand({
  name: 'vram',
  summary: 'Whether a fine-tune fits.',
  examples: ['70b qlora 48', 'model:"llama 3.1 8b" method:lora gpu:4090'],
  options: {
    model: {
      summary: 'The model.',
      example: '70b',
      type: text({ maxLength: 200, looksLike: (word) => MODEL.test(word) }),
      required: true,
      takesRest: true,
      aliases: ['m', 'base'],
    },
    method: {
      summary: 'How it is trained.',
      example: 'qlora',
      type: choice({
        full: { label: 'Full fine-tuning', aliases: ['fft'] },
        lora: { label: 'LoRA' },
        qlora: { label: 'QLoRA', aliases: ['q-lora'] },
      }),
      fallback: 'qlora',
    },
    gpu: {
      summary: 'The card.',
      example: 'rtx 4090',
      type: text({ maxLength: 100, looksLike: (word) => CARD.test(word) }),
      aliases: ['on', 'vram'],
    },
    gpus: {
      summary: 'How many cards.',
      example: '2',
      type: integer({ min: 1, max: 1024, after: ['gpus', 'cards'] }),
    },
    batch: {
      summary: 'Sequences per GPU and pass.',
      example: '4',
      type: integer({ min: 1, max: 4096 }),
      aliases: ['bs', 'batch-size', 'micro-batch'],
    },
    seq: {
      summary: 'Tokens per example.',
      example: '2048',
      type: tokenCount({ min: 1, max: 10_000_000 }),
      fallback: '2,048',
      aliases: ['sequence-length', 'context'],
    },
    rank: {
      summary: 'The LoRA rank.',
      example: '16',
      type: integer({ min: 1, max: 1024, before: ['r'] }),
      aliases: ['r'],
    },
    targets: {
      summary: 'The trained layers.',
      example: 'all-linear',
      type: list({
        presets: { 'all-linear': ['q_proj', 'v_proj', 'up_proj'], qv: ['q_proj', 'v_proj'] },
        items: { q_proj: { aliases: ['q'] }, v_proj: { aliases: ['v'] }, up_proj: {} },
      }),
    },
    quant: {
      summary: 'The quantization.',
      example: 'nf4',
      type: choice({ nf4: { label: 'NF4', aliases: ['4bit'] }, int8: { label: 'INT8', aliases: ['8bit'] } }),
    },
    optimizer: {
      summary: 'The optimizer.',
      example: 'adamw',
      type: choice({ adamw: { label: 'AdamW' }, 'adamw-8bit': { label: 'AdamW 8-bit', aliases: ['8bit'] } }),
    },
    loss: {
      summary: 'The loss.',
      example: 'chunked',
      type: choice({ chunked: { label: 'Chunked' }, full: { label: 'Full logits' } }, { bare: false }),
    },
    public: { summary: 'For everyone to see.', example: 'yes', type: yesNo(), fallback: 'no' },
  },
  run: (args) => reply(args),
});

export const fit = defineCommand({
  name: 'vram-fit',
  summary: 'What fits on a card.',
  examples: ['48'],
  options: { gpu: vram.options.gpu, public: vram.options.public },
  run: (args) => reply(args),
});

export const commands: readonly Command[] = [vram, fit, help];
