/** Leaving in good order. */

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

/** Calls `stop` at the first SIGTERM or SIGINT and leaves with 0 when it is done; a second signal leaves at once. */
export function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = () => {
    if (stopping) process.exit(1);
    stopping = true;
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}
