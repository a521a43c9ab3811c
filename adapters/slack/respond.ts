/** Sends a message to the `response_url` of a command or a button, which takes five within half an hour. */
import type { Sendable } from './forms.ts';

/** Slack's own hosts of response addresses, GovSlack's the second. */
const HOSTS: readonly string[] = ['hooks.slack.com', 'hooks.slack-gov.com'];
/** Slack's answers are a word, or a small object. */
const LONGEST_ANSWER = 2000;

/** Slack did not take a message. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly status: number;
  /** Slack's word for it: `expired_url`. */
  readonly word: string;
  /** What Slack asks to wait, in milliseconds. */
  readonly afterMs: number | undefined;

  constructor(status: number, word: string, afterMs: number | undefined) {
    super(`HTTP ${status}${word === '' ? '' : `, ${word}`}`);
    this.status = status;
    this.word = word;
    this.afterMs = afterMs;
  }
}

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * Whether an address is one of Slack's, so that a message may be sent there.
 * @param apiUrl where Slack's API is; one that is not Slack's own, as a stand-in's, has its response addresses too.
 */
export function isResponseUrl(address: string | undefined, apiUrl: string | undefined): address is string {
  if (address === undefined || !URL.canParse(address)) return false;
  const { protocol, host, origin } = new URL(address);
  return (protocol === 'https:' && HOSTS.includes(host)) || (apiUrl !== undefined && origin === new URL(apiUrl).origin);
}

/** @throws RefusedError when Slack answers that it did not take it, also inside a 200; what `fetch` throws when it does not answer. */
export async function respond(url: string, message: Sendable, fetch: Fetch): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json; charset=utf-8' },
    body: JSON.stringify(message),
    // Wherever else that would lead, the answer is not for it.
    redirect: 'manual',
  });
  const word = wordIn((await response.text()).slice(0, LONGEST_ANSWER));
  if (response.ok && word === '') return;
  const seconds = Number(response.headers.get('retry-after') ?? NaN);
  throw new RefusedError(response.status, word, Number.isFinite(seconds) ? seconds * 1000 : undefined);
}

/** `expired_url`, whether it comes bare or as `{"ok":false,"error":"expired_url"}`; nothing for `ok`. */
function wordIn(text: string): string {
  const [, word = ''] = /"error"\s*:\s*"(\w{1,60})/.exec(text) ?? /^\s*(\w{1,60})\s*$/.exec(text) ?? [];
  return word === 'ok' ? '' : word;
}
