/** Short addresses of answers: what was asked lies in the store, under a key that is made from it. */
import { createHash } from 'node:crypto';
import type { Link, Links, Store } from '../../ports.ts';

export interface LinksOptions {
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

export function createLinks({ store, publicUrl, now = Date.now }: LinksOptions): Links {
  const base = publicUrl.replace(/\/+$/, '');
  return {
    async to(question): Promise<Link> {
      const key = keyOf(question);
      await store.set(storeKey(key), question, DAYS * DAY_SECONDS);
      return { url: `${base}/s/${key}`, until: new Date(now() + DAYS * DAY_SECONDS * 1000) };
    },
    async questionOf(key) {
      return KEY.test(key) ? store.get(storeKey(key)) : undefined;
    },
  };
}

/** The same question has the same key. */
function keyOf(question: string): string {
  const digest = createHash('sha256').update(question).digest('hex').slice(0, 32);
  return BigInt(`0x${digest}`).toString(36).padStart(CHARACTERS, '0').slice(-CHARACTERS);
}

function storeKey(key: string): string {
  return `link:${key}`;
}
