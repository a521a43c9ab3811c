/** The log: JSON lines on standard error, in which no secret ever stands. */
import pino from 'pino';

/** Fields that carry credentials in what the platforms' libraries hand us. */
const SECRET_FIELDS = ['token', 'authorization', 'Authorization', 'cookie', 'response_url', 'responseUrl', 'secret'];
/** Shorter values are no secrets, and would blot out ordinary words. */
const SHORTEST_SECRET = 6;
const CENSORED = '[secret]';

interface LogOptions {
  readonly level: string;
  /** The values that must never be printed, wherever in a line they turn up. */
  readonly secrets: readonly string[];
  /** Where lines go; standard error unless told otherwise. */
  readonly write?: (line: string) => void;
}

export function createLog({ level, secrets, write }: LogOptions): pino.Logger {
  const scrub = scrubber(secrets);
  const standardError = write ? undefined : pino.destination({ dest: 2, sync: true });
  const paths = SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]);
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths, censor: CENSORED } },
    { write: (line) => (write ? write(scrub(line)) : standardError?.write(scrub(line))) },
  );
}

/** A function that takes the very values of the secrets out of a text, also as JSON and addresses write them. */
export function scrubber(secrets: readonly string[]): (text: string) => string {
  const forms = new Set(
    secrets
      .flatMap((secret) => [secret, secret.trim()])
      .filter((secret) => secret.length >= SHORTEST_SECRET)
      .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]),
  );
  const longestFirst = [...forms].sort((a, b) => b.length - a.length);
  return (text) => longestFirst.reduce((scrubbed, secret) => scrubbed.replaceAll(secret, CENSORED), text);
}
