/** Links through the bot's own door and the page's, kept by the real store. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createWeb } from '../../adapters/web/index.ts';
import { createBot } from '../../commands/core/bot.ts';
import { commands } from '../../commands/index.ts';
import type { RawArgs, Reply } from '../../commands/core/reply.ts';
import { createLinks } from '../../src/services/links/index.ts';
import { createStores } from '../../src/services/store/index.ts';
import { silentLog } from '../adapters/commands.ts';
import { actionsOf } from './ask.ts';

const DAY = 24 * 3600 * 1000;

function setup({ databaseUrl = ':memory:', publicUrl = 'https://bot.example/' } = {}) {
  let time = Date.parse('2026-07-01T12:00:00Z');
  const now = () => time;
  const { keys, settings } = createStores({ databaseUrl, log: silentLog, now });
  const links = createLinks({ store: keys, publicUrl, now });
  const bot = createBot({ commands, log: silentLog, services: { hub: undefined, settings, links } });
  const web = createWeb({ log: silentLog, kept: { links } });
  const caller = { platform: 'chat', tenant: 'T1', user: 'ada', locale: 'en' };
  return {
    say: (command: string, args: RawArgs | string, user = 'ada') =>
      bot.run({ id: 'test', command, args, caller: { ...caller, user, tenant: user === '' ? '' : 'T1' } }),
    async get(path: string) {
      await web.start(bot);
      const response = await web.fetch?.(new Request(`http://localhost${path}`));
      if (!response) throw new Error('the page did not answer');
      return response;
    },
    pass: (ms: number) => (time += ms),
  };
}

function urlIn({ blocks }: Reply): URL {
  const link = blocks.find((block) => block.type === 'link');
  if (link?.type !== 'link') throw new Error('there is no link');
  return new URL(link.url);
}

describe('a link', () => {
  it('is offered by an answer, and shows that very answer on the page', async () => {
    const { say, get } = setup();
    const reply = await say('vram', '70b qlora gpu:"rtx 4090" public:yes');
    const action = actionsOf(reply).find(({ label }) => label === 'Link');
    expect(action).toMatchObject({
      command: 'vram-link',
      args: { question: 'vram model:70b method:qlora gpu:"rtx 4090"' },
    });
    const url = urlIn(await say('vram-link', action?.args ?? {}));
    expect(url.href).toMatch(/^https:\/\/bot\.example\/s\/[0-9a-z]{12}$/);
    const found = await get(url.pathname);
    expect(found.status).toBe(302);
    const page = await (await get(found.headers.get('location') ?? '')).text();
    expect(page).toContain(reply.summary);
  });

  it('holds the settings that the answer used', async () => {
    const { say } = setup();
    await say('vram-settings', 'gpu:4090');
    const action = actionsOf(await say('vram', '8b')).find(({ label }) => label === 'Link');
    expect(action?.args).toEqual({ question: 'vram model:8b gpu:4090' });
  });

  it('is the same for the same question, however it was typed', async () => {
    const { say } = setup();
    const [first, second] = [await say('vram-link', '70b qlora 48'), await say('vram', 'link qlora model:70b gpu:48')];
    expect(urlIn(first).href).toBe(urlIn(second).href);
    expect(urlIn(await say('vram-link', '70b lora 48')).href).not.toBe(urlIn(first).href);
  });

  it('is the same after a restart, and cannot be worked out from the question', async () => {
    const fresh = () => join(mkdtempSync(join(tmpdir(), 'headroom-links-')), 'store.sqlite');
    const [here, elsewhere] = [fresh(), fresh()];
    const keyIn = async (databaseUrl: string) =>
      urlIn(await setup({ databaseUrl }).say('vram-link', '70b qlora 48')).pathname;
    const key = await keyIn(here);
    expect(await keyIn(here)).toBe(key);
    expect(await keyIn(elsewhere)).not.toBe(key);
  });

  it('ends ninety days after it was last asked for', async () => {
    const { say, get, pass } = setup();
    const reply = await say('vram-link', '70b qlora 48');
    expect(reply.summary).toContain('until 2026-09-29');
    const { pathname } = urlIn(reply);
    pass(89 * DAY);
    expect((await get(pathname)).status).toBe(302);
    await say('vram-link', '70b qlora 48');
    pass(89 * DAY);
    expect((await get(pathname)).status).toBe(302);
    pass(2 * DAY);
    expect((await get(pathname)).status).toBe(404);
  });

  it.each(['/s/0123456789ab', '/s/x', '/s/%00', `/s/${'a'.repeat(5000)}`])(
    'that is none is a page: %.20s',
    async (path) => {
      const response = await setup().get(path);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('No answer behind this link');
    },
  );

  it('that cannot be looked up or kept just now is a sentence', async () => {
    const { say, get } = setup({ databaseUrl: '/dev/null/store.sqlite' });
    const response = await get('/s/0123456789ab');
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('try again in a minute');
    expect((await say('vram-link', '70b')).summary).toBe('The link could not be kept just now.');
  });

  it('is not offered where nobody can be told apart, or the question holds a file', async () => {
    const { say } = setup();
    expect(actionsOf(await say('vram', '70b', '')).map(({ label }) => label)).not.toContain('Link');
    expect((await say('vram-link', '70b', '')).error?.code).toBe('not-available');
    expect((await say('vram-link', `70b ${' '.repeat(5990)}`)).error).toBeUndefined();
    expect((await say('vram-link', 'rubbish:1')).error?.code).toBe('invalid-option');
  });
});
