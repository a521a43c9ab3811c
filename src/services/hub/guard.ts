/** A `fetch` that goes to one server alone, reads no more than it must, and stops when time is up. */

/** The server answered with an error. */
export class StatusError extends Error {
  override readonly name = 'StatusError';
  readonly status: number;
  /** Seconds that it asks to wait, where it does. */
  readonly retryAfter: number | undefined;

  constructor(status: number, retryAfter: number | undefined) {
    super(`status ${status}`);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

/** The answer is larger than any real one. */
export class TooLargeError extends Error {
  override readonly name = 'TooLargeError';
}

/** The server sent us to another one. */
export class StrayError extends Error {
  override readonly name = 'StrayError';
}

interface GuardLimits {
  /** Scheme, host and port that may be asked. */
  readonly origin: string;
  /** Of one answer. */
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

/** A renamed repository redirects once. */
const MOST_REDIRECTS = 3;

/**
 * Answers with a body that is complete and in memory.
 * @throws StatusError for anything but success, TooLargeError, StrayError, and what `fetch` throws.
 */
export function guardedFetch({ origin, maxBytes, signal }: GuardLimits): typeof fetch {
  return async (input, init) => {
    let url = new URL(input instanceof Request ? input.url : input);
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      if (url.origin !== origin) throw new StrayError();
      const response = await fetch(url, { ...init, signal, redirect: 'manual' });
      const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
      if (location === null) return await complete(response, maxBytes);
      await response.body?.cancel();
      url = new URL(location, url);
    }
    throw new StrayError();
  };
}

async function complete(response: Response, maxBytes: number): Promise<Response> {
  if (!response.ok) {
    await response.body?.cancel();
    throw new StatusError(response.status, secondsIn(response.headers.get('retry-after')));
  }
  const body = await bytesOf(response, maxBytes);
  // The body is no longer what these describe.
  const headers = new Headers(response.headers);
  for (const name of ['content-encoding', 'content-length']) headers.delete(name);
  return new Response(body, { status: response.status, headers });
}

async function bytesOf(response: Response, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the body.
    if (size > maxBytes) throw new TooLargeError();
    chunks.push(chunk);
  }
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.byteLength;
  }
  return all;
}

/** `Retry-After` in seconds: a number, or a date that the server's own clock wrote. */
function secondsIn(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d{1,6}$/.test(header.trim()) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) && seconds > 0 ? Math.ceil(seconds) : undefined;
}
