import { describe, expect, it } from 'vitest';
import { createBot } from '../../../commands/core/bot.ts';
import { commands } from '../../../commands/index.ts';
import type { RawArgs, Reply } from '../../../commands/core/reply.ts';
import { readText } from '../../../commands/grammar/text.ts';
import { chooseModel } from '../../../commands/core/model.ts';
import { architectureOf, UserError } from '../../../src/index.ts';
import type { Hub, HubReference } from '../../../src/ports.ts';
import { say } from '../ask.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const LLAMA = {
  model_type: 'llama',
  hidden_size: 4096,
  intermediate_size: 14336,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  vocab_size: 128256,
};
const LLAMA_TOTAL = 8_030_261_248;
const PASTED = JSON.stringify(LLAMA, undefined, 2);

function hubWith(config: object, storedElements?: number): Hub & { readonly asked: HubReference[] } {
  const asked: HubReference[] = [];
  return {
    asked,
    async model(reference) {
      asked.push(reference);
      return { id: reference.id, commit: 'abc1234', config: JSON.stringify(config), storedElements, gated: false };
    },
  };
}

function ask(args: RawArgs | string, hub?: Hub, attached?: RawArgs): Promise<Reply> {
  const bot = createBot({ commands, log, services: { hub } });
  const caller = { platform: 'test', tenant: '', user: '', locale: 'en' };
  return bot.run({ id: '1', command: 'vram', args, caller, ...(attached ? { attached } : {}) });
}

function notesOf({ blocks }: Reply): string {
  return blocks.flatMap((block) => (block.type === 'note' ? [block.text] : [])).join('\n');
}

