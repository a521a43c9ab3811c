/** Settings through the bot's own door, kept by the real store. */
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createBot } from '../../commands/core/bot.ts';
import type { Caller } from '../../commands/core/command.ts';
import { commands } from '../../commands/index.ts';
import type { RawArgs, Reply } from '../../commands/core/reply.ts';
import type { Stores } from '../../src/ports.ts';
import { createStores } from '../../src/services/store/index.ts';
import { actionsOf, wordsOf } from './ask.ts';
import { silentLog } from '../adapters/commands.ts';

const ada: Caller = { platform: 'chat', tenant: 'T1', user: 'ada', locale: 'en', isManager: async () => true };
const bob: Caller = { platform: 'chat', tenant: 'T1', user: 'bob', locale: 'en', isManager: async () => false };

let folder: string;
let stores: Stores;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-settings-'));
  stores = createStores({ databaseUrl: join(folder, 'store.sqlite'), log: silentLog });
});

afterEach(async () => {
  await stores.stop();
  rmSync(folder, { recursive: true, force: true });
});

function botOn({ settings }: Stores) {
  const bot = createBot({ commands, log: silentLog, services: { hub: undefined, settings } });
  return (caller: Caller, command: string, args: RawArgs | string) => bot.run({ id: 'test', command, args, caller });
}

const notesOf = ({ blocks }: Reply) => blocks.flatMap((block) => (block.type === 'note' ? [block.text] : []));
const without = (reply: Reply) => ({ ...reply, blocks: reply.blocks.filter(({ type }) => type !== 'actions') });

