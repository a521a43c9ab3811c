/** A connection, or whatever else a platform needs, kept by trying again: one that fails leaves all others alone. */
import type { Log } from '../src/ports.ts';
import type { AdapterState } from './adapter.ts';
import type { Clock } from './delivery.ts';

/** Nothing but a change by whoever runs the bot brings it back, so that trying again is of no use. */
export class ClosedError extends Error {
  override readonly name = 'ClosedError';
}

/** What a connection that stands tells of itself. */
export interface Line {
  /** It mends itself, or has. */
  say(state: AdapterState): void;
  /** It has ended and will not mend itself. */
  lost(error: Error): void;
}

export interface Connection {
  /** Begins; resolves when the first try has an outcome, whichever. */
  start(): Promise<void>;
  state(): AdapterState;
}

interface ConnectionOptions {
  readonly name: string;
  /** Connects once. Rejects with an error whose message is a sentence for who runs the bot. */
  readonly connect: (line: Line) => Promise<void>;
  readonly log: Log;
  /** Ends the trying when it waits no more. */
  readonly clock: Clock;
  readonly waits?: Waits | undefined;
}

/** Between tries, in milliseconds: each is twice the one before. */
export interface Waits {
  readonly firstMs: number;
  readonly longestMs: number;
}

const WAITS: Waits = { firstMs: 1000, longestMs: 5 * 60_000 };
/** Whoever starts waits no longer for the first outcome, in milliseconds; the trying goes on. */
const START_MS = 10_000;

export function keepConnected({ name, connect, log, clock, waits = WAITS }: ConnectionOptions): Connection {
  let state: AdapterState = { status: 'starting' };
  const say = (said: AdapterState) => void (state = said);
  const run = async (onOutcome: () => void) => {
    for (let wait = waits.firstMs; ; wait = Math.min(2 * wait, waits.longestMs)) {
      const error = await held(connect, say, () => {
        wait = waits.firstMs;
        onOutcome();
      });
      // What ends because the process does is no failure.
      if (!(await clock.pause(0))) return;
      const isClosed = error instanceof ClosedError;
      const reason = error instanceof Error ? error.message : String(error);
      say({ status: isClosed ? 'closed' : 'retrying', reason });
      if (isClosed) log.error({}, `${name} is closed: ${reason}`);
      else log.warn({ waitMs: wait }, `${name} failed and will be tried again: ${reason}`);
      onOutcome();
      if (isClosed || !(await clock.pause(wait))) return;
    }
  };
  return {
    start: () =>
      new Promise((resolve) => {
        setTimeout(resolve, START_MS).unref();
        void run(resolve);
      }),
    state: () => state,
  };
}

/** @returns why the connection could not be made, or has ended; what it says after that is not heard. */
function held(connect: ConnectionOptions['connect'], say: Line['say'], onReady: () => void): Promise<unknown> {
  return new Promise((resolve) => {
    let isLost = false;
    const lost = (error: unknown) => {
      isLost = true;
      resolve(error);
    };
    const line: Line = { say: (state) => (isLost ? undefined : say(state)), lost };
    connect(line).then(() => {
      line.say({ status: 'ready' });
      if (!isLost) onReady();
    }, lost);
  });
}