describe('a model of the Hub', () => {
  it.each(['org/name', 'https://huggingface.co/org/name', 'org/name lora 4090', 'model:org/name gpu:24'])(
    '%s',
    async (text) => {
      const hub = hubWith(LLAMA, LLAMA_TOTAL);
      const reply = await ask(text, hub);
      expect(reply.error).toBeUndefined();
      expect(reply.title).toMatch(/^org\/name · /);
      expect(notesOf(reply)).not.toMatch(/files hold/);
      expect(hub.asked).toEqual([{ id: 'org/name', revision: undefined }]);
    },
  );
  it('at a revision', async () => {
    const hub = hubWith(LLAMA);
    expect((await ask('org/name@v2', hub)).title).toMatch(/^org\/name@v2 · /);
    expect(hub.asked).toEqual([{ id: 'org/name', revision: 'v2' }]);
  });
  it('is asked for whoever asks, by every command', async () => {
    const askers: unknown[] = [];
    const answering = hubWith(LLAMA);
    const hub: Hub = { model: (reference, asker) => (askers.push(asker), answering.model(reference)) };
    const bot = createBot({ commands, log, services: { hub } });
    const caller = { platform: 'slack', tenant: 'T1', user: 'ada', locale: 'en' };
    const names = commands.filter(({ options }) => Object.hasOwn(options, 'model')).map(({ name }) => name);
    for (const command of names) await bot.run({ id: '1', command, args: 'org/name gpu:80', caller });
    expect(names.length).toBeGreaterThan(2);
    expect(askers).toEqual(names.map(() => expect.objectContaining({ platform: 'slack', tenant: 'T1', user: 'ada' })));
  });
  it('that the catalogue has is answered from memory', async () => {
    const hub = hubWith(LLAMA);
    expect((await ask('https://huggingface.co/Qwen/Qwen3-8B', hub)).title).toMatch(/^Qwen3 8B · /);
    expect(hub.asked).toEqual([]);
  });
  it('whose files hold something else says both', async () => {
    expect(notesOf(await ask('org/name', hubWith(LLAMA, 9_000_000_000)))).toMatch(
      /files hold 9B parameters, the dimensions make 8\.03B; the estimate follows the dimensions/,
    );
    const tied = { ...LLAMA, tie_word_embeddings: true };
    expect(notesOf(await ask('org/name', hubWith(tied, LLAMA_TOTAL)))).toMatch(/tied output matrix is stored twice/);
  });
  it('of an unknown architecture says so and widens its range', async () => {
    const known = await ask('org/name', hubWith(LLAMA));
    const guessed = await ask('org/name', hubWith({ ...LLAMA, model_type: 'tomorrow' }));
    expect(notesOf(guessed)).toMatch(/approximated at 8\.03B parameters: "tomorrow" has no reader of its own/);
    const width = ({ data }: Reply) => {
      const { range } = data as { range: { lowBytes: number; highBytes: number } };
      return range.highBytes - range.lowBytes;
    };
    expect(width(guessed)).toBeGreaterThan(1.2 * width(known));
  });
  it.each([
    ['as many as was guessed', LLAMA_TOTAL, 0.1, /^$/],
    [
      'more',
      1.2 * LLAMA_TOTAL,
      0.28,
      /files hold 9\.64B parameters, the dimensions make 8\.03B; the estimate follows the/,
    ],
    ['six times as many', 6 * LLAMA_TOTAL, 1.89, /files hold 48\.2B parameters/],
    ['fewer than any MLP leaves', 0.2 * LLAMA_TOTAL, 1.71, /files hold 1\.61B parameters/],
  ])('of an unknown architecture follows files that hold %s', async (_, stored, uncertainty, note) => {
    const { model, notes } = await chooseModel(
      { model: 'org/name' },
      hubWith({ ...LLAMA, model_type: 'tomorrow' }, Math.round(stored)),
    );
    expect(architectureOf(model).parameters.total).toBe(Math.round(stored));
    expect(model.uncertainty).toBeCloseTo(uncertainty, 2);
    expect(notes.slice(1).join()).toMatch(note);
  });
  it('whose files disagree with dimensions that are understood has a wider range', async () => {
    const { model } = await chooseModel({ model: 'org/name' }, hubWith(LLAMA, 9_000_000_000));
    expect(architectureOf(model).parameters.total).toBe(LLAMA_TOTAL);
    expect(model.uncertainty).toBeCloseTo(0.11, 2);
  });
  it('that cannot be had ends in a sentence with the nearest name', async () => {
    const hub: Hub = {
      model: () => Promise.reject(new UserError('not-available', 'The Hub sleeps.', 'Attach its config.json.')),
    };
    const { error } = await ask('someone/qwen3-8b-finetuned', hub);
    expect(error).toEqual({
      code: 'not-available',
      message: 'The Hub sleeps.',
      hint: 'Attach its config.json. The nearest in the catalogue is Qwen3 8B.',
    });
  });
  it('is refused where there is no Hub', async () => {
    expect((await ask('someone/thing')).error?.message).toMatch(/this bot does not ask the Hugging Face Hub/);
  });
  it.each(['../../etc/passwd', 'https://example.com/org/name', 'org/name@../../x'])(
    '%s is never asked for',
    async (id) => {
      const hub = hubWith(LLAMA);
      expect((await ask({ model: id }, hub)).error?.code).toBe('invalid-option');
      expect(hub.asked).toEqual([]);
    },
  );
});

