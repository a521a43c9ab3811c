/** Slack over HTTP: a Bolt receiver that lives on the one server instead of opening its own. */
import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import type { Log } from '../../src/ports.ts';
import type { Jobs } from '../jobs.ts';
import { reason } from './log.ts';
import { EVENTS_PATH, wantsNoAnswer } from './names.ts';
import { isSigned } from './signature.ts';

/** Far above what Slack sends for a command or a button, in bytes. */
const LARGEST_BODY = 1024 * 1024;

type Body = Record<string, unknown>;

interface HttpReceiver extends Receiver {
  /** Answers a request to `EVENTS_PATH`; undefined for any other path. */
  fetch(request: Request): Promise<Response | undefined>;
}

export function createHttpReceiver(signingSecret: string, jobs: Jobs, log: Log): HttpReceiver {
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
      if (!app || !isOpen) return status(503, 'Starting or stopping.');
      return dispatch({ app, jobs, log }, body, retryOf(request.headers));
    },
  };
}

interface Dispatching {
  readonly app: App;
  readonly jobs: Jobs;
  readonly log: Log;
}

/**
 * Hands the body to Bolt. What Slack wants no more of than an acknowledgement has it at once, before the store or anything
 * else is asked; otherwise the response is what a listener acknowledges with, while the listener goes on.
 */
function dispatch({ app, jobs, log }: Dispatching, body: Body, retry: Retry): Promise<Response> {
  return new Promise((resolve) => {
    const ack = async (answer?: unknown) => {
      resolve(
        typeof answer === 'object' && answer !== null ? Response.json(answer) : status(200, String(answer ?? '')),
      );
    };
    const isEarly = wantsNoAnswer(body);
    if (isEarly) void ack();
    const work = async () => {
      // The response leaves first.
      if (isEarly) await jobs.turn();
      await app.processEvent({ body, ack, ...retry }).catch((error: unknown) => {
        log.error({ reason: reason(error) }, 'a Slack request failed');
        resolve(status(500));
      });
      // Nobody acknowledged: there is no listener for this kind of event.
      resolve(status(404, 'Nothing here answers that.'));
    };
    void jobs.run(work);
  });
}

type Retry = Pick<ReceiverEvent, 'retryNum' | 'retryReason'>;

/** Slack says so when it sends something again. */
function retryOf(headers: Headers): Retry {
  const count = headers.get('x-slack-retry-num');
  return count === null ? {} : { retryNum: Number(count), retryReason: headers.get('x-slack-retry-reason') ?? '' };
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
