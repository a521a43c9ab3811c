/** What every store promises, held against each database. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Log, Stores } from '../../../../src/ports.ts';
import { createStores, type StoresOptions } from '../../../../src/services/store/index.ts';
import { postgresPrograms, query, sqliteFiles, startPostgres, type TestDatabase } from './databases.ts';
import { RELEASED } from './released.ts';

const log: Log = { debug() {}, info() {}, warn() {}, error() {} };
const KEYS = [1, 2].map((fill) => Buffer.alloc(32, fill).toString('base64'));
const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));

const open: Stores[] = [];
afterAll(() => Promise.all(open.map((stores) => stores.stop())));

function storesAt(databaseUrl: string, more: Partial<StoresOptions> = {}): Stores {
  const stores = createStores({ databaseUrl, key: KEYS[0], log, ...more });
  open.push(stores);
  return stores;
}

const child = (...args: readonly string[]) =>
  spawn(process.execPath, [CHILD, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

const programs = postgresPrograms();
const isMissing = programs === undefined && process.env['CI'] !== 'true';
if (isMissing) process.stderr.write('PostgreSQL is not installed: its half of the store suite is skipped.\n');

const DATABASES = [
  { name: 'SQLite', isMissing: false, start: sqliteFiles },
  {
    name: 'PostgreSQL',
    isMissing,
    start: async () => {
      if (!programs) throw new Error('In CI the store is tested on PostgreSQL: install the package postgresql.');
      return startPostgres(programs);
    },
  },
] as const;

// Nobody waits for the store longer than a second, which a busy machine may take.
describe.for(DATABASES)('the store on $name', { retry: 3 }, ({ start, isMissing: skip }) => {
  let database: TestDatabase;
  beforeAll(async () => {
    if (!skip) database = await start();
  });
  afterAll(async () => {
    // A server does not end while somebody is connected.
    await Promise.all(open.splice(0).map((stores) => stores.stop()));
    await database?.stop();
  });

  it.skipIf(skip)('keeps a text for as long as it was told to, also over a restart', async () => {
    let time = 1_000_000;
    const address = await database.fresh();
    const first = storesAt(address, { now: () => time });
    await first.keys.set('key', 'a text with "quotes", ünïcode and 🚀', 60);
    await first.keys.set('key', 'another', 120);
    await first.stop();
    const { keys } = storesAt(address, { now: () => time });
    expect(await keys.get('key')).toBe('another');
    expect(await keys.get('never')).toBeUndefined();
    time += 121_000;
    expect(await keys.get('key')).toBeUndefined();
  });

  it.skipIf(skip)('gives a claim to exactly one of 50 at once, and again when it ran out', async () => {
    let time = 1_000_000;
    const address = await database.fresh();
    const replicas = Array.from({ length: 5 }, () => storesAt(address, { now: () => time }));
    const claimAll = () =>
      Promise.all(Array.from({ length: 50 }, (_, i) => replicas[i % 5]?.keys.claim('one key', 60)));
    expect((await claimAll()).filter(Boolean)).toHaveLength(1);
    expect((await claimAll()).filter(Boolean)).toHaveLength(0);
    time += 61_000;
    expect((await claimAll()).filter(Boolean)).toHaveLength(1);
  });

  const IN_ALL = 'select key from entries union all select key from claims union all select key from counts';
  const keysIn = async (address: string) =>
    (await query(address, `select key from (${IN_ALL}) as kept where key <> 'sweep' order by 1`))
      .map((row) => (row as { readonly key: string }).key)
      .join(' ');

  it.skipIf(skip)(
    'loses nothing that several processes count at once, and begins anew when its time is over',
    async () => {
      let time = 1_000_000;
      const address = await database.fresh();
      const replicas = Array.from({ length: 4 }, () => storesAt(address, { now: () => time }));
      await Promise.all(replicas.map((stores) => stores.isReachable()));
      const counts = await Promise.all(Array.from({ length: 40 }, (_, i) => replicas[i % 4]?.keys.count('key', 2, 60)));
      expect(Math.max(...counts.map((one) => one?.count ?? 0))).toBe(80);
      time += 20_000;
      expect(await replicas[0]?.keys.count('key', 1, 60)).toEqual({ count: 81, msLeft: 40_000 });
      expect(await replicas[0]?.keys.count('other', 1, 60)).toEqual({ count: 1, msLeft: 60_000 });
      time += 40_000;
      expect(await replicas[1]?.keys.count('key', 3, 60)).toEqual({ count: 3, msLeft: 60_000 });
    },
  );

  it.skipIf(skip)('deletes by the clock what ran out, and nothing else, though nobody writes', async () => {
    let time = 1_000_000;
    const address = await database.fresh();
    const { keys } = storesAt(address, { now: () => time, sweepEveryMs: 40 });
    await keys.set('stays', 'text', 1e6);
    await keys.claim('taken', 1e6);
    for (let i = 0; i < 3; i += 1) await keys.set(`key ${i}`, 'x', 1);
    await keys.claim('short', 1);
    await keys.count('asked', 5, 1);
    await keys.count('asking', 5, 1e6);
    expect(await keysIn(address)).toBe('asked asking key 0 key 1 key 2 short stays taken');
    time += 10_000;
    await vi.waitFor(async () => expect(await keysIn(address)).toBe('asking stays taken'), { timeout: 5000 });
  });

  it.skipIf(skip)('deletes at its start what ran out while nothing ran, however much it is', async () => {
    const address = await database.fresh();
    const before = storesAt(address, { now: () => 1_000_000 });
    await before.keys.set('stays', 'text', 1e6);
    await before.stop();
    await query(
      address,
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 1200)
       insert into entries select 'key ' || i, 'x', 1000000 from n`,
    );
    const after = storesAt(address, { now: () => 1_700_000 });
    expect(await after.isReachable()).toBe(true);
    await vi.waitFor(async () => expect(await keysIn(address)).toBe('stays'), { timeout: 5000 });
  });

  it.skipIf(skip)('counts no time in which the process could not run against its deadline', async () => {
    const { keys, isReachable } = storesAt(await database.fresh());
    const standStill = () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1300);
    const opening = isReachable();
    standStill();
    expect(await opening).toBe(true);
    const written = keys.set('key', 'text', 60);
    setImmediate(standStill);
    await written;
    const claimed = keys.claim('key', 60);
    setImmediate(standStill);
    expect(await claimed).toBe(true);
  });

  it.skipIf(skip)('takes what an earlier version kept along, whichever it was', async () => {
    for (const { step, statements } of RELEASED) {
      const address = await database.fresh();
      for (const statement of statements) await query(address, statement);
      const { keys, settings, installations } = storesAt(address, { now: () => 1_000_000 });
      expect([
        await keys.get('link:abc'),
        await keys.claim('pressed', 60),
        await settings.get({ platform: 'slack', tenant: 'T1', user: 'ada' }),
        await installations.get('T1').catch(({ message }: Error) => message),
      ]).toEqual([
        'vram 8b',
        false,
        { gpu: 'h100' },
        'STORE_KEY lacks the key "01234567" that this was encrypted with.',
      ]);
      expect(await keys.count('ada', 1, 60)).toMatchObject({ count: step < '002' ? 1 : 8 });
      expect(await installations.set('T2', 'xoxb').then(() => installations.get('T2'))).toBe('xoxb');
    }
  });

  it.skipIf(skip)('is left alone when a newer version used it, and says so', async () => {
    const address = await database.fresh();
    const first = storesAt(address);
    await first.keys.set('key', 'text', 60);
    await first.stop();
    await query(address, "insert into migrations (name) values ('999-later')");
    const warned: string[] = [];
    const warn = (fields: object) => void warned.push(String('err' in fields ? fields.err : ''));
    const older = storesAt(address, { log: { ...log, warn } });
    expect(await older.isReachable()).toBe(false);
    await expect(older.keys.get('key')).rejects.toThrow('a newer version of Headroom (it has 999-later');
    expect(warned).toEqual([expect.stringMatching(/Start that version again, or let DATABASE_URL name another store/)]);
  });

  it.skipIf(skip)('keeps settings of a tenant and of its people apart, and forgets them all', async () => {
    const { settings } = storesAt(await database.fresh());
    const [tenant, other] = [
      { platform: 'discord', tenant: '1' },
      { platform: 'slack', tenant: '1' },
    ];
    const [ada, bob] = [
      { ...tenant, user: 'ada' },
      { ...tenant, user: 'bob' },
    ];
    await settings.set(tenant, 'gpu', '4090');
    await settings.set(ada, 'gpu', 'a40');
    await settings.set(ada, 'gpu', 'h100');
    await settings.set(ada, 'seq', '4096');
    await settings.set(bob, 'gpu', 't4');
    await settings.set(other, 'gpu', 'l4');
    expect(await settings.get(tenant)).toEqual({ gpu: '4090' });
    expect(await settings.get(ada)).toEqual({ gpu: 'h100', seq: '4096' });
    await settings.set(ada, 'seq', undefined);
    await settings.forget(bob);
    expect([await settings.get(ada), await settings.get(bob)]).toEqual([{ gpu: 'h100' }, {}]);
    await settings.forget(tenant);
    expect([await settings.get(tenant), await settings.get(ada)]).toEqual([{}, {}]);
    expect(await settings.get(other)).toEqual({ gpu: 'l4' });
  });

  it.skipIf(skip)(
    'encrypts installations, changes the key at a start, and then needs the old one no more',
    async () => {
      const address = await database.fresh();
      const [first, second] = KEYS;
      const before = storesAt(address);
      await before.installations.set('T1', 'xoxb-secret');
      await before.installations.set('T1', 'xoxb-other');
      await before.installations.set('T2', 'xoxb-two');
      expect(await rawOf(address)).toContain('T1');
      expect(await rawOf(address)).not.toContain('xoxb');
      await before.installations.forget('T2');
      await before.stop();
      const wrong = storesAt(address, { key: second });
      await expect(wrong.installations.get('T1')).rejects.toThrow('STORE_KEY lacks the key');
      await wrong.stop();
      const both = storesAt(address, { key: `${second}, ${first}` });
      expect(await both.installations.get('T1')).toBe('xoxb-other');
      await both.stop();
      const after = storesAt(address, { key: second });
      expect(await after.installations.get('T1')).toBe('xoxb-other');
      expect(await after.installations.get('T2')).toBeUndefined();
      const without = storesAt(address, { key: undefined });
      await expect(without.installations.set('T3', 'x')).rejects.toThrow('STORE_KEY is not set');
    },
  );

  it.skipIf(skip)('encrypts anew all that it can read, and names each that it cannot', async () => {
    const address = await database.fresh();
    const [first, second] = KEYS;
    const before = storesAt(address);
    for (let i = 0; i < 20; i += 1) await before.installations.set(`T${i}`, `xoxb-${i}`);
    await before.stop();
    await query(address, "update installations set sealed = 'broken' where id = 'T0'");
    await query(
      address,
      "update installations set sealed = (select sealed from installations where id = 'T2') where id = 'T1'",
    );
    const told: unknown[] = [];
    const tell = (fields: object) => void told.push(fields);
    const both = storesAt(address, { key: `${second},${first}`, log: { ...log, info: tell, error: tell } });
    expect(await both.isReachable()).toBe(true);
    await both.stop();
    const after = storesAt(address, { key: second });
    const read = (i: number) => after.installations.get(`T${i}`).catch(() => undefined);
    expect(await Promise.all(Array.from({ length: 20 }, (_, i) => read(i)))).toEqual(
      Array.from({ length: 20 }, (_, i) => (i < 2 ? undefined : `xoxb-${i}`)),
    );
    expect(told).toEqual([
      { installation: 'T0', err: new Error('This is no sealed text.') },
      { installation: 'T1', err: expect.any(Error) },
      { sealed: 18, unread: 2 },
    ]);
  });

  it.skipIf(skip)('is made once when ten processes start together', async () => {
    const address = await database.fresh();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => {
        const { stdout, stderr } = child(address, 'open');
        return Promise.all([text(stdout), text(stderr)]);
      }),
    );
    expect(answers).toEqual(Array.from({ length: 10 }, () => ['true\n', '']));
  });

  it.skipIf(skip)('loses nothing that was acknowledged when its process is killed while it writes', async () => {
    const address = await database.fresh();
    const writer = child(address, 'write', '1000');
    const ended = once(writer, 'exit');
    let told = '';
    for await (const chunk of writer.stdout) {
      told += String(chunk);
      if (told.includes('\n300\n')) writer.kill('SIGKILL');
    }
    const [, signal] = await ended;
    const acknowledged = told.split('\n').slice(0, -1).map(Number);
    expect([signal, acknowledged.length > 300, acknowledged.length < 1000]).toEqual(['SIGKILL', true, true]);
    const { keys } = storesAt(address);
    const kept = await Promise.all(acknowledged.map((i) => keys.get(`key ${i}`)));
    expect(kept).toEqual(acknowledged.map((i) => `value ${i}`));
  });
});

/** All that lies in the table of installations, or in the file and its log. */
async function rawOf(address: string): Promise<string> {
  if (address.startsWith('postgres')) return JSON.stringify(await query(address, 'select * from installations'));
  return `${readFileSync(address)}${readFileSync(`${address}-wal`)}`;
}

