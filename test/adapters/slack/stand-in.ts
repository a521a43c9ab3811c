/** A small stand-in for Slack. */
import type { Store } from '../../../src/ports.ts';

/** The real thing's behaviour without its lifetime. */
export function memoryStore(): Store {
  const kept = new Map<string, string>();
  return {
    get: async (key) => kept.get(key),
    set: async (key, value) => void kept.set(key, value),
    async claim(key) {
      if (kept.has(key)) return false;
      kept.set(key, '');
      return true;
    },
  };
}
