/** Slack over HTTP: a Bolt receiver that lives on the one server instead of opening its own. */
import type { App, Receiver } from '@slack/bolt';
import type { Log } from '../../src/ports.ts';
import { reason } from './log.ts';
import { EVENTS_PATH } from './names.ts';
import { isSigned } from './signature.ts';

/** Far above what Slack sends for a command or a button, in bytes. */
const LARGEST_BODY = 1024 * 1024;

type Body = Record<string, unknown>;

interface HttpReceiver extends Receiver {
  /** Answers a request to `EVENTS_PATH`; undefined for any other path. */
  fetch(request: Request): Promise<Response | undefined>;
}

export function createHttpReceiver(signingSecret: string, log: Log): HttpReceiver {
  let app: App | undefined;
  let isOpen = false;
  return {
    init: (made) => void (app = made),
    start: async () => void (isOpen = true),
    stop: async () => void (isOpen = false),
    async fetch(request) {
      if (new URL(request.url).pathname !== EVENTS_PATH) return undefined;
      if (request.method !== 'POST') return status(405, 'Slack sends POST.');
      const bytes = await readBody(request);
      if (!bytes) return status(413, 'Slack sends less.');
      if (!isSigned(request.headers, bytes, signingSecret, Date.now())) return status(401, 'Not signed by Slack.');
      const body = parseBody(bytes, request.headers.get('content-type') ?? '');
      if (!body) return status(400, 'Not what Slack sends.');
      if (body['ssl_check'] !== undefined) return status(200);
      if (body['type'] === 'url_verification') return Response.json({ challenge: body['challenge'] });
      return app && isOpen ? dispatch(app, body, log) : status(503, 'Starting or stopping.');
    },
  };
}

/** Hands the body to Bolt; the response is sent when a listener acknowledges, while the listener goes on. */
function dispatch(app: App, body: Body, log: Log): Promise<Response> {
  return new Promise((resolve) => {
    const ack = async (answer?: unknown) => {
      resolve(
        typeof answer === 'object' && answer !== null ? Response.json(answer) : status(200, String(answer ?? '')),
      );
    };
    app.processEvent({ body, ack }).then(
      // Nobody acknowledged: there is no listener for this kind of event.
      () => resolve(status(404, 'Nothing here answers that.')),
      (error: unknown) => {
        log.error({ reason: reason(error) }, 'a Slack request failed');
        resolve(status(500));
      },
    );
  });
}

/** The body's bytes; undefined when there are too many. */
async function readBody(request: Request): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > LARGEST_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Commands come as a form, buttons as a form whose `payload` is JSON, events as JSON. */
function parseBody(bytes: Uint8Array, contentType: string): Body | undefined {
  try {
    const text = new TextDecoder().decode(bytes);
    if (contentType.startsWith('application/json')) return asObject(JSON.parse(text));
    const form = Object.fromEntries(new URLSearchParams(text));
    return form['payload'] === undefined ? form : asObject(JSON.parse(form['payload']));
  } catch {
    return undefined;
  }
}

function asObject(value: unknown): Body | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : undefined;
}

function status(code: number, text = ''): Response {
  return new Response(text, { status: code });
}
