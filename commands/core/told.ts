/** What is told of an answer: a line in the log and a count, and nothing of what was asked. */
import { whereFailed } from '../../src/errors.ts';
import type { Log, Meters } from '../../src/ports.ts';
import type { Command, Invocation } from './command.ts';
import type { Reply } from './reply.ts';

/** An invocation on its way. */
export interface Trace {
  readonly invocation: Invocation;
  /** By the process's own clock, in milliseconds. */
  readonly began: number;
  /** The name of the command, as far as it is known: never the caller's own words. */
  command: string;
  /** How long it waited for its turn, in milliseconds. */
  queuedMs: number;
}

const UNKNOWN = 'unknown';

/** The name, if there is such a command. */
export function nameOf(commands: readonly Command[], given: string): string {
  return commands.some(({ name }) => name === given) ? given : UNKNOWN;
}

/** One line for every invocation. */
export function tellAnswer(
  { log, meters }: { readonly log: Log; readonly meters: Meters | undefined },
  { error }: Reply,
  { invocation: { id, caller }, began, command, queuedMs }: Trace,
): void {
  const ms = performance.now() - began;
  const answered = { platform: caller.platform, command, outcome: error?.code ?? 'answer' };
  const rounded = (value: number) => Math.round(10 * value) / 10;
  log.info({ invocation: id, ...answered, ms: rounded(ms), queuedMs: rounded(queuedMs) }, 'answered');
  meters?.answered({ ...answered, ms, queuedMs });
}

/** A bug: where it happened, for everybody who reads the log; what was asked, for those who turned on debugging alone. */
export function tellBug(log: Log, error: unknown, { invocation: { id, caller, args }, command }: Trace): void {
  const about = { invocation: id, platform: caller.platform, command };
  log.error({ ...about, failure: whereFailed(error) }, 'invocation failed');
  log.debug({ ...about, err: error, args }, 'what failed');
}
