/** What ran out is deleted by the clock, also where nobody writes: what is said to be kept for a while is kept no longer. */
import { setImmediate } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { Log, Store } from '../../ports.ts';
import type { Tables } from './schema.ts';

interface SweepOptions {
  /** Where the processes of one store agree on who sweeps. */
  readonly claims: Pick<Store, 'claim'>;
  readonly everyMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Log;
}

const TABLES = ['entries', 'claims', 'counts'] as const;
/** Rows of one statement: few, since SQLite holds everything up meanwhile. */
const BATCH = 500;

/** Sweeps now and from time to time. @returns what ends it, once no statement of its runs any more. */
export function sweepByTheClock(db: Kysely<Tables>, { claims, everyMs, now, log }: SweepOptions): () => Promise<void> {
  let isStopped = false;
  const sweep = async () => {
    if (!(await claims.claim('sweep', everyMs / 1000))) return;
    for (const table of TABLES) {
      while (!isStopped && (await deleteSome(db, table, now())) === BATCH) await setImmediate();
    }
  };
  const begin = () => sweep().catch((error: unknown) => log.warn({ err: error }, 'what ran out could not be deleted'));
  let sweeping = begin();
  // A little late, so that the last claim has run out.
  const timer = setInterval(() => (sweeping = begin()), everyMs * 1.01).unref();
  return async () => {
    isStopped = true;
    clearInterval(timer);
    await sweeping;
  };
}

async function deleteSome(db: Kysely<Tables>, table: (typeof TABLES)[number], time: number): Promise<number> {
  const some = db.selectFrom(table).select('key').where('expires_at', '<=', time).limit(BATCH);
  // Said twice, since a row may be written anew between the two.
  const { numDeletedRows } = await db
    .deleteFrom(table)
    .where('key', 'in', some)
    .where('expires_at', '<=', time)
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
