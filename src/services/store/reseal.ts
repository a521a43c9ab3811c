/** After a change of the key: what lies under an older one is sealed anew. */
import type { Kysely } from 'kysely';
import type { Log } from '../../ports.ts';
import type { Tables } from './schema.ts';
import type { Sealer } from './seal.ts';

type Row = Tables['installations'];

/** Row by row, and every one that cannot be read is named: it keeps none of the others from the new key. Never rejects. */
export async function resealAll(db: Kysely<Tables>, sealer: Sealer, log: Log): Promise<void> {
  try {
    const rows = await db.selectFrom('installations').selectAll().execute();
    const old = rows.filter(({ sealed }) => !sealer.isCurrent(sealed));
    let unread = 0;
    for (const row of old) {
      const sealed = resealed(row, sealer, log);
      if (sealed === undefined) unread += 1;
      else await replace(db, row, sealed);
    }
    if (old.length > 0) log.info({ sealed: old.length - unread, unread }, 'installations encrypted with the new key');
  } catch (error) {
    log.error({ err: error }, 'installations could not all be encrypted with the new key; the next start goes on');
  }
}

function resealed({ id, sealed }: Row, sealer: Sealer, log: Log): string | undefined {
  try {
    return sealer.seal(id, sealer.open(id, sealed));
  } catch (error) {
    const why = 'an installation cannot be decrypted and stays as it is; give its key too, or let it be added again';
    log.error({ installation: id, err: error }, why);
    return undefined;
  }
}

/** Not over what another process wrote meanwhile. */
async function replace(db: Kysely<Tables>, { id, sealed: old }: Row, sealed: string): Promise<void> {
  await db.updateTable('installations').set({ sealed }).where('id', '=', id).where('sealed', '=', old).execute();
}
