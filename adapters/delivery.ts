/**
 * Handing an answer over: one small state machine for every platform. A platform brings a ladder, the forms of its answer
 * from the whole down to one line, each on a way to its reader, and says what a refusal means; what is tried next, how
 * often and for how long is decided here.
 */
import type { Log } from '../src/ports.ts';

/** One form of an answer on one way to its reader. */
export interface Rung {
  /** For the log: `whole`, `text`. */
  readonly name: string;
  /** What is shut for one rung of a way is shut for all of it: `edit`, `response_url`. */
  readonly way: string;
  /** Whether taking it twice does no harm: it edits, or only who asked sees it. */
  readonly isRepeatable: boolean;
  /** Resolves when the platform has taken it. */
  send(): Promise<unknown>;
}

/** What may come after a failure. `again`: it was not taken, and may be later. `unsure`: cut off, so it may have been. */
export type Next = 'again' | 'unsure' | 'simpler' | 'elsewhere' | 'over' | 'taken';

export interface Refusal {
  /** `taken`: an earlier try went through after all. `over`: nobody is there any more, or somebody else has answered. */
  readonly next: Next;
  /** For the log; carries no secret and no text of a user. */
  readonly reason: string;
  /** What the platform asks to wait, in milliseconds. */
  readonly afterMs?: number;
}

/** How long to go on. All in milliseconds but `tries`. */
export interface Patience {
  /** How often the best form of a way may stumble before another has its turn; simpler ones have one try a round. */
  readonly tries: number;
  /** The first wait; each is twice the one before, up to the longest. */
  readonly firstMs: number;
  readonly longestMs: number;
  readonly withinMs: number;
}

export interface Ladder {
  /** The best first. */
  readonly rungs: readonly Rung[];
  readonly read: (error: unknown, rung: Rung) => Refusal;
  readonly patience: Patience;
}

export interface Clock {
  /** Milliseconds that never go back. */
  now(): number;
  /** Whether there is still time to wait: not when the process is to end. */
  pause(ms: number): Promise<boolean>;
}

/** `partly`: in a simpler form or on another way than the best. */
interface Outcome {
  readonly result: 'delivered' | 'partly' | 'failed';
  /** The rung that was taken. */
  readonly rung?: string;
  /** How often anything was sent. */
  readonly attempts: number;
  /** Of the last failure. */
  readonly reason?: string;
}

/** How often a platform may say when to come back before its way counts as stumbling. */
const MOST_APPOINTMENTS = 5;

interface Delivery {
  readonly log: Log;
  readonly clock: Clock;
  readonly invocation: string;
  readonly platform: string;
}

/** Hands over, and logs what came of it in one line. Never rejects. */
export async function deliver(ladder: Ladder, { log, clock, ...about }: Delivery): Promise<Outcome> {
  const outcome = await handOver(ladder, clock);
  const level = outcome.result === 'delivered' ? 'info' : outcome.result === 'partly' ? 'warn' : 'error';
  log[level]({ ...about, ...outcome }, `answer ${outcome.result}`);
  return outcome;
}

/** Tries until a rung is taken, none is left, or the time is up. Never rejects. */
export async function handOver(ladder: Ladder, clock: Clock): Promise<Outcome> {
  const { firstMs, longestMs, withinMs } = ladder.patience;
  const climb: Climb = {
    ...{ ladder, clock, until: clock.now() + withinMs },
    ...{ left: ladder.rungs, attempts: 0, reason: 'there was no way to the reader' },
  };
  for (let wait = firstMs, tries = ladder.patience.tries; ; wait = Math.min(2 * wait, longestMs), tries = 1) {
    const taken = await oneRound(climb, tries);
    if (taken) return outcomeOf(climb, taken);
    if (climb.left.length === 0 || !(await hasWaited(climb, wait))) return outcomeOf(climb);
  }
}