describe('settings', () => {
  it('fill what is not typed, and the answer names them', async () => {
    const say = botOn(stores);
    expect((await say(ada, 'vram', 'settings gpu:4090 method:qlora framework:unsloth')).error).toBeUndefined();
    const reply = await say(ada, 'vram', '8b');
    expect(notesOf(reply)[0]).toBe('Your settings: method:qlora gpu:4090 framework:unsloth.');
    const typed = await say(bob, 'vram', '8b gpu:4090 method:qlora framework:unsloth');
    expect({ ...without(reply), blocks: without(reply).blocks.slice(1) }).toEqual(without(typed));
  });

  it('give way to what is typed, and go before those of everyone', async () => {
    const say = botOn(stores);
    await say(ada, 'vram-settings', { gpu: '3090', seq: '4k', for: 'everyone' });
    await say(bob, 'vram-settings', 'gpu:4090');
    expect(notesOf(await say(bob, 'vram', '8b'))[0]).toBe("Your settings: gpu:4090. Everyone's settings here: seq:4k.");
    expect((await say(bob, 'vram', '8b')).title).toContain('RTX 4090');
    expect((await say(ada, 'vram', '8b')).title).toContain('RTX 3090');
    const typed = await say(bob, 'vram', '8b gpu:a100-80gb seq:1k');
    expect(typed.title).toContain('A100');
    expect(wordsOf(typed)).not.toContain('settings');
  });

  it.each(['vram 8b', 'vram-fit', 'vram-max 8b', 'vram-compare 8b', 'vram-cost 8b'])('are used by %s', async (line) => {
    const say = botOn(stores);
    await say(ada, 'vram-settings', 'gpu:4090');
    const [command = '', ...words] = line.split(' ');
    const reply = await say(ada, command, words.join(' '));
    expect(reply.error).toBeUndefined();
    expect(notesOf(reply)).toContain('Your settings: gpu:4090.');
    expect(wordsOf(reply)).toContain('RTX 4090');
  });

  it('say costs in a currency that was saved with its rate', async () => {
    const say = botOn(stores);
    expect((await say(ada, 'vram-settings', 'currency:EUR')).error?.code).toBe('invalid-option');
    await say(ada, 'vram-settings', { currency: 'eur 0.5' });
    const one = wordsOf(await say(ada, 'vram', '8b qlora 4090'));
    const [, dollars = '', euros = ''] = /Cost: \$([\d.]+) \(.*?\), ([\d.]+) EUR \(/.exec(one) ?? [];
    expect(Math.abs(Number(dollars) / 2 - Number(euros))).toBeLessThan(0.06);
    expect(one).toContain('EUR at 0.5 a dollar, as given.');
    const all = await say(ada, 'vram-cost', '8b qlora');
    const table = all.blocks.find((block) => block.type === 'table');
    const labels = table?.type === 'table' ? table.columns.map(({ label }) => label) : [];
    expect(labels).toEqual(['Device', 'Hours', 'Cost', 'EUR', 'Where', 'Spot']);
    expect(wordsOf(all)).toContain('EUR at 0.5 a dollar, as given.');
  });

  it('are in the actions, so that others see the same, and one action answers without', async () => {
    const say = botOn(stores);
    await say(ada, 'vram-settings', 'gpu:4090');
    const reply = await say(ada, 'vram', '8b');
    const lora = actionsOf(reply).find(({ label }) => label === 'LoRA');
    expect(lora?.args).toMatchObject({ gpu: '4090', settings: 'no' });
    expect((await say(bob, 'vram', lora?.args ?? {})).title).toContain('RTX 4090');
    const plain = actionsOf(reply).find(({ label }) => label === 'Without settings');
    expect(plain?.args).toEqual({ model: '8b', settings: 'no' });
    expect((await say(ada, 'vram', plain?.args ?? {})).title).not.toContain('RTX 4090');
  });

  it('that do not go with what is typed are left out, and that is said', async () => {
    const say = botOn(stores);
    await say(ada, 'vram-settings', { gpu: '2x3090', seq: '4k' });
    const reply = await say(ada, 'vram', '8b gpus:4');
    expect(notesOf(reply)[0]).toBe(
      'Your settings: seq:4k. Settings left out, since they do not go with this: gpu:2x3090.',
    );
    const mistake = await say(ada, 'vram', '8b rank:0');
    expect(mistake.summary).toContain('"rank" is 0');
  });

  it('are not filled where the call goes through the values itself', async () => {
    const say = botOn(stores);
    await say(ada, 'vram-settings', { gpu: '4090', method: 'lora' });
    expect(notesOf(await say(ada, 'vram-compare', '8b'))).toEqual(['Your settings: gpu:4090.']);
    expect(notesOf(await say(ada, 'vram-compare', '8b by:gpu'))).toEqual(['Your settings: method:lora.']);
  });
});

describe('vram-settings', () => {
  it('shows what is set, and clears it', async () => {
    const say = botOn(stores);
    expect((await say(ada, 'vram-settings', '')).summary).toBe('Nothing is set, so the defaults hold.');
    await say(ada, 'vram-settings', 'gpu:4090 seq:4k');
    const shown = await say(ada, 'vram-settings', '');
    expect(shown.data).toEqual({ mine: { gpu: '4090', seq: '4k' }, everyone: {}, editors: 'managers' });
    expect(wordsOf(shown)).toContain('gpu: 4090');
    await say(ada, 'vram-settings', actionsOf(shown).find(({ label }) => label === 'Clear gpu')?.args ?? {});
    expect((await say(ada, 'vram-settings', '')).data).toHaveProperty('mine', { seq: '4k' });
    expect((await say(ada, 'vram', 'settings clear all')).summary).toBe(
      'Cleared. Nothing is set, so the defaults hold.',
    );
    expect((await say(ada, 'vram-settings', '')).data).toHaveProperty('mine', {});
  });

  it('tells nobody that they are no manager while the platform does not say', async () => {
    const say = botOn(stores);
    const asked = await say({ ...bob, isManager: async () => undefined }, 'vram-settings', 'gpu:4090 for:server');
    expect(asked.error?.message).toMatch(/could not be asked just now, so nothing was changed/);
  });
  it('lets managers alone change what holds for everyone, unless they let everyone', async () => {
    const say = botOn(stores);
    const refused = await say(bob, 'vram-settings', 'gpu:4090 for:server');
    expect(refused.error?.code).toBe('not-available');
    expect((await say(ada, 'vram-settings', '')).data).toEqual({ mine: {}, everyone: {}, editors: 'managers' });
    expect((await say(bob, 'vram-settings', 'editors:everyone')).error?.code).toBe('not-available');
    await say(ada, 'vram-settings', 'editors:everyone');
    expect((await say(bob, 'vram-settings', 'gpu:4090 for:workspace')).error).toBeUndefined();
    expect((await say(ada, 'vram-settings', '')).data).toMatchObject({
      everyone: { gpu: '4090' },
      editors: 'everyone',
    });
    await say(bob, 'vram-settings', 'clear:all for:everyone');
    expect((await say(ada, 'vram-settings', '')).data).toEqual({ mine: {}, everyone: {}, editors: 'everyone' });
  });

  it('refuses what the option itself refuses, and keeps nothing of it', async () => {
    const say = botOn(stores);
    expect((await say(ada, 'vram-settings', { gpu: 'toaster', seq: '4k' })).error?.code).toBe('unknown-gpu');
    expect((await say(ada, 'vram-settings', '')).data).toHaveProperty('mine', {});
    expect((await say(ada, 'vram-settings', { clear: 'toaster' })).summary).toContain('"clear" is "toaster"');
  });

  it('keeps people and places apart, and a person of a platform with one identity together', async () => {
    const say = botOn(stores);
    await say(ada, 'vram-settings', 'gpu:4090');
    await say({ ...ada, isEverywhere: true }, 'vram-settings', 'gpu:3090');
    expect((await say({ ...ada, tenant: 'T2' }, 'vram-settings', '')).data).toHaveProperty('mine', {});
    const elsewhere = await say({ ...ada, tenant: '', isEverywhere: true }, 'vram-settings', '');
    expect(elsewhere.data).toMatchObject({ mine: { gpu: '3090' }, everyone: null });
  });

  it('says where nobody can be told apart', async () => {
    const say = botOn(stores);
    const page = { ...ada, tenant: '', user: '' };
    expect((await say(page, 'vram-settings', 'gpu:4090')).error?.code).toBe('not-available');
    expect((await say({ ...ada, tenant: '' }, 'vram-settings', 'gpu:4090 for:everyone')).summary).toBe(
      'There is no server or workspace here.',
    );
  });
});

describe('a store that is down', () => {
  const cases = {
    refuses: async () => ({ url: '/dev/null/store.sqlite', close: () => {} }),
    'never answers': async () => {
      const server = createServer(() => {}).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      return { url: `postgres://nobody@127.0.0.1:${port}/none`, close: () => void server.close() };
    },
  };
  it.each(Object.entries(cases))('that %s leaves the defaults, and the reply says so', async (_, make) => {
    const { url, close } = await make();
    const down = createStores({ databaseUrl: url, log: silentLog });
    const say = botOn(down);
    const reply = await say(ada, 'vram', '8b gpu:4090');
    expect(reply.error).toBeUndefined();
    expect(notesOf(reply)[0]).toBe('Settings could not be read, so this is answered with the defaults.');
    expect((await say(ada, 'vram', '8b gpu:4090 settings:no')).blocks[0]?.type).not.toBe('note');
    expect(wordsOf(await say(ada, 'vram-fit', ''))).toContain('Settings could not be read.');
    expect((await say(ada, 'vram-settings', 'gpu:4090')).summary).toBe('Settings could not be reached just now.');
    await down.stop();
    close();
  });
});
