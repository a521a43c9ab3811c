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

/** Who wants us to stop: a manager, who may still send people here for a moment, or a person, who waits for the prompt. */
export type StoppedBy = 'manager' | 'person';

/**
 * Calls `stop` at the first SIGTERM or SIGINT and leaves with 0 when it is done; a second signal leaves at once.
 * `withParent` does the same when the parent ends: the shell between npm and us passes no signal on.
 */
export function stopOnSignal(stop: (by: StoppedBy) => Promise<void>, withParent: boolean): void {
  let stopping = false;
  const begin = (by: StoppedBy) => {
    stopping = true;
    stop(by).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  const onSignal = (by: StoppedBy) => (stopping ? process.exit(1) : begin(by));
  process.on('SIGTERM', () => onSignal('manager'));
  process.on('SIGINT', () => onSignal('person'));
  const parent = process.ppid;
  const look = () => {
    if (!stopping && process.ppid !== parent) begin('person');
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
