/** What a failure of Discord means for what may come next. */
import { DiscordAPIError, HTTPError, RateLimitError, RESTJSONErrorCodes } from 'discord.js';
import { brokenOff, type Refusal } from '../delivery.ts';
import { failureOf } from './failures.ts';

/** The interaction's time is up, or its token was taken back. */
const GONE: readonly unknown[] = [
  RESTJSONErrorCodes.UnknownInteraction,
  RESTJSONErrorCodes.UnknownWebhook,
  RESTJSONErrorCodes.InvalidWebhookToken,
];

export function refusalOf(error: unknown): Refusal {
  if (error instanceof RateLimitError) {
    return { next: 'again', reason: 'rate limited', afterMs: Math.max(error.retryAfter, error.timeToReset) };
  }
  if (error instanceof HTTPError) return { next: 'again', reason: `HTTP ${error.status}` };
  if (error instanceof DiscordAPIError) {
    const reason = `HTTP ${error.status}, ${error.code}: ${failureOf(error).message}`;
    return { next: GONE.includes(error.code) ? 'over' : 'simpler', reason };
  }
  // What is no failure of Discord's is one of ours in that form, so a simpler one may pass.
  return brokenOff(error) ?? { next: 'simpler', reason: failureOf(error).message };
}

/** Whether the interaction has its acknowledgement or answer already. */
export function isAnswered(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged;
}

/** Whether the message is not there any more: somebody deleted it. */
export function isRemoved(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMessage;
}
