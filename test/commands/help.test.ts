import { describe, expect, it } from 'vitest';
import { createBot } from '../../commands/core/bot.ts';
import type { Block, Reply } from '../../commands/core/reply.ts';
import { commands } from './commands.ts';

const silent = { debug() {}, info() {}, warn() {}, error() {} };
const bot = createBot({ commands, log: silent });
const caller = { platform: 'test', tenant: '', user: 'u', locale: 'en' };

function ask(args: string, command = 'vram-help'): Promise<Reply> {
  return bot.run({ id: '1', command, args, caller });
}

function facts({ blocks }: Reply): Record<string, string> {
  const all = blocks.flatMap((block: Block) => (block.type === 'facts' ? block.items : []));
  return Object.fromEntries(all.map(({ label, value }) => [label, value]));
}

describe('vram-help', () => {
  it('lists every command to the caller alone, each with its own help', async () => {
    const reply = await ask('');
    expect(reply.visibility).toBe('caller');
    expect(reply.summary).toBe('There are 3 commands: vram, vram-fit, vram-help.');
    expect(Object.keys(facts(reply))).toEqual(commands.map(({ name }) => name));
    const actions = reply.blocks.flatMap((block) => (block.type === 'actions' ? block.actions : []));
    for (const { command, args } of actions) {
      const { error } = await bot.run({ id: '2', command, args, caller });
      expect(error).toBeUndefined();
    }
    expect(actions).toHaveLength(commands.length);
  });

  it.each(['vram', 'VRAM', '/vram', 'about:vram'])('tells what a command takes: %s', async (about) => {
    const reply = await ask(about);
    expect(reply.title).toBe('vram');
    expect(Object.keys(facts(reply))).toEqual(Object.keys(commands[0]?.options ?? {}));
    expect(facts(reply)).toMatchObject({
      model: 'The model. (1 to 200 characters; required)',
      method: 'How it is trained. (full, lora or qlora; if not given: qlora)',
    });
  });

  it('offers the examples as calls that work', async () => {
    const { blocks } = await ask('vram');
    const actions = blocks.flatMap((block) => (block.type === 'actions' ? block.actions : []));
    expect(actions.map(({ args }) => args)).toEqual([
      { model: '70b', method: 'qlora', gpu: '48' },
      { model: 'llama 3.1 8b', method: 'lora', gpu: '4090' },
    ]);
  });

  it.each(['seq', 'vram seq', 'what is seq', 'sequence-length'])('tells what an option takes: %s', async (about) => {
    const reply = await ask(about);
    expect(reply).toMatchObject({ title: 'vram: seq', summary: 'Tokens per example.' });
    expect(facts(reply)).toEqual({
      Takes: '1 to 10,000,000 tokens',
      'If not given': '2,048',
      'Also written': 'sequence-length, context',
      Example: 'seq:2048',
    });
  });

  it.each(['full', 'method lora', 'QLoRA'])('%s is found as a value of method', async (about) => {
    expect((await ask(about)).title).toBe('vram: method');
  });

  it('lists the values of a choice', async () => {
    const { blocks } = await ask('method');
    expect(blocks.find(({ type }) => type === 'table')).toMatchObject({
      rows: [
        ['full', 'Full fine-tuning'],
        ['lora', 'LoRA'],
        ['qlora', 'QLoRA'],
      ],
    });
  });

  it('is reached from any command by its first word', async () => {
    expect((await ask('help fit', 'vram')).title).toBe('vram-fit');
  });

  it('names the nearest for what it does not know', async () => {
    const { error } = await ask('rnak');
    expect(error?.message).toBe('There is no command or option "rnak"; did you mean "rank"?');
  });
});

describe('the bot', () => {
  it.each([
    ['8b rank:0', '"rank" is 0; it can be 1 to 1,024, for example rank:16.'],
    ['8b seq:1e9', '"seq" is "1e9"; it can be 1 to 10,000,000 tokens, for example seq:2048.'],
    ['qlora', '"model" is missing: The model.'],
  ])('answers a mistake with one sentence: %s', async (args, message) => {
    const reply = await ask(args, 'vram');
    expect(reply).toMatchObject({ summary: message, visibility: 'caller', error: { code: 'invalid-option' } });
  });

  it('refuses an option of the prototype', async () => {
    const reply = await bot.run({ id: '3', command: 'vram', args: { constructor: 'x' }, caller });
    expect(reply.error?.message).toBe('There is no option "constructor".');
  });
});
