/** Where metrics are read: on a port of their own, or on the one server behind a token. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';

/** What is read there. */
export interface Readable {
  readonly contentType: string;
  text(): Promise<string>;
}

export const METRICS_PATH = '/metrics';

/** @param token whoever reads has to bring it as `Authorization: Bearer …`; undefined: whoever reaches the port may read. */
export function metricsRoutes({ contentType, text }: Readable, token: string | undefined): Hono {
  return new Hono().get(METRICS_PATH, async (context) => {
    if (token !== undefined && !isSame(context.req.header('authorization') ?? '', `Bearer ${token}`)) {
      return context.text('Metrics are read with Authorization: Bearer and the METRICS_TOKEN of this bot.\n', 401, {
        'WWW-Authenticate': 'Bearer',
      });
    }
    return context.body(await text(), 200, { 'Content-Type': contentType, 'Cache-Control': 'no-store' });
  });
}

/** In a time that says nothing of where they differ. */
function isSame(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
