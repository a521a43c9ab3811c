/**
 * Computing off the event loop: a few worker threads behind a fair queue, so that acknowledgements, suggestions and health
 * never wait for somebody's estimate.
 */
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { Call, Compute } from '../../commands/core/bot.ts';
import type { Caller, Command } from '../../commands/core/command.ts';
import { BusyError, UserError } from '../../src/errors.ts';
import type { Hub, Prices } from '../../src/ports.ts';
import { createAnswerCache, keyOf } from './cache.ts';
import { FairQueue, type Place } from './queue.ts';
import { outcomeOf, valueOf, type Done, type Question, type Task } from './wire.ts';

export interface PoolServices {
  readonly commands: readonly Command[];
  readonly hub: Hub;
  readonly prices: Prices;
}

export interface PoolLimits {
  readonly threads: number;
  /** Questions of one person that may wait; one more is refused. */
  readonly waitingEach: number;
  /** Questions of all that may wait. */
  readonly waiting: number;
  /** After so long in the queue a question is given up, in milliseconds. */
  readonly patienceMs: number;
  /** A worker that computes for longer is ended: searches have budgets, so that this is a guard and no plan. */
  readonly longestMs: number;
}

/** One core is the event loop's; each worker holds its own copy of the catalogue, some 60 MB. */
export const POOL_LIMITS: PoolLimits = {
  threads: Math.max(1, Math.min(4, availableParallelism() - 1)),
  waitingEach: 8,
  waiting: 500,
  patienceMs: 20_000,
  longestMs: 10_000,
};

interface PoolState {
  readonly waiting: number;
  readonly running: number;
  readonly hits: number;
  readonly misses: number;
}

export interface Pool {
  readonly compute: Compute;
  state(): PoolState;
  /** Finishes what runs; what waits is refused. */
  stop(): Promise<void>;
}

interface Job {
  readonly call: Call;
  readonly place: Place;
  readonly start: () => void;
}

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));

export function createPool({ commands, hub, prices }: PoolServices, limits: PoolLimits = POOL_LIMITS): Pool {
  const workers = new Piscina({ filename: WORKER, minThreads: 1, maxThreads: limits.threads });
  const queue = new FairQueue<Job>();
  const cache = createAnswerCache();
  const version = versionsOf(prices);
  let running = 0;

  const next = () => {
    while (running < limits.threads) {
      const job = queue.shift();
      if (!job) return;
      running += 1;
      job.start();
    }
  };
  const computed = async (call: Call) => {
    const came = performance.now();
    await turnOf(call, queue, limits, next);
    call.waited?.(performance.now() - came);
    try {
      const { outcome, asked } = await work(workers, call, version(), { hub, prices }, limits);
      return { reply: valueOf(outcome), shared: !asked };
    } finally {
      running -= 1;
      next();
    }
  };
  return {
    async compute(call) {
      const key = keyOf(call, commands, version());
      return key === undefined ? (await computed(call)).reply : cache.get(key, () => computed(call));
    },
    state: () => ({ waiting: queue.size, running, ...cache.counts }),
    async stop() {
      await workers.close();
    },
  };
}

/** A number for each list of prices that was current. */
function versionsOf(prices: Prices): () => number {
  let last = prices.current();
  let version = 1;
  return () => {
    const current = prices.current();
    if (current !== last) [last, version] = [current, version + 1];
    return version;
  };
}

// ----- Waiting -----

/** Resolves when it is the call's turn. @throws UserError where too much waits already, or it waited too long. */
async function turnOf(call: Call, queue: FairQueue<Job>, limits: PoolLimits, next: () => void): Promise<void> {
  const place = placeOf(call.caller);
  refuseTooMany(queue, place, limits);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const job: Job = { call, place, start: resolve };
  const giveUp = (error: UserError) => {
    if (queue.remove(place, job)) reject(error);
  };
  const patience = setTimeout(() => giveUp(busy(limits.patienceMs)), limits.patienceMs);
  const onAbort = () => giveUp(new UserError('not-available', 'Nobody waits for this answer any more.'));
  call.signal?.addEventListener('abort', onAbort, { once: true });
  queue.push(place, job);
  next();
  try {
    await promise;
  } finally {
    clearTimeout(patience);
    call.signal?.removeEventListener('abort', onAbort);
  }
}

/** Where a caller waits; people of no server are a group of their own each. */
function placeOf({ platform, tenant, user, address }: Caller): Place {
  const person = user || address || '';
  return {
    isAnonymous: user === '' && tenant === '',
    group: `${platform} ${tenant === '' ? person : tenant}`,
    person,
  };
}

function refuseTooMany(queue: FairQueue<Job>, place: Place, { waitingEach, waiting }: PoolLimits): void {
  const own = queue.waitingOf(place);
  if (own >= waitingEach) {
    throw new UserError(
      'not-available',
      `${own} of your questions wait to be computed already, and more than that never do.`,
      'Ask this one again when they are answered.',
    );
  }
  if (queue.size >= waiting) throw busy(0);
}

const AGAIN_SECONDS = 30;

function busy(waitedMs: number): BusyError {
  const waited = waitedMs > 0 ? `; this one waited for ${Math.round(waitedMs / 1000)} seconds` : '';
  return new BusyError(
    `Too many questions wait to be computed${waited}. Ask again in ${AGAIN_SECONDS} seconds.`,
    AGAIN_SECONDS,
  );
}

// ----- Working -----

/** One call in a worker, which is ended where it takes too long. */
async function work(
  workers: Piscina,
  { signal: _signal, waited: _waited, ...call }: Call,
  pricesVersion: number,
  services: Pick<PoolServices, 'hub' | 'prices'>,
  { longestMs }: PoolLimits,
): Promise<Done> {
  const { port1: ours, port2: theirs } = new MessageChannel();
  answering(ours, services, call.caller);
  const task: Task = { call: { ...call, caller: plainCaller(call.caller) }, pricesVersion, port: theirs };
  const ended = AbortSignal.timeout(longestMs);
  try {
    return await (workers.run(task, { transferList: [theirs], signal: ended }) as Promise<Done>);
  } catch (error) {
    if (!ended.aborted) throw error;
    throw new UserError(
      'not-available',
      `This took longer than ${longestMs / 1000} seconds to compute.`,
      'Ask for less at once: one method, fewer cards.',
    );
  } finally {
    ours.close();
  }
}

/** Functions do not travel; commands that are computed ask nothing of the caller but where they are. */
function plainCaller({ isManager: _, ...caller }: Caller): Caller {
  return caller;
}

/** Answers what a worker asks of the server. */
function answering(port: MessagePort, { hub, prices }: Pick<PoolServices, 'hub' | 'prices'>, caller: Caller): void {
  port.on('message', async (question: Question) => {
    const { id } = question;
    try {
      const outcome =
        question.ask === 'prices'
          ? { value: prices.current() }
          : await outcomeOf(() => hub.model(question.reference, caller));
      port.postMessage({ id, ...outcome });
    } catch (error) {
      // A bug of ours: the worker's call rejects, and the server logs it.
      port.postMessage({
        id,
        mistake: { code: 'not-available', message: `The Hub could not be asked: ${String(error)}` },
      });
    }
  });
}
