/** A store in this process's memory: enough for one instance, forgotten when it ends. */
import { LRUCache } from 'lru-cache';
import type { Counters, Store } from '../../src/ports.ts';

interface MemoryStoreOptions {
  /** Beyond this many entries the longest unused are forgotten. */
  readonly maxEntries?: number;
  /** A clock in milliseconds that never goes back; the process's own unless told otherwise. */
  readonly now?: () => number;
}

export function createMemoryStore({
  maxEntries = 10_000,
  now = () => performance.now(),
}: MemoryStoreOptions = {}): Store & Counters {
  const options = { max: maxEntries, ttlResolution: 0, perf: { now } };
  const entries = new LRUCache<string, string>(options);
  // Claims stand apart, so that no flood of stored texts can push one out and let a second caller through.
  const claims = new LRUCache<string, true>(options);
  const counts = new LRUCache<string, number>(options);
  return {
    async get(key) {
      return entries.get(key);
    },
    async set(key, value, ttlSeconds) {
      entries.set(key, value, { ttl: ttlSeconds * 1000 });
    },
    async claim(key, ttlSeconds) {
      if (claims.has(key)) return false;
      claims.set(key, true, { ttl: ttlSeconds * 1000 });
      return true;
    },
    async count(key, by, ttlSeconds) {
      const count = (counts.get(key) ?? 0) + by;
      const ttl = counts.getRemainingTTL(key) || ttlSeconds * 1000;
      counts.set(key, count, { ttl });
      return { count, msLeft: ttl };
    },
  };
}
