/** Short addresses of answers: what was asked lies in the store, under a key that is made from it and a secret. */
import { createHmac, randomBytes } from 'node:crypto';
import type { Link, Links, Store } from '../../ports.ts';

interface LinksOptions {
  readonly store: Store;
  /** Where browsers reach this server, as `https://host`. */
  readonly publicUrl: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** How long a link works after it was last asked for, in days. */
const DAYS = 90;
const DAY_SECONDS = 24 * 3600;
/** Of a key: 62 bits, so that no two questions share one by accident, and nobody finds another one for a link that is not theirs. */
const CHARACTERS = 12;
const KEY = new RegExp(`^[0-9a-z]{${CHARACTERS}}$`);
/** Where the store keeps the secret that all processes make keys with. */
const SECRET = 'links:secret';
const SECRET_DAYS = 3650;

export function createLinks({ store, publicUrl, now = Date.now }: LinksOptions): Links {
  const base = publicUrl.replace(/\/+$/, '');
  let secret: Promise<string> | undefined;
  const known = () =>
    (secret ??= secretIn(store).catch((error: unknown) => {
      secret = undefined;
      throw error;
    }));
  return {
    async to(question): Promise<Link> {
      const key = keyOf(question, await known());
      await store.set(storeKey(key), question, DAYS * DAY_SECONDS);
      return { url: `${base}/s/${key}`, until: new Date(now() + DAYS * DAY_SECONDS * 1000) };
    },
    async questionOf(key) {
      return KEY.test(key) ? store.get(storeKey(key)) : undefined;
    },
  };
}

/**
 * Whoever knows the program could otherwise work out the key of any question, and see whether it was asked here. Where two
 * processes make one at the same moment, each may go on with its own: a question then has two addresses, and both work.
 */
async function secretIn(store: Store): Promise<string> {
  const kept = await store.get(SECRET);
  const secret = kept ?? randomBytes(32).toString('base64');
  // Written again at every start, so that it never runs out where links are made.
  await store.set(SECRET, secret, SECRET_DAYS * DAY_SECONDS);
  return kept ?? (await store.get(SECRET)) ?? secret;
}

/** The same question has the same key. */
function keyOf(question: string, secret: string): string {
  const digest = createHmac('sha256', secret).update(question).digest('hex').slice(0, 32);
  return BigInt(`0x${digest}`).toString(36).padStart(CHARACTERS, '0').slice(-CHARACTERS);
}

function storeKey(key: string): string {
  return `link:${key}`;
}
