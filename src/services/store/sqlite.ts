/** The embedded default: one SQLite file through Node's own module. */
import { chmod, mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely';
import { migrate, type Tables } from './schema.ts';

/** How long a writer waits for another process. Calls are synchronous, so this is also the longest pause of everything. */
const BUSY_MS = 400;

const IN_MEMORY = ':memory:';

/** Opens the file, and makes it with its folder where there is none. */
export async function openSqlite(path: string): Promise<Kysely<Tables>> {
  if (path !== IN_MEMORY) await makePrivate(path);
  const database = new DatabaseSync(path, { timeout: BUSY_MS });
  try {
    // With a write-ahead log a killed process loses nothing; NORMAL spares the disk a flush for every write.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: shim(database) }) });
    // A transaction that begins as a writer's is the lock: no other process gets one.
    await migrate(db, async () => {});
    return db;
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Makes the file and its folder for this user alone; SQLite gives its log the rights of the file. A folder that was there
 * is somebody else's business, and of a file that was there only the rights of strangers end: a group may have been given
 * some on purpose.
 */
async function makePrivate(path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await (await open(path, 'a', 0o600)).close();
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    const mode = await stat(file).then(
      (found) => found.mode,
      () => 0,
    );
    // Of a file that is another user's nothing can be changed, and it may still be used.
    if ((mode & 0o007) !== 0) await chmod(file, mode & 0o770).catch(() => {});
  }
}

/** What Kysely expects of another library: whether a statement returns rows, and parameters as a list. */
function shim(database: DatabaseSync): SqliteDatabase {
  return {
    close: () => database.close(),
    prepare(text) {
      // Ours all write, and one that begins as a reader's fails where another process wrote meanwhile.
      const statement = database.prepare(text === 'begin' ? 'begin immediate' : text);
      const values = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...values(parameters)),
        run: (parameters) => statement.run(...values(parameters)),
        iterate: (parameters) => statement.iterate(...values(parameters)),
      };
    },
  };
}
