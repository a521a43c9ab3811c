import { afterEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { ClosedError, keepConnected, type Line } from '../../adapters/connection.ts';
import { brokenOff, type Clock, handOver, type Ladder, type Next, type Refusal } from '../../adapters/delivery.ts';
import { createJobs } from '../../adapters/jobs.ts';
import { inTime } from '../../adapters/known.ts';
import { createOnce } from '../../adapters/once.ts';
import type { Log, Store } from '../../src/ports.ts';
import { createMemoryStore } from './memory-store.ts';
import { silentLog } from './commands.ts';

/** A clock that moves when somebody waits. */
function clockOf({ endsAtMs = Infinity } = {}) {
  let now = 0;
  const waits: number[] = [];
  const clock: Clock = {
    now: () => now,
    async pause(ms) {
      if (now >= endsAtMs) return false;
      waits.push(ms);
      now += ms;
      return true;
    },
  };
  return { clock, waits };
}

const PATIENCE = { tries: 3, firstMs: 100, longestMs: 400, withinMs: 10_000 };

type Says = Next | { readonly next: Next; readonly afterMs: number };

/** A ladder whose rungs, written `name way` or `name way!` where repeating does no harm, say in turn what is listed. */
function ladderOf(rungs: readonly string[], says: Readonly<Record<string, readonly Says[]>>) {
  const sent: string[] = [];
  const left = Object.fromEntries(Object.entries(says).map(([name, all]) => [name, [...all]]));
  const ladder: Ladder = {
    patience: PATIENCE,
    rungs: rungs.map((written) => {
      const [name = '', way = ''] = written.replace('!', '').split(' ');
      return {
        ...{ name, way, isRepeatable: written.endsWith('!') },
        async send() {
          sent.push(name);
          const said = left[name]?.shift();
          if (said !== undefined) throw said;
        },
      };
    }),
    read(said) {
      const refusal = typeof said === 'string' ? { next: said as Next } : (said as Omit<Refusal, 'reason'>);
      return { ...refusal, reason: `${refusal.next}!` };
    },
  };
  return { ladder, sent };
}

describe('handing an answer over', () => {
  it.each<[string, readonly string[], Readonly<Record<string, readonly Says[]>>, string, string]>([
    ['takes the best form', ['a x', 'b x'], {}, 'a', 'delivered a'],
    [
      'goes down where a form is refused',
      ['a x', 'b x', 'c x'],
      { a: ['simpler'], b: ['simpler'] },
      'a b c',
      'partly c',
    ],
    ['leaves a way that is shut', ['a x', 'b x', 'c y'], { a: ['elsewhere'] }, 'a c', 'partly c'],
    ['stays with a form that stumbles', ['a x', 'b x'], { a: ['again', 'again'] }, 'a a a', 'delivered a'],
    ['goes on with another way first', ['a x', 'b x', 'c y'], { a: Array(3).fill('again') }, 'a a a c', 'partly c'],
    [
      'comes back to the best when all have stumbled',
      ['a x', 'b x'],
      { a: Array(3).fill('again'), b: ['again'] },
      'a a a b a',
      'delivered a',
    ],
    ['never sends again what may be there', ['a x', 'b x', 'c y!'], { a: ['unsure'] }, 'a c', 'partly c'],
    ['sends again what does no harm', ['a x!', 'b x!'], { a: ['unsure'] }, 'a a', 'delivered a'],
    ['ends where nobody is there any more', ['a x', 'b y'], { a: ['over'] }, 'a', 'failed'],
    ['ends where nothing is left', ['a x', 'b x'], { a: ['simpler'], b: ['simpler'] }, 'a b', 'failed'],
    ['knows what was taken after all', ['a x!'], { a: ['unsure', 'taken'] }, 'a a', 'delivered a'],
    ['has no way', [], {}, '', 'failed'],
  ])('%s', async (_, rungs, says, wanted, outcome) => {
    const { ladder, sent } = ladderOf(rungs, says);
    const { result, rung, attempts } = await handOver(ladder, clockOf().clock);
    expect(sent.join(' ')).toBe(wanted);
    expect([result, rung].filter(Boolean).join(' ')).toBe(outcome);
    expect(attempts).toBe(sent.length);
  });

  it('waits as long as it is told to, and twice as long each time where it is not', async () => {
    const { ladder } = ladderOf(['a x'], { a: [{ next: 'again', afterMs: 1234 }, ...Array(5).fill('again')] });
    const { clock, waits } = clockOf();
    await handOver(ladder, clock);
    expect(waits).toEqual([1234, 100, 200, 100, 200, 400]);
  });

  it('does not wait for what comes too late', async () => {
    const { ladder, sent } = ladderOf(['a x', 'b y'], { a: [{ next: 'again', afterMs: 60_000 }] });
    const { clock, waits } = clockOf();
    expect(await handOver(ladder, clock)).toMatchObject({ result: 'partly', rung: 'b' });
    expect([sent, waits]).toEqual([['a', 'b'], []]);
  });

  it('has a last try on every way when the process is to end', async () => {
    const { ladder, sent } = ladderOf(['a x', 'b x', 'c y'], { a: Array(9).fill('again'), c: Array(9).fill('again') });
    const { clock } = clockOf({ endsAtMs: 0 });
    await handOver(ladder, clock);
    expect(sent).toEqual(['a', 'c']);
  });

  const saying = fc.constantFrom<Next>('again', 'unsure', 'simpler', 'elsewhere', 'over');
  it('ends in bounded time and tries, delivers what is taken, and never twice what may be there', async () => {
    const rung = fc.record({ way: fc.constantFrom('x', 'y', 'z'), safe: fc.boolean() });
    const script = fc.array(fc.array(saying, { maxLength: 30 }), { minLength: 6, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(fc.array(rung, { maxLength: 6 }), script, async (rungs, says) => {
        const names = rungs.map(({ way, safe }, i) => `r${i} ${way}${safe ? '!' : ''}`);
        const { ladder, sent } = ladderOf(names, Object.fromEntries(says.map((said, i) => [`r${i}`, said])));
        const { clock } = clockOf();
        const outcome = await handOver(ladder, clock);
        expect(clock.now()).toBeLessThanOrEqual(PATIENCE.withinMs);
        expect(sent.length).toBeLessThan(300);
        if (outcome.rung !== undefined) expect(sent.at(-1)).toBe(outcome.rung);
        const unsureAt = sent.findIndex((name, i) => {
          const before = sent.slice(0, i).filter((one) => one === name).length;
          return says[Number(name.slice(1))]?.[before] === 'unsure';
        });
        const after = unsureAt < 0 ? [] : sent.slice(unsureAt + 1);
        expect(after.filter((name) => !rungs[Number(name.slice(1))]?.safe)).toEqual([]);
      }),
    );
  });
});

describe('a connection that breaks off', () => {
  it.each<[string, unknown, Next | undefined]>([
    [
      'was never made',
      new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) }),
      'again',
    ],
    [
      'was reset',
      new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) }),
      'unsure',
    ],
    ['took too long', AbortSignal.abort().reason, 'unsure'],
    ['is a bug', new TypeError('x is not a function'), undefined],
    ['is wrong use', Object.assign(new TypeError('no'), { code: 'ERR_INVALID_ARG_TYPE' }), undefined],
    ['is no error', 'x', undefined],
  ])('%s', (_, error, next) => {
    expect(brokenOff(error)?.next).toBe(next);
  });
});

