/** Where the store is: what an address may be, and who may read the file. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Log, Stores } from '../../../../src/ports.ts';
import { createStores } from '../../../../src/services/store/index.ts';
import { placeOf } from '../../../../src/services/store/path.ts';

const log: Log = { debug() {}, info() {}, warn() {}, error() {} };
const open: Stores[] = [];
afterEach(() => Promise.all(open.splice(0).map((stores) => stores.stop())));

describe('the address of the store', () => {
  it.each([
    ['postgres://me:secret@host/db', { kind: 'postgres', url: 'postgres://me:secret@host/db' }],
    ['postgresql://me@host:5433/db?sslmode=require', { kind: 'postgres' }],
    ['postgres:///db?host=/run/postgresql', { kind: 'postgres' }],
    ['postgres://me@/db?host=/run/postgresql', { kind: 'postgres' }],
    ['./data/headroom.sqlite', { kind: 'sqlite', path: './data/headroom.sqlite' }],
    ['/var/lib/headroom/store', { kind: 'sqlite', path: '/var/lib/headroom/store' }],
    ['sqlite:data/store.sqlite', { kind: 'sqlite', path: 'data/store.sqlite' }],
    ['sqlite:///data/store.sqlite', { kind: 'sqlite', path: '/data/store.sqlite' }],
    ['file:///data/store.sqlite', { kind: 'sqlite', path: '/data/store.sqlite' }],
    ['sqlite:data@home/store.sqlite', { kind: 'sqlite', path: 'data@home/store.sqlite' }],
    ['C:\\data\\store.sqlite', { kind: 'sqlite', path: 'C:\\data\\store.sqlite' }],
    [':memory:', { kind: 'sqlite', path: ':memory:' }],
  ])('%s', (url, place) => {
    expect(placeOf(url)).toMatchObject(place);
  });

  it.each([
    ['postgress://me:pass-word@host/db', 'of the kind "postgress"'],
    ['mysql://me:pass-word@host/db', 'of the kind "mysql"'],
    ['mongodb+srv://me:pass-word@host/db', 'of the kind "mongodb+srv"'],
    ['jdbc:postgresql://host/db?password=pass-word', 'is an address,'],
    ['me:pass-word@host/db', 'is an address,'],
    ['pass-word@host:5432/db', 'has an @'],
    ['//me:pass-word@host/db', 'has an @'],
    ['postgres://me:pass-word#1@host:a/db', 'cannot be read as an address'],
  ])('is refused as %s, with a sentence and without the password', (url, sentence) => {
    const folder = mkdtempSync(join(tmpdir(), 'headroom-place-'));
    const before = process.cwd();
    process.chdir(folder);
    try {
      expect(() => createStores({ databaseUrl: url, log })).toThrow(sentence);
      expect(() => createStores({ databaseUrl: url, log })).toThrow(/postgres:\/\/user:password@host\/database/);
      expect(() => createStores({ databaseUrl: url, log })).not.toThrow(/pass-word/);
      expect(readdirSync(folder)).toEqual([]);
    } finally {
      process.chdir(before);
    }
  });
});

describe.skipIf(process.platform === 'win32')('the file of the store', () => {
  const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);
  const kept = async (databaseUrl: string) => {
    const stores = createStores({ databaseUrl, log });
    open.push(stores);
    await stores.keys.set('key', 'text', 60);
  };
  it('is made for its user alone, with its log and its folder', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'headroom-place-')), 'one', 'two');
    await kept(join(folder, 'store.sqlite'));
    const files = readdirSync(folder).map((name) => join(folder, name));
    expect(files.length).toBeGreaterThan(1);
    expect([folder, join(folder, '..'), ...files].map(modeOf)).toEqual(['700', '700', ...files.map(() => '600')]);
  });
  it('that strangers could read is closed to them, and nobody else; the folder stays as it was', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'headroom-place-')), 'shared');
    mkdirSync(folder);
    chmodSync(folder, 0o755);
    const path = join(folder, 'store.sqlite');
    writeFileSync(path, '');
    chmodSync(path, 0o644);
    await kept(path);
    expect([folder, path].map(modeOf)).toEqual(['755', '640']);
    expect(existsSync(`${path}-wal`) && modeOf(`${path}-wal`)).toBe('640');
  });
});
