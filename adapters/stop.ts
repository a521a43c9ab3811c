/** Leaving in good order. */
import type { Logger } from 'pino';
import { whereFailed } from '../src/errors.ts';

/** What can be stopped. */
export interface Stoppable {
  stop(): Promise<void>;
}

/** Process managers kill after 10 s; the rest is for leaving. */
export const STOP_WITHIN_MS = 9_000;

/**
 * Stops all at once and waits for what still runs, but no longer than `withinMs`.
 * @returns the failures, among them one for running out of time.
 */
export async function stopAll(all: readonly Stoppable[], withinMs = STOP_WITHIN_MS): Promise<readonly unknown[]> {
  const failures: unknown[] = [];
  const stopped = Promise.all(
    all.map(async (one) => {
      try {
        await one.stop();
      } catch (error) {
        failures.push(error);
      }
    }),
  );
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<void>((resolve) => {
    timer = setTimeout(() => {
      failures.push(new Error(`not everything had finished after ${withinMs / 1000} s`));
      resolve();
    }, withinMs);
  });
  await Promise.race([stopped, timeUp]);
  clearTimeout(timer);
  return failures;
}

const LOOK_FOR_PARENT_MS = 500;

/**
 * Calls `stop` at the first SIGTERM or SIGINT and leaves with 0 when it is done; a second signal leaves at once.
 * `withParent` does the same when the parent ends: the shell between npm and us passes no signal on.
 */
export function stopOnSignal(stop: () => Promise<void>, withParent: boolean): void {
  let stopping = false;
  const begin = () => {
    stopping = true;
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  const onSignal = () => (stopping ? process.exit(1) : begin());
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  const parent = process.ppid;
  const look = () => {
    if (!stopping && process.ppid !== parent) begin();
  };
  if (withParent) setInterval(look, LOOK_FOR_PARENT_MS).unref();
}

/** What nobody catches is logged without secrets; a process in an unknown state then ends, for its manager to restart. */
export function leaveOnBugs(log: Logger): void {
  const leave = (error: unknown) => {
    log.fatal({ failure: whereFailed(error) }, 'unexpected failure');
    log.debug({ err: error }, 'what failed');
    process.exit(1);
  };
  process.on('uncaughtException', leave);
  process.on('unhandledRejection', leave);
}
