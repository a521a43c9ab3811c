/** Why Slack could not be started, as one sentence that names the variable and where to get it. */
import { reason } from './log.ts';
import { slackEnv } from './env.ts';

/** Slack's words for a token that will not work however often it is tried. */
const REFUSED =
  /invalid_auth|not_authed|account_inactive|token_revoked|token_expired|not_allowed_token_type|no_permission/;

/** @param variable the token that was tried. */
export function startError(error: unknown, variable: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN'): Error {
  const why = error === undefined ? 'the connection was closed' : reason(error);
  const [refusal] = REFUSED.exec(why) ?? [];
  if (refusal === undefined) return new Error(`Slack could not be reached (${why}).`);
  return new Error(`Slack refused ${variable} (${refusal}); get it at ${whereToGet(variable)}.`);
}

function whereToGet(variable: 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN'): string {
  return String(slackEnv.shape[variable].meta()?.['where']);
}
