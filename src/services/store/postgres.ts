/** PostgreSQL, for several processes that share one store. */
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Log } from '../../ports.ts';
import { LateError, within } from './lazy.ts';
import { migrate, type Tables } from './schema.ts';

/** Of a query, in milliseconds. */
const TIMEOUT_MS = 900;
/** Of a connection: pg counts by the clock, so this leaves room for time in which this process could not run. */
const CONNECT_TIMEOUT_MS = 3000;
/** How long a connection that nobody uses is kept, so that few answers wait for a new one. */
const IDLE_MS = 5 * 60_000;
/** Replicas that start together wait for each other. */
const MIGRATION_TIMEOUT_MS = 30_000;
/** Any number that nothing else locks in this database. */
const LOCK = 4_717_034;

/** @param url as `postgres://user:password@host/database`. */
export async function openPostgres(url: string, log: Log): Promise<Kysely<Tables>> {
  const starting = connect(url, MIGRATION_TIMEOUT_MS, 1, log);
  try {
    await migrate(starting, async (db) => void (await sql`select pg_advisory_xact_lock(${LOCK})`.execute(db)));
  } finally {
    await starting.destroy();
  }
  return connect(url, TIMEOUT_MS, 10, log);
}

/**
 * A connection whose answer did not come in time leaves the pool: its server may be gone, and the next query on it would
 * wait behind the lost one (a client runs its queries in turn: pg 8.23, lib/client.js, `_pulseQueryQueue`). pg's own limit
 * is not used, since it counts the time in which this process could not run.
 */
function endWhenLate(client: pg.PoolClient, timeoutMs: number): void {
  const query = client.query.bind(client) as (...args: readonly unknown[]) => unknown;
  const watched = (...args: readonly unknown[]) => {
    const result = query(...args);
    if (!(result instanceof Promise)) return result;
    return within(result, timeoutMs).catch((error: unknown) => {
      if (error instanceof LateError) client.end().catch(() => {});
      throw error;
    });
  };
  client.query = watched as typeof client.query;
}

function connect(url: string, queryTimeoutMs: number, max: number, log: Log): Kysely<Tables> {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_MS,
    statement_timeout: queryTimeoutMs,
    application_name: 'headroom',
  });
  pool.on('connect', (client) => endWhenLate(client, queryTimeoutMs));
  // An idle connection that breaks is replaced at the next query; without a listener it would end the process.
  pool.on('error', (error) => log.warn({ err: error }, 'a connection to the store broke'));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
