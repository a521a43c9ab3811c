/** Proof that a request comes from Slack. */
import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far Slack's clock and ours may lie apart, in seconds, either way. */
const SKEW_SECONDS = 300;

/**
 * Whether `body` was signed with the secret, at most five minutes ago and at most five minutes ahead: a request dated
 * ahead could otherwise be replayed until its time comes.
 * Source: docs.slack.dev/authentication/verifying-requests-from-slack.
 * @param nowMs milliseconds since 1970.
 */
export function isSigned(headers: Headers, body: Uint8Array, secret: string, nowMs: number): boolean {
  const timestamp = headers.get('x-slack-request-timestamp') ?? '';
  const given = Buffer.from(headers.get('x-slack-signature') ?? '');
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(nowMs / 1000 - Number(timestamp)) > SKEW_SECONDS) return false;
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:`).update(body).digest('hex');
  const wanted = Buffer.from(`v0=${digest}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