interface Climb {
  readonly ladder: Ladder;
  readonly clock: Clock;
  readonly until: number;
  /** The rungs that may still be taken. */
  left: readonly Rung[];
  attempts: number;
  reason: string;
}

/** From the best that is left downwards. What only stumbles is left for the next round; another way has its turn first. */
async function oneRound(climb: Climb, tries: number): Promise<Rung | undefined> {
  const stumbling = new Set<string>();
  const hasOther = () => climb.left.some(({ way }) => !stumbling.has(way));
  for (const rung of climb.ladder.rungs) {
    if (!climb.left.includes(rung) || (stumbling.has(rung.way) && hasOther())) continue;
    const next = await tryOne(climb, rung, stumbling.has(rung.way) ? 1 : tries);
    if (next === 'taken') return rung;
    if (next === 'again') stumbling.add(rung.way);
    if (next === 'simpler') strike(climb, (one) => one === rung);
    if (next === 'elsewhere') strike(climb, ({ way }) => way === rung.way);
    if (next === 'over') strike(climb, () => true);
  }
  return undefined;
}

/** Sends a rung until it is taken, refused, or has stumbled too often for this round. */
async function tryOne(climb: Climb, rung: Rung, tries: number): Promise<Exclude<Next, 'unsure'>> {
  const { firstMs, longestMs } = climb.ladder.patience;
  for (let stumbles = 0, appointments = 0; ;) {
    const { next, afterMs } = await send(climb, rung);
    if (next === 'unsure') strike(climb, ({ isRepeatable }) => !isRepeatable);
    if (next !== 'again' && next !== 'unsure') return next;
    if (!climb.left.includes(rung)) return 'simpler';
    if (afterMs !== undefined && climb.clock.now() + afterMs > climb.until) return 'elsewhere';
    if (afterMs === undefined ? ++stumbles >= tries : ++appointments > MOST_APPOINTMENTS) return 'again';
    const wait = afterMs ?? Math.min(firstMs * 2 ** (stumbles - 1), longestMs);
    if (!(await hasWaited(climb, wait))) return 'again';
  }
}

async function send(climb: Climb, rung: Rung): Promise<Pick<Refusal, 'next' | 'afterMs'>> {
  climb.attempts += 1;
  try {
    await rung.send();
    return { next: 'taken' };
  } catch (error) {
    const refusal = climb.ladder.read(error, rung);
    climb.reason = refusal.reason;
    return refusal;
  }
}

function strike(climb: Climb, isStruck: (rung: Rung) => boolean): void {
  climb.left = climb.left.filter((rung) => !isStruck(rung));
}

async function hasWaited({ clock, until }: Climb, ms: number): Promise<boolean> {
  return clock.now() + ms <= until && clock.pause(ms);
}

function outcomeOf({ ladder, attempts, reason }: Climb, taken?: Rung): Outcome {
  if (!taken) return { result: 'failed', attempts, reason };
  const { name: rung } = taken;
  return taken === ladder.rungs[0]
    ? { result: 'delivered', rung, attempts }
    : { result: 'partly', rung, attempts, reason };
}

// ----- Connections -----

/** A connection that was never made, so that nothing was sent: codes of Node's sockets and of its fetch. */
const NEVER_MADE: readonly string[] = [
  ...['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL'],
  'UND_ERR_CONNECT_TIMEOUT',
];

/** What a request that brought no answer means; undefined when the error is not one of a connection. */
export function brokenOff(error: unknown): Refusal | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'TimeoutError' || error.name === 'AbortError')
    return { next: 'unsure', reason: 'no answer in time' };
  const code = codeOf(error.cause) ?? codeOf(error);
  // Node's own errors of wrong use are bugs.
  if (code === undefined || code.startsWith('ERR_')) return undefined;
  return { next: NEVER_MADE.includes(code) ? 'again' : 'unsure', reason: `connection: ${code}` };
}

function codeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : undefined;
}