describe('work that is begun', () => {
  it('is one piece a turn, so that what arrives is seen between two', async () => {
    const jobs = createJobs();
    const order: string[] = [];
    const pieces = ['a', 'b', 'c'].map(async (name) => {
      await jobs.turn();
      order.push(name);
      setImmediate(() => order.push('other'));
    });
    await Promise.all(pieces);
    expect(order.slice(0, 4)).toEqual(['a', 'other', 'b', 'other']);
  });
  it('is not taken any more when closed, and ends its waits', async () => {
    const jobs = createJobs();
    let waited: boolean | undefined;
    const running = jobs.run(async () => {
      waited = await jobs.clock.pause(60_000);
    });
    jobs.close();
    expect(await jobs.run(async () => {})).toBe(false);
    await jobs.idle();
    expect([await running, waited]).toEqual([true, false]);
  });
});

describe('what is known in time', () => {
  it('counts what arrived while the process stood still', async () => {
    // A worker's message is read after timers: without a look at it, the deadline would win.
    const { Worker } = await import('node:worker_threads');
    const worker = new Worker('require("node:worker_threads").parentPort.postMessage("here")', { eval: true });
    const message = new Promise((resolve) => worker.once('message', resolve));
    const known = inTime(message, 400);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
    expect(await known).toBe('here');
    await worker.terminate();
  });
  it.each([
    ['late', () => new Promise(() => undefined)],
    ['failed', () => Promise.reject(new Error('no'))],
  ])('is nothing when it is %s', async (_, work) => {
    expect(await inTime(work(), 1)).toBeUndefined();
  });
});

