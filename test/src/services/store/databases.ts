/** Databases for tests: SQLite in a file, and a PostgreSQL server of our own on loopback. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';

export interface TestDatabase {
  /** The address of an empty database. */
  fresh(): Promise<string>;
  stop(): Promise<void>;
}

export async function sqliteFiles(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-store-'));
  let count = 0;
  return {
    fresh: async () => join(folder, `${(count += 1)}`, 'store.sqlite'),
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

const DEBIAN = '/usr/lib/postgresql';

/** Where the server's programs are; undefined where PostgreSQL is not installed. */
export function postgresPrograms(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  return versions.map((version) => join(DEBIAN, version, 'bin')).find((path) => existsSync(join(path, 'initdb')));
}

export async function startPostgres(programs: string): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-postgres-'));
  const as = unprivileged();
  if (as) chownSync(folder, as.uid, as.gid);
  const run = { cwd: folder, ...as, stdio: 'ignore' } as const;
  const data = join(folder, 'data');
  execFileSync(join(programs, 'initdb'), ['-D', data, '-U', 'test', '-A', 'trust', '--no-sync', '--no-locale'], run);
  const port = await freePort();
  const settings = [
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    'fsync=off',
    'max_connections=150',
  ];
  const flags = settings.flatMap((setting) => ['-c', setting]);
  const server = spawn(join(programs, 'postgres'), ['-D', data, '-p', String(port), ...flags], run);
  const address = (name: string) => `postgres://test@127.0.0.1:${port}/${name}`;
  let count = 0;
  await ready(address('postgres'));
  return {
    async fresh() {
      const name = `test_${(count += 1)}`;
      await query(address('postgres'), `create database ${name}`);
      return address(name);
    },
    async stop() {
      const ended = once(server, 'exit');
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres']).toString());
  return { uid: idOf('-u'), gid: idOf('-g') };
}

async function ready(address: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const isUp = await query(address, 'select 1').then(
      () => true,
      () => false,
    );
    if (isUp) return;
    await setTimeout(100);
  }
  throw new Error('PostgreSQL did not start');
}

/** Runs one statement past the store, on PostgreSQL or on a file. */
export async function query(address: string, text: string): Promise<readonly unknown[]> {
  if (!address.startsWith('postgres')) return queryFile(address, text);
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

function queryFile(path: string, text: string): readonly unknown[] {
  // The folder is the store's own work where it makes one.
  mkdirSync(dirname(path), { recursive: true });
  const database = new DatabaseSync(path);
  try {
    database.exec('PRAGMA synchronous = OFF');
    return database.prepare(text).all();
  } finally {
    database.close();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
