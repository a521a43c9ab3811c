import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FairQueue, type Place } from '../../../adapters/compute/queue.ts';

const at = (group: string, person: string, isAnonymous = false): Place => ({ group, person, isAnonymous });

function drained<T>(queue: FairQueue<T>): readonly T[] {
  const all: T[] = [];
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) all.push(next);
  return all;
}

describe('who is computed for next', () => {
  it('is everybody in turn, however much one person asks', () => {
    const queue = new FairQueue<string>();
    for (const n of [1, 2, 3]) queue.push(at('busy', 'ann'), `ann ${n}`);
    queue.push(at('busy', 'bob'), 'bob');
    queue.push(at('quiet', 'cleo'), 'cleo');
    expect(drained(queue)).toEqual(['ann 1', 'cleo', 'bob', 'ann 2', 'ann 3']);
  });
  it('is a server once a round, however many people it has', () => {
    const queue = new FairQueue<string>();
    for (const person of ['a', 'b', 'c']) queue.push(at('large', person), person);
    for (const n of [1, 2]) queue.push(at('small', 'z'), `z ${n}`);
    expect(drained(queue)).toEqual(['a', 'z 1', 'b', 'z 2', 'c']);
  });
  it('is a chat before the anonymous page', () => {
    const queue = new FairQueue<string>();
    queue.push(at('127.0.0.1', '127.0.0.1', true), 'page');
    queue.push(at('server', 'ann'), 'chat');
    expect(drained(queue)).toEqual(['chat', 'page']);
  });
  it('forgets who does not wait any more', () => {
    const queue = new FairQueue<string>();
    queue.push(at('server', 'ann'), 'first');
    queue.push(at('server', 'ann'), 'second');
    expect(queue.remove(at('server', 'ann'), 'first')).toBe(true);
    expect(queue.remove(at('server', 'ann'), 'first')).toBe(false);
    expect(queue.waitingOf(at('server', 'ann'))).toBe(1);
    expect(drained(queue)).toEqual(['second']);
    expect(queue.size).toBe(0);
  });
  it('loses and repeats nobody, keeps the order of each person, and never lets one wait for two of another in a row', () => {
    const person = fc.record({ group: fc.constantFrom('a', 'b'), person: fc.constantFrom('x', 'y', 'z') });
    fc.assert(
      fc.property(fc.array(person, { maxLength: 40 }), (asked) => {
        const queue = new FairQueue<{ who: string; n: number }>();
        asked.forEach(({ group, person: name }, n) => queue.push(at(group, name), { who: `${group} ${name}`, n }));
        const order = drained(queue);
        expect(order.map(({ n }) => n).sort((a, b) => a - b)).toEqual(asked.map((_, n) => n));
        order.forEach(({ who, n }, place) => {
          const later = order.slice(place + 1);
          expect(later.every((other) => other.who !== who || other.n > n)).toBe(true);
          const others = new Set(later.filter((one) => one.who[0] === who[0] && one.who !== who).map((one) => one.who));
          const again = later.findIndex((one) => one.who === who);
          // Everybody else of the group who still waits comes before the same person again.
          if (again >= 0) {
            const between = new Set(later.slice(0, again).map((one) => one.who));
            expect([...others].every((one) => between.has(one))).toBe(true);
          }
        });
      }),
    );
  });
});
