/** How much anybody may ask, through the bot's door and the server's, over real stores. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createWeb } from '../../../../adapters/web/index.ts';
import { listen, routesOf } from '../../../../adapters/server.ts';
import { createBot } from '../../../../commands/core/bot.ts';
import { commands } from '../../../../commands/index.ts';
import { BusyError } from '../../../../src/errors.ts';
import type { Asker, Stores } from '../../../../src/ports.ts';
import { createLimits, type LimitsOptions } from '../../../../src/services/limits/index.ts';
import { createStores } from '../../../../src/services/store/index.ts';
import { silentLog } from '../../../adapters/commands.ts';

const ALLOWANCE = { person: 3, tenant: 5, address: 2 };
const ADA: Asker = { platform: 'slack', tenant: 'T1', user: 'ada' };
const BOB: Asker = { ...ADA, user: 'bob' };
const reader = (address: string): Asker => ({ platform: 'web', tenant: '', user: '', address });

const open: Stores[] = [];
afterAll(() => Promise.all(open.map((stores) => stores.stop())));

function limitsWith(more: Partial<LimitsOptions> = {}) {
  const limits = createLimits({ allowance: ALLOWANCE, log: silentLog, ...more });
  return {
    /** Whether they are answered, one after the other. */
    async ask(asker: Asker, ...efforts: readonly number[]): Promise<string> {
      const answered: string[] = [];
      for (const effort of efforts) {
        const taken = limits.take(asker, effort).then(() => 'yes');
        answered.push(await taken.catch((error: unknown) => (error instanceof BusyError ? 'no' : String(error))));
      }
      return answered.join(' ');
    },
    limits,
  };
}

describe('the limits', () => {
  it('are a person’s own, and say when there is more', async () => {
    const { ask, limits } = limitsWith();
    expect(await ask(ADA, 1, 1, 1, 1)).toBe('yes yes yes no');
    expect(await ask(BOB, 1)).toBe('yes');
    await expect(limits.take(ADA, 1)).rejects.toMatchObject({
      code: 'busy',
      retryAfter: expect.toSatisfy((seconds: number) => seconds > 50 && seconds <= 60),
      message: expect.stringMatching(/^You have asked for a lot just now.*; ask again in \d\d seconds\.$/),
    });
  });
  it('weigh what takes long, and never make it impossible', async () => {
    const { ask } = limitsWith();
    expect(await ask(ADA, 2, 2, 1, 1)).toBe('yes no yes no');
    expect(await ask({ ...BOB, tenant: 'T2' }, 9, 1)).toBe('yes no');
  });
  it('hold for everybody in a workspace together', async () => {
    const { ask, limits } = limitsWith();
    expect(await ask(ADA, 1, 1, 1)).toBe('yes yes yes');
    expect(await ask(BOB, 1, 1, 1)).toBe('yes yes no');
    await expect(limits.take({ ...ADA, user: 'eve' }, 1)).rejects.toThrow('Everybody here together has asked');
    expect(await ask({ ...ADA, tenant: 'T2', user: 'eve' }, 1)).toBe('yes');
  });
  it('follow a person who is the same everywhere', async () => {
    const { ask } = limitsWith();
    const at = (tenant: string): Asker => ({ platform: 'discord', tenant, user: '7', isEverywhere: true });
    expect([await ask(at('1'), 1, 1), await ask(at('2'), 1, 1)]).toEqual(['yes yes', 'yes no']);
  });
  it('are an address’s where nobody is known, and of nobody else', async () => {
    const { ask, limits } = limitsWith();
    expect(await ask(reader('203.0.113.7'), 1, 1, 1)).toBe('yes yes no');
    expect(await ask(reader('203.0.113.8'), 1)).toBe('yes');
    await expect(limits.take(reader('203.0.113.7'), 1)).rejects.toThrow('Your address has asked');
    expect(await ask({ platform: 'terminal', tenant: '', user: '' }, 1, 1, 1, 1, 1, 1)).toBe('yes yes yes yes yes yes');
  });
  it('are none where they are 0', async () => {
    const { ask } = limitsWith({ allowance: { person: 0, tenant: 0, address: 0 } });
    expect(await ask(ADA, ...Array<number>(50).fill(9))).toMatch(/^(yes ?){50}$/);
  });
  it('are there again when their time is over', async () => {
    const { ask } = limitsWith({ seconds: 0.05 });
    await ask(ADA, 3);
    await vi.waitFor(async () => expect(await ask(ADA, 3)).toBe('yes'));
  });
});

