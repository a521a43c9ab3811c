/** Small commands for testing adapters without the estimator. */
import { createBot } from '../../commands/core/bot.ts';
import { defineCommand } from '../../commands/core/command.ts';
import type { OptionType } from '../../commands/core/option.ts';
import { UserError } from '../../src/errors.ts';
import type { Log } from '../../src/ports.ts';
import { FIXTURE_REPLIES } from '../fixtures/replies.ts';

const NAMES = ['llama-3.3-70b', 'qwen3-8b', 'gemma-3-27b'];

const text: OptionType<string> = {
  kind: 'text',
  parse(given) {
    if (given === 'nonsense') throw new UserError('unknown-model', `There is no model "${given}".`, 'Try 70b.');
    return given;
  },
  values: {
    suggest: (typed) => NAMES.filter((name) => name.includes(typed)).map((name) => ({ name, value: name })),
  },
};

const method: OptionType<string> = {
  kind: 'choice',
  parse: (given) => given,
  values: {
    choices: [
      { name: 'LoRA', value: 'lora' },
      { name: 'QLoRA', value: 'qlora' },
    ],
  },
};

const yesOrNo: OptionType<boolean> = { kind: 'boolean', parse: (given) => given === 'yes' };

/** Answers with what it was given. */
export const echo = defineCommand({
  name: 'echo',
  about: { summary: 'Answers with what it was given.', examples: ['model:70b', 'model:8b method:lora'] },
  options: {
    model: {
      about: { summary: 'Any model.', example: '70b' },
      type: text,
      offering: { required: true, takesRest: true },
    },
    method: { about: { summary: 'How to train.', example: 'qlora' }, type: method },
    public: { about: { summary: 'Show it to everyone.', example: 'yes' }, type: yesOrNo },
  },
  run: (args, { given }) => ({
    ...FIXTURE_REPLIES.good,
    title: `Echo ${args.model}`,
    blocks: [{ type: 'text', text: args.model }, ...FIXTURE_REPLIES.good.blocks],
    data: { given },
  }),
});

export const broken = defineCommand({
  name: 'broken',
  about: { summary: 'Always fails by our own mistake.', examples: [''] },
  options: {},
  run() {
    throw new Error('the secret inner cause');
  },
});

export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };

export function echoBot() {
  return createBot({ commands: [echo, broken], log: silentLog });
}
