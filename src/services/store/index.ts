/** What outlives a process: SQLite in a file by default, PostgreSQL where an address is given. */
import { type Kysely, sql } from 'kysely';
import type { Log, Stores } from '../../ports.ts';
import { type Guard, guarded, lazily, within } from './lazy.ts';
import { DEFAULT_PATH, type Place, placeOf } from './path.ts';
import { resealAll } from './reseal.ts';
import type { Tables } from './schema.ts';
import { createSealer, type Sealer } from './seal.ts';
import { sqlInstallations, sqlSettings, sqlStore } from './sql.ts';
import { sweepByTheClock } from './sweep.ts';

export interface StoresOptions {
  /** `postgres://…`, `sqlite:PATH` or a path; `./data/headroom.sqlite` unless given. */
  readonly databaseUrl?: string | undefined;
  /** Keys as `createSealer` takes them. */
  readonly key?: string | undefined;
  readonly log: Log;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
  /** How often what ran out is deleted. */
  readonly sweepEveryMs?: number;
}

/** Of every call, opening included. */
const DEADLINE_MS = 1000;
const PAUSE_MS = 5000;
/** How long an open one that was slow to fail is left alone. */
const REST_MS = 2000;
const SWEEP_EVERY_MS = 10 * 60_000;

/**
 * Nothing is opened before the first call.
 * @throws Error when the key is none, or the address that of nothing we can use.
 */
export function createStores(options: StoresOptions): Stores {
  const { databaseUrl, key, log, now = Date.now, sweepEveryMs: everyMs = SWEEP_EVERY_MS } = options;
  const place = placeOf(databaseUrl ?? DEFAULT_PATH);
  const sealer = key === undefined ? undefined : createSealer(key);
  let endSweeping = async () => {};
  const begin = async () => {
    const db = await opened(place, sealer, log);
    endSweeping = sweepByTheClock(db, { claims: sqlStore(async () => db, now), everyMs, now, log });
    return db;
  };
  const database = lazily(begin, { deadlineMs: DEADLINE_MS, pauseMs: PAUSE_MS });
  const open = database.get;
  let wasThere = true;
  const guard = guarded({ deadlineMs: DEADLINE_MS, pauseMs: REST_MS });
  return {
    keys: inTime(sqlStore(open, now), guard),
    settings: inTime(sqlSettings(open), guard),
    installations: inTime(sqlInstallations(open, sealer), guard),
    async isReachable() {
      const isThere = await guard(async () => sql`select 1`.execute(await open())).then(
        () => true,
        (error: unknown) => {
          // Said when it changes, since probes ask all the time.
          if (wasThere) log.warn({ err: error }, 'the store cannot be reached; answers go on without it');
          return false;
        },
      );
      if (isThere && !wasThere) log.info({}, 'the store can be reached again');
      wasThere = isThere;
      return isThere;
    },
    async stop() {
      const opening = database.opened();
      // One that is still being opened somewhere far away is not waited for longer than anything else.
      const db = opening && (await within(opening, DEADLINE_MS).catch(() => undefined));
      await within(endSweeping(), DEADLINE_MS).catch(() => undefined);
      await db?.destroy();
    },
  };
}

async function opened(place: Place, sealer: Sealer | undefined, log: Log): Promise<Kysely<Tables>> {
  const db = await connect(place, log);
  if (sealer) await resealAll(db, sealer, log);
  return db;
}

async function connect(place: Place, log: Log): Promise<Kysely<Tables>> {
  if (place.kind === 'postgres') return (await import('./postgres.ts')).openPostgres(place.url, log);
  return (await import('./sqlite.ts')).openSqlite(place.path);
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