describe('the limits of several processes', () => {
  const storesAt = (databaseUrl: string) => {
    const stores = createStores({ databaseUrl, log: silentLog });
    open.push(stores);
    return stores.keys;
  };
  it('are counted together in their store', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'headroom-limits-')), 'store.sqlite');
    const [one, other] = [limitsWith({ counters: storesAt(file) }), limitsWith({ counters: storesAt(file) })];
    expect(await one.ask(ADA, 1, 1)).toBe('yes yes');
    const watched = storesAt(file);
    // Counting goes on behind the answers.
    await vi.waitFor(async () =>
      expect(await watched.count('limit:person:slack T1 ada', 0, 60)).toMatchObject({ count: 2 }),
    );
    expect(await other.ask(ADA, 1)).toBe('yes');
    await vi.waitFor(async () =>
      expect(await watched.count('limit:person:slack T1 ada', 0, 60)).toMatchObject({ count: 3 }),
    );
    await vi.waitFor(async () => expect(await other.ask({ ...ADA }, 1)).toBe('no'));
  });
  it('go on in each alone while the store is down', async () => {
    const { ask } = limitsWith({ counters: storesAt('/dev/null/none.sqlite') });
    expect(await ask(ADA, 1, 1, 1, 1)).toBe('yes yes yes no');
  });
});

describe('who asks too much', () => {
  const limits = () => createLimits({ allowance: { person: 6, tenant: 0, address: 2 }, log: silentLog });
  it('is told so alone, and a heavy question counts for more', async () => {
    const bot = createBot({ commands, log: silentLog, door: { limits: limits() } });
    const caller = { ...ADA, locale: 'en' };
    const say = (command: string, args: string) => bot.run({ id: '1', command, args, caller });
    expect((await say('vram-fit', '4090')).error).toBeUndefined();
    expect((await say('vram', '8b')).error).toBeUndefined();
    const refused = await say('vram', '8b');
    expect(refused).toMatchObject({ visibility: 'caller', error: { code: 'busy', retryAfter: expect.any(Number) } });
    expect(refused.summary).toMatch(/ask again in \d+ seconds/);
  });
  it('counts for what they say, whatever the command was called', async () => {
    const bot = createBot({ commands, log: silentLog, door: { limits: limits() } });
    const caller = { ...ADA, locale: 'en' };
    expect((await bot.run({ id: '1', command: 'vram', args: 'fit 4090', caller })).title).toContain('RTX 4090');
    expect((await bot.run({ id: '2', command: 'vram', args: 'fit 4090', caller })).error?.code).toBe('busy');
  });
  it('over HTTP is asked to wait by status and header, one address at a time', async () => {
    const web = createWeb({ log: silentLog });
    await web.start(createBot({ commands, log: silentLog, door: { limits: limits() } }));
    const server = await listen(routesOf([web], silentLog, { proxies: 1 }), 0, '127.0.0.1');
    const get = (forwarded: string, path = '/api/vram?q=8b') =>
      fetch(`${server.url}${path}`, { headers: { 'x-forwarded-for': forwarded } });
    expect((await get('203.0.113.7')).status).toBe(200);
    expect((await get('1.2.3.4, 203.0.113.7')).status).toBe(200);
    const refused = await get('5.6.7.8, 203.0.113.7');
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(50);
    expect(await refused.json()).toMatchObject({
      error: { code: 'busy', message: expect.stringContaining('Your address') },
    });
    expect((await get('203.0.113.7', '/?q=8b')).status).toBe(429);
    expect((await get('203.0.113.8')).status).toBe(200);
    await server.stop();
  });
});