describe('a store that is down', () => {
  const calls = ({ keys, settings, installations }: Stores): readonly (() => Promise<unknown>)[] => [
    () => keys.get('key'),
    () => keys.set('key', 'value', 60),
    () => keys.claim('key', 60),
    () => keys.count('key', 1, 60),
    () => settings.get({ platform: 'discord', tenant: '1' }),
    () => settings.set({ platform: 'discord', tenant: '1' }, 'gpu', 'a40'),
    () => installations.get('T1'),
    () => installations.set('T1', 'x'),
  ];

  it.each([
    ['refuses connections', async () => 'postgres://test@127.0.0.1:1/none'],
    ['cannot be written', async () => '/dev/null/none/store.sqlite'],
    ['never answers', silentServer],
  ])('%s rejects every call, and nobody waits', async (_, address) => {
    const stores = storesAt(await address());
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const results = Promise.allSettled([...calls(stores).map((call) => call()), stores.isReachable()]);
    // Of the second that was promised no more than this passes.
    await vi.advanceTimersByTimeAsync(1000);
    expect((await results).map((result) => ('value' in result ? result.value : result.status))).toEqual([
      ...calls(stores).map(() => 'rejected'),
      false,
    ]);
    vi.useRealTimers();
  });

  it.skipIf(isMissing)(
    'stops answering while it is open, rejects in turn within the second, and comes back',
    async () => {
      const database = await startPostgres(programs ?? '');
      const frozen = { is: false };
      const stores = storesAt(await behindFreezer(await database.fresh(), frozen));
      await vi.waitFor(() => stores.keys.set('key', 'value', 60), { timeout: 60_000, interval: 500 });
      frozen.is = true;
      const [first, ...others] = calls(stores);
      await expect(first!()).rejects.toThrow(/timeout|did not answer within/);
      // Nobody waits for what somebody has waited for just before.
      for (const call of others) await expect(call()).rejects.toThrow('the store did not answer just now');
      frozen.is = false;
      await vi.waitFor(async () => expect(await stores.keys.get('key')).toBe('value'), {
        timeout: 60_000,
        interval: 200,
      });
      await Promise.all(open.splice(0).map((one) => one.stop()));
      await database.stop();
    },
  );

  it('is said in the log, once a try, without its password', async () => {
    const warned: object[] = [];
    const stores = storesAt('postgres://test:pass-word@127.0.0.1:1/none', {
      log: { ...log, warn: (fields) => void warned.push(fields) },
    });
    await stores.isReachable();
    expect(warned).toHaveLength(1);
    expect(JSON.stringify(warned, ['err', 'message', 'stack'])).not.toContain('pass-word');
  });

  it.each(['short', 'not base64 at all!', Buffer.alloc(31).toString('base64')])(
    'is not made with the key %j',
    (key) => {
      expect(() => createStores({ key, log })).toThrow('openssl rand -base64 32');
    },
  );
});

/** The same database behind a server that passes nothing on while it is frozen. */
async function behindFreezer(address: string, frozen: { readonly is: boolean }): Promise<string> {
  const url = new URL(address);
  const { port, hostname } = url;
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('data', (data) => frozen.is || to.write(data));
      from.on('close', () => to.destroy());
      from.on('error', () => to.destroy());
    }
  }).listen(0, '127.0.0.1');
  server.unref();
  await once(server, 'listening');
  const own = server.address();
  url.port = String(typeof own === 'object' ? own?.port : 0);
  return url.href;
}

/** Takes connections and says nothing. */
async function silentServer(): Promise<string> {
  const server = createServer((socket) => socket.on('error', () => {})).listen(0, '127.0.0.1');
  server.unref();
  await once(server, 'listening');
  const address = server.address();
  return `postgres://test@127.0.0.1:${typeof address === 'object' ? address?.port : 0}/none`;
}
