/** What a failure of Slack means for what may come next. */
import { webApi } from '@slack/bolt';
import { brokenOff, type Refusal } from '../delivery.ts';
import { reason } from './log.ts';
import { RefusedError } from './respond.ts';

/** The message itself is not taken. */
const FORM =
  /^(invalid_blocks|invalid_attachments|invalid_payload|invalid_arguments|invalid_arg_name|no_text|block_|unsupported_)|_too_(long|many|large)$|^too_many_/;
/** Slack is not well, or we are too fast. */
const LATER = /^(rate_?limited|internal_error|fatal_error|service_unavailable|request_timeout)$/;

interface Said {
  /** Of HTTP. */
  readonly status?: number;
  readonly word?: string;
  readonly afterMs?: number | undefined;
}

/** What Slack answered; undefined when it did not. */
function saidBy(error: unknown): Said | undefined {
  if (error instanceof RefusedError) return error;
  if (error instanceof webApi.WebAPIPlatformError) return { word: error.data.error };
  if (error instanceof webApi.WebAPIRateLimitedError) return { status: 429, afterMs: error.retryAfter * 1000 };
  if (error instanceof webApi.WebAPIHTTPError) return { status: error.statusCode };
  return undefined;
}

export function refusalOf(error: unknown): Refusal {
  const said = saidBy(error);
  if (said) return { next: nextAfter(said), reason: reasonOf(said), ...waitOf(said) };
  const broken = brokenOff(error instanceof webApi.WebAPIRequestError ? error.original : error);
  // What is no failure of Slack's is one of ours in that form, so a simpler one may pass.
  return broken ?? { next: 'simpler', reason: reason(error) };
}

function nextAfter({ status = 200, word = '' }: Said): Refusal['next'] {
  if (status === 429 || status >= 500 || LATER.test(word)) return 'again';
  if (FORM.test(word) || (status === 400 && word === '')) return 'simpler';
  // The address is spent, or we may not write there.
  return 'elsewhere';
}

function waitOf({ afterMs }: Said): Pick<Refusal, 'afterMs'> {
  return afterMs === undefined ? {} : { afterMs };
}

function reasonOf({ status, word }: Said): string {
  return [status === undefined ? '' : `HTTP ${status}`, word ?? ''].filter((part) => part !== '').join(', ');
}

/** Slack's words for a token that will not work however often it is tried. */
const REFUSED_TOKEN =
  /\b(invalid_auth|not_authed|account_inactive|token_revoked|token_expired|not_allowed_token_type|no_permission)\b/;

/** The word with which Slack refused a token; undefined when that is not what failed. */
export function refusedToken(error: unknown): string | undefined {
  return REFUSED_TOKEN.exec(saidBy(error)?.word ?? '')?.[0];
}
