/**
 * A store as each released version left it, with a row in every table: what it kept has to be found by today's. A version
 * that changes the tables adds its own here, and no earlier one is ever changed.
 */

interface Released {
  /** Its last step. */
  readonly step: string;
  /** They run on SQLite and on PostgreSQL. The clock stands at 1,000,000. */
  readonly statements: readonly string[];
}

const TABLES: Released = {
  step: '001-tables',
  statements: [
    'create table migrations (name text primary key)',
    'create table entries (key text primary key, value text not null, expires_at double precision not null)',
    'create table claims (key text primary key, expires_at double precision not null)',
    `create table settings (platform text not null, tenant text not null, person text not null, name text not null,
       value text not null, constraint settings_key primary key (platform, tenant, person, name))`,
    'create table installations (id text primary key, sealed text not null)',
    'create index entries_expiry on entries (expires_at)',
    'create index claims_expiry on claims (expires_at)',
    "insert into migrations values ('001-tables')",
    "insert into entries values ('link:abc', 'vram 8b', 2000000)",
    "insert into claims values ('pressed', 2000000)",
    "insert into settings values ('slack', 'T1', 'ada', 'gpu', 'h100')",
    "insert into installations values ('T1', '1.01234567.bm9uY2U.dGFn.c2VhbGVk')",
  ],
};

const COUNTS: Released = {
  step: '002-counts',
  statements: [
    ...TABLES.statements,
    'create table counts (key text primary key, count double precision not null, expires_at double precision not null)',
    'create index counts_expiry on counts (expires_at)',
    "insert into migrations values ('002-counts')",
    "insert into counts values ('ada', 7, 2000000)",
  ],
};

export const RELEASED: readonly Released[] = [TABLES, COUNTS];
