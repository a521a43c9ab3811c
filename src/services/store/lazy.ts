/** Opens a database when it is first needed, again after it failed, and never lets anybody wait longer than a second. */

interface Lazy<T> {
  /** The opened one; rejects within the deadline. After a failure it is not tried again for a while. */
  get(): Promise<T>;
  /** What has been opened, or is being opened, if anything. */
  opened(): Promise<T> | undefined;
}

interface LazyOptions {
  readonly deadlineMs: number;
  /** How long after a failure everybody is refused at once, in milliseconds. */
  readonly pauseMs: number;
}

export function lazily<T>(open: () => Promise<T>, { deadlineMs, pauseMs }: LazyOptions): Lazy<T> {
  let opening: Promise<T> | undefined;
  const begin = (): Promise<T> => {
    const started = open();
    started.catch(() => {
      setTimeout(() => (opening = undefined), pauseMs).unref();
    });
    return started;
  };
  return {
    get: () => within((opening ??= begin()), deadlineMs),
    opened: () => opening,
  };
}

/** Runs work within a deadline, or refuses it at once. */
export type Guard = <T>(work: () => Promise<T>) => Promise<T>;

/** A failure that took this long was waited for, in milliseconds. */
const WAITED_MS = 250;

/** After a failure that somebody waited for, everybody is refused at once for a while: no request waits twice. */
export function guarded({ deadlineMs, pauseMs }: LazyOptions): Guard {
  let until = 0;
  return async (work) => {
    const start = performance.now();
    if (start < until) throw new Error('the store did not answer just now');
    try {
      return await within(work(), deadlineMs);
    } catch (error) {
      if (performance.now() - start > WAITED_MS) until = performance.now() + pauseMs;
      throw error;
    }
  };
}

/** The store had its time. */
export class LateError extends Error {
  override readonly name = 'LateError';

  constructor(ms: number) {
    super(`the store did not answer within ${ms} ms`);
  }
}

/** A deadline is counted in so many milliseconds at a time. */
const STEP_MS = 50;

/**
 * The result, or a rejection when it takes longer. Time in which this process could not run does not count: however long
 * it stood still, that is one step.
 * @throws LateError
 */
export async function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const wait = (left: number): void => {
      // What came while we stood still is read before we give up: timers run first, and immediates after reading.
      if (left <= 0) return void setImmediate(() => reject(new LateError(ms)));
      const step = Math.min(left, STEP_MS);
      timer = setTimeout(() => wait(left - step), step);
    };
    wait(ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
