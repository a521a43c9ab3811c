/** What goes between the server's thread and its workers: plain data, as structured cloning carries it. */
import type { Call } from '../../commands/core/bot.ts';
import type { Reply } from '../../commands/core/reply.ts';
import { UserError } from '../../src/errors.ts';
import type { HubModel, HubReference, Price } from '../../src/ports.ts';

/** A call as a worker gets it, with where it asks for what only the server has. */
export interface Task {
  readonly call: Omit<Call, 'signal' | 'waited'>;
  /** Changes with every refresh of the prices. */
  readonly pricesVersion: number;
  readonly port: import('node:worker_threads').MessagePort;
}

export type Question = { readonly id: number } & (
  { readonly ask: 'prices' } | { readonly ask: 'model'; readonly reference: HubReference }
);

export type Answer = { readonly id: number } & Outcome<readonly Price[] | HubModel>;

/** What became of work in another thread. Only a user's mistake is told apart; a bug rejects there as here. */
type Outcome<T> = { readonly value: T } | { readonly mistake: Readonly<Record<string, unknown>> };

/** What a worker has to say of a call. */
export interface Done {
  readonly outcome: Outcome<Reply>;
  /** Something outside was asked of, so the answer is of this caller and moment alone. */
  readonly asked: boolean;
}

/** Work whose mistakes are values, so that they survive cloning with all their fields. */
export async function outcomeOf<T>(work: () => Promise<T> | T): Promise<Outcome<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { mistake: { ...error, message: error.message } };
  }
}

/** The value. @throws UserError the mistake, as it was thrown over there. */
export function valueOf<T>(outcome: Outcome<T>): T {
  if ('value' in outcome) return outcome.value;
  throw Object.assign(Object.create(UserError.prototype), outcome.mistake);
}
