/** What several processes may be handed, or one twice, is done once. */
import { LRUCache } from 'lru-cache';
import type { Log, Store } from '../src/ports.ts';
import { inTime } from './known.ts';

export interface Once {
  /**
   * Takes what the key stands for.
   * @param seconds how long it may come again.
   * @returns undefined when this process has taken it already.
   */
  take(key: string, seconds: number): Claim | undefined;
}

export interface Claim {
  /** Whether no other process has taken it; yes as long as the store cannot tell. Never rejects. */
  isOurs(): Promise<boolean>;
  /**
   * The same, asked right before the answer goes out: of those whose first claim was not decided in time, or was by the
   * other, one at most is told yes.
   * @param isRepeat the platform says that it has sent this before: then somebody may well have taken it, and a store that
   * cannot tell means no.
   */
  isStillOurs(isRepeat?: boolean): Promise<boolean>;
}

/** A claim that takes longer is undecided, in milliseconds; a store that is down says so within a second. */
const UNDECIDED_MS = 2000;
/** Of this process; a busy one is handed some hundred a minute. */
const REMEMBERED = 20_000;

export function createOnce({ store, log }: { readonly store: Store; readonly log: Log }): Once {
  const taken = new LRUCache<string, true>({ max: REMEMBERED });
  const claim = (key: string, seconds: number): Promise<boolean | undefined> => {
    const claimed = store.claim(key, seconds).catch((error: unknown) => {
      log.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'the store could not claim a request');
      return undefined;
    });
    return inTime(claimed, UNDECIDED_MS);
  };
  return {
    take(key, seconds) {
      if (taken.has(key)) return undefined;
      taken.set(key, true, { ttl: seconds * 1000 });
      const first = claim(key, seconds);
      return {
        isOurs: async () => (await first) ?? true,
        async isStillOurs(isRepeat = false) {
          const known = await first;
          if (known === false) return false;
          // A claim that came too late may stand all the same, so the one that decides has a key of its own.
          return (await claim(`${key}:answer`, seconds)) ?? (known === true || !isRepeat);
        },
      };
    },
  };
}
