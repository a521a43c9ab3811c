/** How discord.js reaches Discord's API: through Node's own fetch, with uploads sent as one piece. */
import type { RESTOptions } from 'discord.js';

/**
 * discord.js would hand forms to its undici, which uses whatever dispatcher the process has; Node's own, set by anything
 * that touches `fetch`, writes a form piece by piece and throws where nobody can catch it when the connection breaks off
 * (`ReadableStream is already closed`, undici 7 lib/web/fetch/body.js, extractBody). A form that is bytes before it is
 * sent cannot.
 * @param timeoutMs for a whole request, its answer read to the end included.
 */
export function requestWithin(timeoutMs: number): RESTOptions['makeRequest'] {
  return (url, init) => request(url, init, timeoutMs);
}

type Request = RESTOptions['makeRequest'];

async function request(
  url: string,
  { body, headers, method, signal }: Parameters<Request>[1],
  timeoutMs: number,
): ReturnType<Request> {
  const form = body instanceof FormData ? new Response(body) : undefined;
  // That of discord.js ends with the head of an answer.
  const limit = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, {
    method: method ?? 'GET',
    headers: { ...(headers as Record<string, string>), ...typeOf(form) },
    // discord.js gives text, or the form.
    body: form ? new Uint8Array(await form.arrayBuffer()) : (body as string | null),
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
  });
  // Headers, body and status are those of the Response that discord.js expects.
  return response as unknown as Awaited<ReturnType<Request>>;
}

function typeOf(form: Response | undefined): { readonly 'Content-Type'?: string } {
  const type = form?.headers.get('content-type');
  return type ? { 'Content-Type': type } : {};
}