describe('a configuration', () => {
  it.each([
    ['as an argument', { config: PASTED }, 'Your model'],
    ['with a name for it', { config: PASTED, model: 'my 8b' }, 'my 8b'],
    ['pasted behind its key', `config:${PASTED} lora gpu:24`, 'Your model'],
    ['pasted in quotation marks', `config:'${PASTED}' lora gpu:24`, 'Your model'],
    ['pasted bare', `${PASTED} lora 24`, 'Your model'],
    ['pasted after a name', `secret-7 lora 24 ${PASTED}`, 'secret-7'],
    ['with the quotes of a phone', `config=${PASTED.replaceAll('"', '”')} 24`, 'Your model'],
    ['escaped by the grammar', `config:"${PASTED.replace(/"/g, '\\"')}" 24`, 'Your model'],
  ])('%s', async (_, args, name) => {
    const reply = await ask(args);
    expect(reply.error).toBeUndefined();
    expect(reply.title.startsWith(`${name} · `)).toBe(true);
  });
  it('as a file beside the text', async () => {
    expect((await ask('lora gpu:24', undefined, { config: PASTED })).title).toMatch(/^Your model · LoRA · RTX 4090/);
  });
  it('travels with the actions', async () => {
    const { blocks } = await ask({ config: PASTED });
    const actions = blocks.flatMap((block) => (block.type === 'actions' ? block.actions : []));
    expect(actions.length).toBeGreaterThan(1);
    expect(actions.every(({ args }) => args['config'] === PASTED)).toBe(true);
  });
  it.each([
    ['{"model_type": "llama"', /cut off: its last } is missing/],
    ['{"model_type": "llama", "hidden_size": -3}', /hidden_size is -3/],
    [`${'{"a":'.repeat(500)}1${'}'.repeat(500)}`, /nested more than/],
  ])('%s', async (text, sentence) => {
    expect((await ask(text)).error?.message).toMatch(sentence);
  });
  it('leaves the rest of the line as it was', () => {
    expect(readText(commands, 'vram', `my-model rank:8 ${PASTED} method:lora`)).toEqual({
      command: 'vram',
      args: { model: 'my-model', rank: '8', method: 'lora', config: PASTED },
    });
  });
});

describe('a custom model', () => {
  it.each([
    ['custom params:13b', /^Custom model · QLoRA/],
    ['model:custom params:1.3B gpu:24', /^Custom model · QLoRA · RTX 4090/],
    ['params:7b', /^Custom model/],
    ['custom layers:32 hidden:4096 heads:32 kv:8 intermediate:14336 vocab:128256', /^Custom model/],
  ])('%s', async (text, title) => {
    expect((await ask(text)).title).toMatch(title);
  });
  it('says what it assumed', async () => {
    expect(notesOf(await ask('custom params:13b'))).toMatch(/A typical dense decoder is assumed/);
    const all = 'custom layers:32 hidden:4096 heads:32 kv:8 intermediate:14336 vocab:128256';
    expect(notesOf(await ask(all))).not.toMatch(/assumed/);
  });
  it.each([
    ['custom', /needs its parameters/],
    ['70b layers:80', /Dimensions describe a custom model, and model is "70b"/],
    ['custom params:lots', /"params" is "lots"; it can be 1m to 20t/],
    ['custom params:-7b', /"params" is "-7b"/],
    ['custom params:900t', /it can be 1m to 20t/],
    ['custom layers:0 hidden:5', /"layers" is 0; it can be 1 to 1,000/],
  ])('%s', async (text, sentence) => {
    expect((await ask(text)).error?.message).toMatch(sentence);
  });
  it('is asked for by name where nothing describes it', async () => {
    expect((await ask({ gpu: '24' })).error?.message).toMatch(/"model" is missing/);
  });
});

it('leaves Discord its 25 options', () => {
  for (const { options } of commands)
    expect(Object.values(options).filter(({ offering }) => !offering?.textOnly).length).toBeLessThanOrEqual(25);
});

describe('names typed in a line', () => {
  it.each([
    ['qwen3 32b', 'Qwen3 32B'],
    ['gemma 27b', 'Gemma 3 27B'],
    ['llama3.1-8b-instruct', 'Llama 3.1 8B'],
    ['r1 distill 14b', 'DeepSeek-R1-Distill-Qwen-14B'],
    ['deepseek r1 distill llama 8b lora', 'DeepSeek-R1-Distill-Llama-8B'],
    ['deepseek r1 r16', 'DeepSeek-V3 / R1 671B'],
    ['gpt oss 20b', 'gpt-oss 20b'],
    ['mixtral qlora', 'Mixtral 8x7B'],
    ['lama 3.1 8b', 'Llama 3.1 8B'],
    ['mistrall', 'Mistral 7B v0.3'],
  ])('%s', async (typed, name) => {
    const { title, error } = await say(typed);
    expect(error).toBeUndefined();
    expect(title.split(' · ')[0]).toBe(name);
  });
});
