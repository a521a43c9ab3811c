/** The ports over SQL, the same for every database. */
import { type Kysely, sql } from 'kysely';
import type { Count, Counters, Installations, Settings, SettingsOwner, Store } from '../../ports.ts';
import type { Tables } from './schema.ts';
import type { Sealer } from './seal.ts';

/** The database, open; rejects when it is down. */
type Open = () => Promise<Kysely<Tables>>;

/** @param now milliseconds since 1970. */
export function sqlStore(open: Open, now: () => number): Store & Counters {
  return {
    async get(key) {
      const db = await open();
      const query = db.selectFrom('entries').select('value').where('key', '=', key).where('expires_at', '>', now());
      return (await query.executeTakeFirst())?.value;
    },
    async set(key, value, ttlSeconds) {
      const db = await open();
      const row = { value, expires_at: now() + ttlSeconds * 1000 };
      await db
        .insertInto('entries')
        .values({ key, ...row })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
        .execute();
    },
    claim: async (key, ttlSeconds) => claimIn(await open(), key, now(), ttlSeconds),
    count: async (key, by, ttlSeconds) => countIn(await open(), { key, count: by }, now(), ttlSeconds),
  };
}

/** One statement: whoever writes the row has the claim, and a row that ran out is free. */
async function claimIn(db: Kysely<Tables>, key: string, time: number, ttlSeconds: number): Promise<boolean> {
  const expires_at = time + ttlSeconds * 1000;
  const won = await db
    .insertInto('claims')
    .values({ key, expires_at })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ expires_at }).where('claims.expires_at', '<=', time))
    .returning('key')
    .executeTakeFirst();
  return won !== undefined;
}

/** One statement, so that nothing that several add at once is lost; a row that ran out begins anew. */
async function countIn(
  db: Kysely<Tables>,
  added: { readonly key: string; readonly count: number },
  time: number,
  ttlSeconds: number,
): Promise<Count> {
  const isOver = sql<boolean>`counts.expires_at <= ${time}`;
  const { count, expires_at } = await db
    .insertInto('counts')
    .values({ ...added, expires_at: time + ttlSeconds * 1000 })
    .onConflict((conflict) =>
      conflict.column('key').doUpdateSet({
        count: sql`case when ${isOver} then excluded.count else counts.count + excluded.count end`,
        expires_at: sql`case when ${isOver} then excluded.expires_at else counts.expires_at end`,
      }),
    )
    .returning(['count', 'expires_at'])
    .executeTakeFirstOrThrow();
  return { count, msLeft: Math.max(0, expires_at - time) };
}

export function sqlSettings(open: Open): Settings {
  const rowOf = ({ platform, tenant, user = '' }: SettingsOwner) => ({ platform, tenant, person: user });
  return {
    async get(owner) {
      const { platform, tenant, person } = rowOf(owner);
      const rows = await (
        await open()
      )
        .selectFrom('settings')
        .select(['name', 'value'])
        .where('platform', '=', platform)
        .where('tenant', '=', tenant)
        .where('person', '=', person)
        .orderBy('name')
        .execute();
      return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
    },
    async set(owner, name, value) {
      const db = await open();
      const row = { ...rowOf(owner), name };
      if (value === undefined) {
        const { platform, tenant, person } = row;
        const of = db.deleteFrom('settings').where('platform', '=', platform).where('tenant', '=', tenant);
        await of.where('person', '=', person).where('name', '=', name).execute();
        return;
      }
      await db
        .insertInto('settings')
        .values({ ...row, value })
        .onConflict((conflict) => conflict.columns(['platform', 'tenant', 'person', 'name']).doUpdateSet({ value }))
        .execute();
    },
    async forget({ platform, tenant, user }) {
      const db = await open();
      const all = db.deleteFrom('settings').where('platform', '=', platform).where('tenant', '=', tenant);
      await (user === undefined ? all : all.where('person', '=', user)).execute();
    },
  };
}

/** @param sealer undefined where no key was given: then nothing is kept, and what is kept cannot be read. */
export function sqlInstallations(open: Open, sealer: Sealer | undefined): Installations {
  const needed = (): Sealer => {
    if (!sealer) throw new Error('STORE_KEY is not set, so installations cannot be kept.');
    return sealer;
  };
  return {
    async get(id) {
      const db = await open();
      const row = await db.selectFrom('installations').select('sealed').where('id', '=', id).executeTakeFirst();
      return row && needed().open(id, row.sealed);
    },
    async set(id, secret) {
      const sealed = needed().seal(id, secret);
      const db = await open();
      await db
        .insertInto('installations')
        .values({ id, sealed })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ sealed }))
        .execute();
    },
    async forget(id) {
      await (await open()).deleteFrom('installations').where('id', '=', id).execute();
    },
  };
}
