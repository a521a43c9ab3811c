/** Why Slack could not be reached, as one sentence that names the variable and where to get it. */
import { reason } from './log.ts';
import { slackEnv } from './env.ts';
import { refusedToken } from './refusals.ts';

type Variable = 'SLACK_BOT_TOKEN' | 'SLACK_APP_TOKEN';

/** @param variable the token that was tried. */
export function startError(error: unknown, variable: Variable): Error {
  const refusal = refusedToken(error);
  if (refusal !== undefined) return new Error(refusedSentence(refusal, variable));
  return new Error(
    `Slack could not be reached (${error === undefined ? 'the connection was closed' : reason(error)}).`,
  );
}

/** @param refusal Slack's word. */
export function refusedSentence(refusal: string, variable: Variable): string {
  return `Slack refused ${variable} (${refusal}); get it at ${String(slackEnv.shape[variable].meta()?.['where'])}.`;
}
