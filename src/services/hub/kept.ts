/** What the Hub says to everybody, kept beyond this process: configurations by commit, and which commit a name last meant. */
import { z } from 'zod';
import type { HubModel, HubReference, Log, Store } from '../../ports.ts';

/** The part of a store that this needs. */
export type Keeper = Pick<Store, 'get' | 'set'>;

export interface Kept {
  /** As the Hub last said it of this name, if it did. Never rejects. */
  last(reference: HubReference): Promise<HubModel | undefined>;
  /** The model at a commit. Never rejects. */
  at(id: string, commit: string): Promise<HubModel | undefined>;
  /** In the background. */
  keep(reference: HubReference, model: HubModel): void;
}

const TTL_SECONDS = 30 * 24 * 3600;
/** Characters; nearly every config.json has less than a tenth of it, and a store is no place for the largest. */
const LONGEST = 200_000;

const modelSchema = z.object({
  id: z.string(),
  commit: z.string(),
  config: z.string(),
  storedElements: z.number().optional(),
  gated: z.boolean(),
});

/** What is of another form, of another version of this program, was never said. */
function read(text: string): HubModel | undefined {
  try {
    const { storedElements, ...model } = modelSchema.parse(JSON.parse(text));
    return { ...model, storedElements };
  } catch {
    return undefined;
  }
}

/** @param host what is kept of one server says nothing of another. */
export function keptIn(store: Keeper | undefined, host: string, log: Log | undefined): Kept {
  // Earlier versions kept under "hub:" what a token had shown them, too; that is never read again.
  const name = ({ id, revision = 'HEAD' }: HubReference) => `hub-open:${host}:commit:${id}@${revision}`;
  const content = (id: string, commit: string) => `hub-open:${host}:model:${id}@${commit}`;
  const failed = (error: unknown) => log?.warn({ err: error }, 'what the Hub said could not be kept or found');
  const get = async (key: string) => {
    try {
      return await store?.get(key);
    } catch (error) {
      return void failed(error);
    }
  };
  const at: Kept['at'] = async (id, commit) => {
    const text = await get(content(id, commit));
    return text === undefined ? undefined : read(text);
  };
  return {
    at,
    async last(reference) {
      const commit = await get(name(reference));
      return commit === undefined ? undefined : at(reference.id, commit);
    },
    keep(reference, model) {
      const text = JSON.stringify(model);
      if (!store || text.length > LONGEST) return;
      Promise.all([
        store.set(content(model.id, model.commit), text, TTL_SECONDS),
        store.set(name(reference), model.commit, TTL_SECONDS),
      ]).catch(failed);
    },
  };
}
