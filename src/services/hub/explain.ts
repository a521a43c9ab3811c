/** What went wrong with the Hub, in one sentence that says which of its many ways it was, and what to do. */
import { UserError } from '../../errors.ts';
import type { HubReference } from '../../ports.ts';
import { StatusError, StrayError, TooLargeError } from './guard.ts';

export const ATTACH = 'Attach its config.json (option config), or describe it: model:custom params:7b.';

export interface Asked {
  readonly reference: HubReference;
  /** Host of the endpoint, as people know it. */
  readonly host: string;
  readonly hasToken: boolean;
  /** The Hub let us see the model's page, so it exists. */
  readonly exists: boolean;
}

/** Any failure of a look-up as an error for the caller. */
export function explain(error: unknown, asked: Asked): UserError {
  if (error instanceof UserError) return error;
  if (error instanceof StatusError) return ofStatus(error, asked);
  const { host, reference } = asked;
  return new UserError('not-available', `${host} ${whatHappened(error)} when asked for ${reference.id}.`, ATTACH);
}

function whatHappened(error: unknown): string {
  if (error instanceof StrayError) return 'redirected to another server, which is not followed,';
  if (error instanceof TooLargeError) return 'sent more than a configuration can hold';
  if (error instanceof SyntaxError) return 'answered with something other than JSON';
  const name = error instanceof Error ? error.name : '';
  if (name === 'TimeoutError' || name === 'AbortError') return 'did not answer in time';
  return isBrokenOff(error) ? 'broke off its answer' : 'could not be reached';
}

/** undici: "terminated" when a body ends early. */
function isBrokenOff(error: unknown): boolean {
  return error instanceof Error && /terminated|aborted|content-length/i.test(error.message);
}

function ofStatus({ status, retryAfter }: StatusError, asked: Asked): UserError {
  const { host, reference, exists } = asked;
  const named = reference.revision === undefined ? reference.id : `${reference.id}@${reference.revision}`;
  if (status === 429) {
    const wait = retryAfter === undefined ? 'a while' : `${retryAfter} seconds`;
    return new UserError('not-available', `${host} asks us to wait ${wait} before the next question.`, ATTACH);
  }
  if (status === 404) {
    return exists
      ? new UserError('unknown-model', `${named} has no config.json on ${host}.`, ATTACH)
      : new UserError('unknown-model', `There is no model ${named} on ${host}.`, ATTACH);
  }
  if (status === 401 || status === 403) return closed(named, asked);
  return new UserError('not-available', `${host} answered with an error (${status}) when asked for ${named}.`, ATTACH);
}

/** The Hub answers 401 for what does not exist as well as for what is private. */
function closed(named: string, { host, hasToken, exists }: Asked): UserError {
  if (exists) {
    const why = hasToken ? 'the HF_TOKEN of this bot has no access to it' : 'this bot has no HF_TOKEN';
    return new UserError('not-available', `${named} is gated on ${host}, and ${why}.`, ATTACH);
  }
  return new UserError('unknown-model', `${named} does not exist on ${host}, or is not public.`, ATTACH);
}
