import { describe, expect, it } from 'vitest';
import { createMemoryStore } from '../../../adapters/memory-store.ts';

describe('the memory store', () => {
  it('keeps a text for as long as it was told to', async () => {
    let time = 1000;
    const store = createMemoryStore({ now: () => time });
    await store.set('key', 'text', 60);
    time += 59_000;
    expect(await store.get('key')).toBe('text');
    time += 2_000;
    expect(await store.get('key')).toBeUndefined();
    expect(await store.get('never')).toBeUndefined();
  });
  it('gives a claim to one caller, until it runs out', async () => {
    let time = 1000;
    const store = createMemoryStore({ now: () => time });
    const claims = await Promise.all([1, 2, 3].map(() => store.claim('key', 60)));
    expect(claims).toEqual([true, false, false]);
    expect(await store.claim('other', 60)).toBe(true);
    time += 61_000;
    expect(await store.claim('key', 60)).toBe(true);
  });
  it('counts, and begins anew when its time is over', async () => {
    let time = 1000;
    const store = createMemoryStore({ now: () => time });
    expect(await store.count('key', 2, 60)).toEqual({ count: 2, msLeft: 60_000 });
    time += 20_000;
    expect(await store.count('key', 3, 60)).toEqual({ count: 5, msLeft: 40_000 });
    time += 41_000;
    expect(await store.count('key', 1, 60)).toEqual({ count: 1, msLeft: 60_000 });
  });
  it('forgets the longest unused when it is full, but no claim for a text', async () => {
    const store = createMemoryStore({ maxEntries: 2 });
    await store.claim('claimed', 60);
    for (const key of ['a', 'b', 'c']) await store.set(key, key, 60);
    expect([await store.get('a'), await store.get('b'), await store.get('c')]).toEqual([undefined, 'b', 'c']);
    expect(await store.claim('claimed', 60)).toBe(false);
  });
});
