/** Commands with the options of every kind, for the tests of the command layer. */
import { type Command, defineCommand } from '../../commands/core/command.ts';
import { help } from '../../commands/help.ts';
import { METHOD_OPTIONS } from '../../commands/options/method.ts';
import { choice, yesNo } from '../../commands/options/types/choice.ts';
import { integer, tokenCount } from '../../commands/options/types/number.ts';
import { text } from '../../commands/options/types/text.ts';
import type { Reply } from '../../commands/core/reply.ts';

const CARD =
  /^((\d+ ?x ?)?(rtx |nvidia )?(3090|4090)|(\d+ ?x ?)?(a100|h100)([ -](nvl|80gb))?|m\d( max| pro)?( \d+ ?gb)?|\d{2,3}( ?g(i?b)?)?|\d\.\d)$/i;
const MODEL = /^(llama|qwen|mistral)( ?\d(\.\d)?)?$|^\d+(\.\d+)?b$/i;

function reply(args: unknown): Reply {
  return { title: 'ok', summary: 'ok', tone: 'info', visibility: 'caller', blocks: [], data: args };
}

export const vram = defineCommand({
  name: 'vram',
  about: {
    summary: 'Whether a fine-tune fits.',
    examples: ['70b qlora 48', 'model:"llama 3.1 8b" method:lora gpu:4090'],
  },
  options: {
    model: {
      about: { summary: 'The model.', example: '70b', aliases: ['m', 'base'] },
      type: text({ maxLength: 200, looks: { must: (word) => MODEL.test(word) } }),
      offering: { required: true, takesRest: true },
    },
    method: {
      about: { summary: 'How it is trained.', example: 'qlora' },
      type: choice({
        full: { label: 'Full fine-tuning', aliases: ['fft'] },
        lora: { label: 'LoRA' },
        qlora: { label: 'QLoRA', aliases: ['q-lora'] },
      }),
      otherwise: { text: 'qlora' },
    },
    gpu: {
      about: { summary: 'The card.', example: 'rtx 4090', aliases: ['on', 'vram'] },
      type: text({ maxLength: 100, looks: { must: (word) => CARD.test(word) } }),
    },
    gpus: {
      about: { summary: 'How many cards.', example: '2' },
      type: integer({ min: 1, max: 1024, after: ['gpus', 'cards'] }),
    },
    batch: {
      about: { summary: 'Sequences per GPU and pass.', example: '4', aliases: ['bs', 'batch-size', 'micro-batch'] },
      type: integer({ min: 1, max: 4096 }),
    },
    seq: {
      about: { summary: 'Tokens per example.', example: '2048', aliases: ['sequence-length', 'context'] },
      type: tokenCount({ min: 1, max: 10_000_000 }),
      otherwise: { text: '2,048' },
    },
    rank: {
      about: { summary: 'The LoRA rank.', example: '16', aliases: ['r'] },
      type: integer({ min: 1, max: 1024, before: ['r'] }),
    },
    targets: METHOD_OPTIONS.targets,
    quant: {
      about: { summary: 'The quantization.', example: 'nf4' },
      type: choice({ nf4: { label: 'NF4', aliases: ['4bit'] }, int8: { label: 'INT8', aliases: ['8bit'] } }),
    },
    optimizer: {
      about: { summary: 'The optimizer.', example: 'adamw' },
      type: choice({ adamw: { label: 'AdamW' }, 'adamw-8bit': { label: 'AdamW 8-bit', aliases: ['8bit'] } }),
    },
    loss: {
      about: { summary: 'The loss.', example: 'chunked' },
      type: choice({ chunked: { label: 'Chunked' }, full: { label: 'Full logits' } }, { bare: false }),
    },
    public: { about: { summary: 'For everyone to see.', example: 'yes' }, type: yesNo(), otherwise: { text: 'no' } },
  },
  run: (args) => reply(args),
});

const fit = defineCommand({
  name: 'vram-fit',
  about: { summary: 'What fits on a card.', examples: ['48'] },
  options: { gpu: vram.options.gpu, public: vram.options.public },
  run: (args) => reply(args),
});

export const commands: readonly Command[] = [vram, fit, help];
