/** What went wrong with the Hub, in one sentence that says which of its many ways it was, and what to do. */
import { UserError } from '../../errors.ts';
import type { HubReference } from '../../ports.ts';
import { BudgetError } from './budget.ts';
import { StatusError, StrayError, TooLargeError } from './guard.ts';
import type { LookupError } from './lane.ts';
import { mention, said } from '../../words.ts';

const ATTACH = said`Attach its config.json (option ${mention('config')}), or describe it: ${mention('model', 'custom')} ${mention('params', '7b')}.`;

/** Whether there is a token, and whether it was used for whoever asks. */
export type TokenUse = 'none' | 'kept-back' | 'used';

interface Asked {
  readonly reference: HubReference;
  /** Host of the endpoint, as people know it. */
  readonly host: string;
  readonly tokenUse: TokenUse;
}

/** Any failure of a look-up as an error for the caller. */
export function explain({ cause, exists }: LookupError, asked: Asked): UserError {
  const { host, reference } = asked;
  if (cause instanceof StatusError) return ofStatus(cause, exists, asked);
  if (cause instanceof BudgetError) return new UserError('not-available', ofBudget(cause, host), ATTACH);
  return new UserError('not-available', `${host} ${whatHappened(cause)} when asked for ${reference.id}.`, ATTACH);
}

function ofBudget({ of, retryAfter }: BudgetError, host: string): string {
  const who = of === 'one' ? 'You have asked' : 'This bot has been made to ask';
  return `${who} ${host} for as many models as it may for now; ask again in ${retryAfter} seconds.`;
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

function ofStatus({ status, retryAfter }: StatusError, exists: boolean, asked: Asked): UserError {
  const { host, reference } = asked;
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
  if (status === 401 || status === 403) return closed(named, exists, asked);
  return new UserError('not-available', `${host} answered with an error (${status}) when asked for ${named}.`, ATTACH);
}

const WHY_GATED: Readonly<Record<TokenUse, string>> = {
  none: 'this bot has no HF_TOKEN',
  'kept-back': 'the HF_TOKEN of this bot is not for use here',
  used: 'the HF_TOKEN of this bot has no access to it',
};

/** The Hub answers 401 for what does not exist as well as for what is private; nor is it told here which it is. */
function closed(named: string, exists: boolean, { host, tokenUse }: Asked): UserError {
  return exists
    ? new UserError('not-available', `${named} is gated on ${host}, and ${WHY_GATED[tokenUse]}.`, ATTACH)
    : new UserError('unknown-model', `${named} does not exist on ${host}, or is not public.`, ATTACH);
}
