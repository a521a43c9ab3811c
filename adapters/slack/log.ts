/** Bolt's log as ours, without payloads, tokens or addresses. */
import { type Logger, LogLevel } from '@slack/bolt';
import type { Log } from '../../src/ports.ts';

const LONGEST = 300;

/**
 * Only warnings and errors pass: below them Bolt and its socket print whole payloads with the `response_url`s, which let
 * anybody answer. Of what passes, only sentences and error messages are kept.
 */
export function boltLogger(log: Log): Logger {
  return {
    debug() {},
    info() {},
    warn: (...parts: readonly unknown[]) => log.warn({ library: 'bolt' }, sentence(parts)),
    error: (...parts: readonly unknown[]) => log.error({ library: 'bolt' }, sentence(parts)),
    getLevel: () => LogLevel.WARN,
    setLevel() {},
    setName() {},
  };
}

function sentence(parts: readonly unknown[]): string {
  const texts = parts.map((part) => (part instanceof Error ? part.message : typeof part === 'string' ? part : ''));
  return redact([...new Set(texts)].filter(Boolean).join(' '));
}

/** The text without tokens and addresses, cut. */
function redact(text: string): string {
  return text
    .slice(0, 10 * LONGEST)
    .replace(/\bx(?:ox[a-z]|app|oxe)-[\w.-]+/gi, '[token]')
    .replace(/\b(?:https?|wss?):\/\/\S+/gi, '[address]')
    .slice(0, LONGEST);
}

/** Why something failed, safe to log or show: `fetch failed: ECONNREFUSED`. */
export function reason(error: unknown): string {
  if (!(error instanceof Error)) return redact(String(error));
  const { code } = (error.cause ?? {}) as { code?: unknown };
  return redact(`${error.message}${typeof code === 'string' ? `: ${code}` : ''}`);
}
