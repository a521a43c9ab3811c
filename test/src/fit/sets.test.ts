import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/fit/advice/change.ts';
import { changeSets } from '../../../src/fit/advice/sets.ts';

const change = (id: string, ...levels: readonly (readonly [object, number])[]): Change => ({
  id,
  cost: '',
  levels: levels.map(([set, burden], i) => ({ label: `${id}${i}`, set, burden })),
});

const CHANGES = [
  change('loss', [{ loss: 'chunked' }, 1]),
  change('batch', [{ microBatch: 4, accumulation: 2 }, 2], [{ microBatch: 2, accumulation: 4 }, 2.1]),
  change('optimizer', [{ optimizer: 'adamw-8bit' }, 2]),
  change('paged', [{ optimizer: 'paged-adamw-8bit' }, 3.5]),
  change('sequence', [{ sequenceLength: 1024 }, 6], [{ sequenceLength: 512 }, 7]),
  change('cards', [{ gpus: 2 }, 12], [{ gpus: 4 }, 16]),
];

const sets = [...changeSets(CHANGES)].map((set) => ({ ...set, levels: set.levels().map(([, level]) => level) }));
const names = sets.map(({ levels }) => levels.map(({ label }) => label).join(' '));
const burdenOf = (levels: readonly { readonly burden: number }[]) =>
  levels.reduce((sum, { burden }) => sum + burden, 0);

describe('sets of changes', () => {
  it('are all there are, of up to four, of which none sets what another did', () => {
    // By the choices of each: none or one level, and of the optimizer's two changes at most one.
    let expected = 0;
    for (const loss of [0, 1])
      for (const batch of [0, 1, 2])
        for (const optimizer of [0, 1, 2])
          for (const sequence of [0, 1, 2])
            for (const cards of [0, 1, 2]) {
              const size = [loss, batch, optimizer, sequence, cards].filter(Boolean).length;
              if (size >= 1 && size <= 4) expected += 1;
            }
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBe(expected);
    expect(names).not.toContain('optimizer0 paged0');
  });

  it('come the least burdensome first, and of equals the one that was thought of first', () => {
    const burdens = sets.map(({ levels }) => burdenOf(levels));
    expect(burdens).toEqual(burdens.toSorted((a, b) => a - b));
    expect(names.slice(0, 6)).toEqual(['loss0', 'batch0', 'optimizer0', 'batch1', 'loss0 batch0', 'loss0 optimizer0']);
  });

  it('have the structure of others that differ in lengths alone', () => {
    const structureOf = (name: string) => sets[names.indexOf(name)]?.structure;
    expect(structureOf('batch1 sequence0')).toBe('');
    expect(structureOf('loss0 batch0')).toBe(structureOf('loss0'));
    expect(structureOf('loss0')).not.toBe(structureOf('optimizer0'));
    expect(sets[names.indexOf('batch1 sequence0')]?.setsBatch).toBe(true);
    expect(sets[names.indexOf('sequence0')]?.setsBatch).toBe(false);
  });
});
