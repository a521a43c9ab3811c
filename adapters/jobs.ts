/** The work of a platform while it runs: what stopping waits for, and when computing may begin. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from './delivery.ts';

export interface Jobs {
  /** Runs the job at once, unless closed; the result says whether it was taken. */
  run(job: () => Promise<void>): Promise<boolean>;
  /**
   * Resolves when computing may begin: one piece of work a turn of the event loop, so that whatever has arrived meanwhile
   * is acknowledged before the next piece.
   */
  turn(): Promise<void>;
  /** Waits end when closed. */
  readonly clock: Clock;
  /** Takes no more. */
  close(): void;
  /** Resolves when nothing runs. */
  idle(): Promise<void>;
}

export function createJobs(): Jobs {
  const running = new Set<Promise<void>>();
  const ending = new AbortController();
  let last = Promise.resolve();
  return {
    async run(job) {
      if (ending.signal.aborted) return false;
      const work = job();
      running.add(work);
      await work.finally(() => running.delete(work));
      return true;
    },
    turn: () => (last = last.then(() => new Promise((resolve) => setImmediate(resolve)))),
    clock: {
      now: () => performance.now(),
      pause: (ms) => delay(ms, true, { signal: ending.signal }).catch(() => false),
    },
    close: () => ending.abort(),
    async idle() {
      await Promise.allSettled(running);
    },
  };
}
