/** A chart in an address: compressed, and signed, so that nobody else can have pictures drawn here. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Ground } from '../../chart/index.ts';
import type { ChartSpec } from '../../ports.ts';

interface Content {
  readonly chart: ChartSpec;
  readonly ground: Ground;
}

/** Slack takes addresses of up to 3,000 characters; the host comes before this. */
const LONGEST = 2600;
const MOST_BYTES = 64 * 1024;

interface Signer {
  /** The `q` of an address; undefined where the chart is too much for one. */
  sign(content: Content): string | undefined;
  /** What `q` says; undefined unless it was signed with our key. */
  read(q: string): Content | undefined;
}

/** @param key any text; undefined makes one up, so that addresses work until the process ends. */
export function createSigner(key: string | undefined): Signer {
  const secret = key === undefined ? randomBytes(32) : Buffer.from(key);
  const codeOf = (body: string) => createHmac('sha256', secret).update(`chart:${body}`).digest().subarray(0, 16);
  return {
    sign(content) {
      const body = deflateRawSync(JSON.stringify(content), { level: 9 }).toString('base64url');
      const q = `${body}.${codeOf(body).toString('base64url')}`;
      return q.length <= LONGEST ? q : undefined;
    },
    read(q) {
      const [body = '', code = ''] = q.length > LONGEST ? [] : q.split('.');
      const given = Buffer.from(code, 'base64url');
      const expected = codeOf(body);
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      // Only what this program wrote itself gets here.
      return JSON.parse(inflateRawSync(Buffer.from(body, 'base64url'), { maxOutputLength: MOST_BYTES }).toString());
    },
  };
}