describe('what is done once', () => {
  const claiming = (claim: Store['claim']): Store => ({ ...createMemoryStore(), claim });
  const down = claiming(() => Promise.reject(new Error('down')));

  it('is taken once by a process, whatever the store says', () => {
    const once = createOnce({ store: down, log: silentLog });
    expect(once.take('key', 60)).toBeDefined();
    expect(once.take('key', 60)).toBeUndefined();
  });

  /** Two processes before one store that answers their claims with these, and has nothing else to say. */
  async function both(...answers: readonly (readonly (boolean | 'late')[])[]) {
    const taken = answers.map((all) => {
      const left = [...all];
      const store = claiming(async () => {
        const said = left.shift() ?? 'late';
        if (said === 'late') throw new Error('late');
        return said;
      });
      return createOnce({ store, log: silentLog }).take('key', 60);
    });
    return Promise.all(taken.map(async (claim) => (await claim?.isOurs()) && claim?.isStillOurs()));
  }

  it.each<[string, readonly (boolean | 'late')[], readonly (boolean | 'late')[]]>([
    ['both claims are decided', [true, true], [false]],
    ['one is late, and was not made', ['late', false], [true, true]],
    ['one is late, but was made', ['late', true], [false]],
    ['both are late', ['late', true], ['late', false]],
  ])('is done by one of two when %s', async (_, first, second) => {
    expect((await both(first, second)).filter(Boolean)).toHaveLength(1);
  });

  it('is not done for a repeat that nobody can claim', async () => {
    const claim = createOnce({ store: down, log: silentLog }).take('key', 60);
    expect([await claim?.isStillOurs(false), await claim?.isStillOurs(true)]).toEqual([true, false]);
  });
});

describe('a connection', () => {
  const jobs = { current: createJobs() };
  afterEach(() => {
    jobs.current.close();
    jobs.current = createJobs();
  });

  function keep(...tries: readonly (Error | 'ready')[]) {
    const lines: Line[] = [];
    const said: string[] = [];
    const say = (_: object, message: string) => void said.push(message);
    const log: Log = { debug: say, info: say, warn: say, error: say };
    const left = [...tries];
    const connect = async (line: Line) => {
      lines.push(line);
      const next = left.shift() ?? 'ready';
      if (next !== 'ready') throw next;
    };
    const waits = { firstMs: 1, longestMs: 4 };
    const connection = keepConnected({ name: 'It', connect, log, clock: jobs.current.clock, waits });
    return { connection, lines, said };
  }

  it('is tried until it is made, and says why it is not', async () => {
    const { connection, said } = keep(new Error('No one is there.'), new Error('Still no one.'));
    expect(connection.state()).toEqual({ status: 'starting' });
    await connection.start();
    expect(connection.state()).toEqual({ status: 'retrying', reason: 'No one is there.' });
    await expect.poll(() => connection.state()).toEqual({ status: 'ready' });
    expect(said).toEqual([
      'It failed and will be tried again: No one is there.',
      'It failed and will be tried again: Still no one.',
    ]);
  });
  it('is made again when it is lost', async () => {
    const { connection, lines } = keep();
    await connection.start();
    lines[0]?.lost(new Error('It broke off.'));
    await expect.poll(() => lines.length).toBe(2);
    await expect.poll(() => connection.state()).toEqual({ status: 'ready' });
  });
  it('stays closed where no other try can help', async () => {
    const { connection, lines, said } = keep(new ClosedError('Its key is wrong.'));
    await connection.start();
    expect(connection.state()).toEqual({ status: 'closed', reason: 'Its key is wrong.' });
    expect([lines.length, said]).toEqual([1, ['It is closed: Its key is wrong.']]);
  });
});
