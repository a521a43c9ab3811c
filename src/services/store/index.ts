/** What outlives a process: SQLite in a file by default, PostgreSQL where an address is given. */
import type { Kysely } from 'kysely';
import type { Log, Stores } from '../../ports.ts';
import { type Guard, guarded, lazily, within } from './lazy.ts';
import { DEFAULT_PATH } from './path.ts';
import type { Tables } from './schema.ts';
import { createSealer, type Sealer } from './seal.ts';
import { resealAll, sqlInstallations, sqlSettings, sqlStore } from './sql.ts';

export interface StoresOptions {
  /** `postgres://…`, `sqlite:PATH` or a path; `./data/headroom.sqlite` unless given. */
  readonly databaseUrl?: string | undefined;
  /** Keys as `createSealer` takes them. */
  readonly key?: string | undefined;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** Of every call, opening included. */
const DEADLINE_MS = 1000;
const PAUSE_MS = 5000;
/** How long an open one that was slow to fail is left alone. */
const REST_MS = 2000;

/**
 * Nothing is opened before the first call.
 * @throws Error when the key is none.
 */
export function createStores({ databaseUrl, key, log, now = Date.now }: StoresOptions): Stores {
  const sealer = key === undefined ? undefined : createSealer(key);
  const database = lazily(() => opened(databaseUrl ?? DEFAULT_PATH, sealer, log), {
    deadlineMs: DEADLINE_MS,
    pauseMs: PAUSE_MS,
  });
  const open = database.get;
  const guard = guarded({ deadlineMs: DEADLINE_MS, pauseMs: REST_MS });
  return {
    keys: inTime(sqlStore(open, now), guard),
    settings: inTime(sqlSettings(open), guard),
    installations: inTime(sqlInstallations(open, sealer), guard),
    isReachable: () =>
      open().then(
        () => true,
        (error: unknown) => {
          log.warn({ err: error }, 'the store cannot be reached; answers go on without it');
          return false;
        },
      ),
    async stop() {
      const opening = database.opened();
      // One that is still being opened somewhere far away is not waited for longer than anything else.
      const db = opening && (await within(opening, DEADLINE_MS).catch(() => undefined));
      await db?.destroy();
    },
  };
}

async function opened(url: string, sealer: Sealer | undefined, log: Log): Promise<Kysely<Tables>> {
  const db = await connect(url, log);
  if (sealer) {
    // What cannot be read any more must not keep the rest from working.
    const count = await resealAll(db, sealer).catch((error: unknown) => {
      log.error({ err: error }, 'installations could not be encrypted with the new key');
      return 0;
    });
    if (count > 0) log.info({ count }, 'installations encrypted with the new key');
  }
  return db;
}

async function connect(url: string, log: Log): Promise<Kysely<Tables>> {
  if (/^postgres(ql)?:/.test(url)) return (await import('./postgres.ts')).openPostgres(url, log);
  return (await import('./sqlite.ts')).openSqlite(url.replace(/^(sqlite|file):(\/\/(?=\/))?/, ''));
}

/** Each of its methods with a deadline. */
function inTime<T extends object>(port: T, guard: Guard): T {
  const limited = Object.entries(port).map(([name, method]) => [
    name,
    (...args: readonly unknown[]) => guard(() => method(...args)),
  ]);
  // The same names with the same arguments and results.
  return Object.fromEntries(limited) as T;
}
