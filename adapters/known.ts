/** What the store holds and an acknowledgement depends on: from memory, refreshed behind it. */
import { LRUCache } from 'lru-cache';
import type { Settings, SettingsOwner } from '../src/ports.ts';

/** How long what was read counts as fresh, in milliseconds; after that it serves once more while it is read again. */
const FRESH_MS = 30_000;
const REMEMBERED = 10_000;

type Saved = Awaited<ReturnType<Settings['get']>>;

/** Reads settings of an owner; at once when they were read before. Rejects when they never were and the store is down. */
export function rememberSettings(settings: Settings | undefined): (owner: SettingsOwner | undefined) => Promise<Saved> {
  const owners = new LRUCache<string, Saved>({
    max: REMEMBERED,
    ttl: FRESH_MS,
    allowStale: true,
    allowStaleOnFetchRejection: true,
    noDeleteOnFetchRejection: true,
    // Only keys that were written below are ever fetched.
    fetchMethod: async (key) => (await settings?.get(JSON.parse(key) as SettingsOwner)) ?? {},
  });
  return async (owner) => {
    if (!owner || !settings) return {};
    const { platform, tenant, user } = owner;
    return (await owners.fetch(JSON.stringify({ platform, tenant, user }))) ?? {};
  };
}

/**
 * The result, or undefined when it fails or takes longer than `ms`; what is late goes on and may be known next time. What
 * came while this process stood still counts as in time: timers run first, and immediates after reading.
 */
export async function inTime<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => setImmediate(resolve, undefined), ms);
  });
  return Promise.race([work.catch(() => undefined), late]).finally(() => clearTimeout(timer));
}
