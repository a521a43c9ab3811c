/** The tables, the same on SQLite and PostgreSQL, and the steps that make them. */
import { type Kysely, sql, type Transaction } from 'kysely';

/** Times are milliseconds since 1970 as floating point: exact, and a number in both databases. */
export interface Tables {
  readonly entries: { readonly key: string; readonly value: string; readonly expires_at: number };
  readonly counts: { readonly key: string; readonly count: number; readonly expires_at: number };
  readonly claims: { readonly key: string; readonly expires_at: number };
  readonly settings: {
    readonly platform: string;
    readonly tenant: string;
    /** Empty for everybody. */
    readonly person: string;
    readonly name: string;
    readonly value: string;
  };
  readonly installations: { readonly id: string; readonly sealed: string };
  readonly migrations: { readonly name: string };
}

type Step = (db: Transaction<Tables>) => Promise<void>;

/** In order; a step that was released is never changed, only followed by another. */
const STEPS: Readonly<Record<string, Step>> = {
  '001-tables': async (db) => {
    const { schema } = db;
    const keyed = (name: string) => schema.createTable(name).addColumn('key', 'text', (column) => column.primaryKey());
    const expiring = (table: ReturnType<typeof keyed>) =>
      table.addColumn('expires_at', 'double precision', (column) => column.notNull());
    await expiring(keyed('entries').addColumn('value', 'text', (column) => column.notNull())).execute();
    await expiring(keyed('claims')).execute();
    await schema
      .createTable('settings')
      .addColumn('platform', 'text', (column) => column.notNull())
      .addColumn('tenant', 'text', (column) => column.notNull())
      .addColumn('person', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('value', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('settings_key', ['platform', 'tenant', 'person', 'name'])
      .execute();
    await schema
      .createTable('installations')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('sealed', 'text', (column) => column.notNull())
      .execute();
    for (const table of ['entries', 'claims']) {
      await schema.createIndex(`${table}_expiry`).on(table).column('expires_at').execute();
    }
  },
  '002-counts': async ({ schema }) => {
    await schema
      .createTable('counts')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('count', 'double precision', (column) => column.notNull())
      .addColumn('expires_at', 'double precision', (column) => column.notNull())
      .execute();
    await schema.createIndex('counts_expiry').on('counts').column('expires_at').execute();
  },
};

/** The store has steps that this version of the program does not know, so nobody can say what it would do to it. */
class NewerStoreError extends Error {
  override readonly name = 'NewerStoreError';

  constructor(unknown: readonly string[]) {
    super(
      `The store was last used by a newer version of Headroom (it has ${unknown.join(', ')}, which this one does not know), so it is left alone. Start that version again, or let DATABASE_URL name another store.`,
    );
  }
}

/** Takes a lock that other processes wait for, until the transaction ends. */
type Lock = (db: Transaction<Tables>) => Promise<void>;

/**
 * Runs the steps that have not run yet: once, also when several processes start together.
 * @throws NewerStoreError
 */
export async function migrate(db: Kysely<Tables>, lock: Lock): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await lock(transaction);
    await sql`create table if not exists migrations (name text primary key)`.execute(transaction);
    const rows = await transaction.selectFrom('migrations').select('name').orderBy('name').execute();
    const done = rows.map(({ name }) => name);
    const unknown = done.filter((name) => !Object.hasOwn(STEPS, name));
    if (unknown.length > 0) throw new NewerStoreError(unknown);
    for (const [name, step] of Object.entries(STEPS)) {
      if (done.includes(name)) continue;
      await step(transaction);
      await transaction.insertInto('migrations').values({ name }).execute();
    }
  });
}
