/** A Discord of our own: the REST routes and the gateway that the adapter uses, on this machine only. */
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { type WebSocket, WebSocketServer } from 'ws';
import { checkChoices, checkCommands, checkMessage } from './check.ts';

const APPLICATION = '100000000000000001';
export const TOKEN = 'stand.in.token';

interface Sent {
  readonly method: string;
  readonly path: string;
  /** The JSON body; of a multipart body its JSON part. */
  readonly body: Body;
  readonly files: readonly { readonly name: string; readonly content: string }[];
}

/** What tests read of the bodies; unknown beyond. */
export interface Body {
  readonly content?: string;
  readonly type?: number;
  readonly data?: Body & Record<string, unknown>;
  readonly flags?: number;
  readonly embeds?: readonly { title?: string; description?: string; color?: number }[];
  readonly components?: readonly { components: readonly { label: string; custom_id: string }[] }[];
  readonly choices?: readonly { name: string; value: string }[];
  readonly [key: string]: unknown;
}

interface ScriptedAnswer {
  readonly status: number;
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * `reset`: broken off while it is being sent, and not taken. `cut`: taken, then broken off. A function: never answered, but
 * called once it was asked.
 */
export type Fault = ScriptedAnswer | 'reset' | 'cut' | (() => void);

/** What people see of an interaction: the place that its acknowledgement keeps, and messages beside it. */
interface Seen {
  place: Body | undefined;
  /** Nothing has filled the place yet. */
  isThinking: boolean;
  readonly beside: Body[];
}

export const REFUSALS = {
  tooLarge: { status: 413, body: { message: 'Request entity too large', code: 40005 } },
  noFiles: { status: 403, body: { message: 'Missing Permissions', code: 50013 } },
  badForm: { status: 400, body: { message: 'Invalid Form Body', code: 50035, errors: {} } },
  outage: { status: 500, body: {} },
  expired: { status: 401, body: { message: 'Invalid Webhook Token', code: 50027 } },
  unknown: { status: 404, body: { message: 'Unknown interaction', code: 10062 } },
  removed: { status: 404, body: { message: 'Unknown Message', code: 10008 } },
  answered: { status: 400, body: { message: 'Interaction has already been acknowledged.', code: 40060 } },
} as const satisfies Record<string, ScriptedAnswer>;

/** @param seconds to wait. */
export function slowDown(seconds: number): ScriptedAnswer {
  const headers = { 'retry-after': String(seconds), 'x-ratelimit-scope': 'user' };
  return { status: 429, body: { message: 'slow down', retry_after: seconds, global: false }, headers };
}

export type StandIn = Awaited<ReturnType<typeof startStandIn>>;

export async function startStandIn() {
  const sent: Sent[] = [];
  const read = new Set<Sent>();
  const violations: string[] = [];
  const arrivals = new EventEmitter().setMaxListeners(0);
  const scripted: { path: RegExp; fault: Fault }[] = [];
  const seen = new Map<string, Seen>();
  const gateway = {
    identified: 0,
    resumed: 0,
    sockets: new Set<WebSocket>(),
    /** Closes with this code instead of letting a client in. */
    refuseWith: undefined as number | undefined,
  };
  const registered = new Map<string, object[]>();
  let ids = 500_000_000_000_000_000n;

  const server = createServer((request, response) => void answer(request, response));
  const sockets = new WebSocketServer({ server });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const gatewayUrl = `ws://127.0.0.1:${port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, path } = whereTo(request);
    const at = scripted.findIndex((one) => one.path.test(`${method} ${path}`));
    const fault = at < 0 ? undefined : scripted.splice(at, 1)[0]?.fault;
    if (fault === 'reset') {
      sent.push({ method, path, body: {}, files: [] });
      queueMicrotask(() => arrivals.emit('sent'));
      // As soon as its head is there: what follows is still being written.
      request.socket.resetAndDestroy();
      return;
    }
    const one = await readRequest(request);
    sent.push(one);
    queueMicrotask(() => arrivals.emit('sent'));
    if (typeof fault === 'function') return fault();
    // Then it really is not there.
    if (fault === REFUSALS.removed) webhook('DELETE', tokenIn(path), {});
    const { status, body, headers } = typeof fault === 'object' ? fault : route(one, request.headers.authorization);
    if (fault === undefined)
      violations.push(...violationsOf(one).map((violation) => `${method} ${path}: ${violation}`));
    if (fault === 'cut') return void request.socket.resetAndDestroy();
    response.writeHead(status, { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers });
    response.end(body === undefined ? undefined : JSON.stringify(body));
  }

  function callback(token: string, { type, data = {} }: Body): ScriptedAnswer {
    if (seen.has(token)) return REFUSALS.answered;
    // Suggestions and a press that needs no answer leave nothing to see.
    seen.set(token, { place: type === 4 || type === 5 ? data : undefined, isThinking: type === 5, beside: [] });
    return { status: 204 };
  }

  function webhook(method: string, token: string, body: Body): ScriptedAnswer {
    const one = seen.get(token);
    if (!one) return { status: 404, body: { message: 'Unknown Webhook', code: 10015 } };
    if (method === 'POST' && !one.isThinking) one.beside.push(body);
    else if (!one.place) return REFUSALS.removed;
    else if (method === 'DELETE') one.place = undefined;
    else one.place = { ...one.place, ...body, flags: one.place.flags ?? 0 };
    one.isThinking = false;
    return method === 'DELETE' ? { status: 204 } : { status: 200, body: message(body) };
  }

  function route({ method, path, body }: Sent, authorization: string | undefined): ScriptedAnswer {
    const isBot = authorization === `Bot ${TOKEN}`;
    if (path === '/gateway/bot') {
      if (!isBot) return { status: 401, body: { message: '401: Unauthorized', code: 0 } };
      const session_start_limit = { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 };
      return { status: 200, body: { url: gatewayUrl, shards: 1, session_start_limit } };
    }
    if (path.endsWith('/commands') && isBot) {
      if (method === 'PUT') registered.set(path, (body as unknown as object[]).map(asRegistered));
      return { status: 200, body: registered.get(path) ?? [] };
    }
    const token = tokenIn(path);
    if (path.startsWith('/webhooks/')) return webhook(method, token, body);
    if (path.endsWith('/callback')) return callback(token, body);
    return { status: 404, body: { message: '404: Not Found', code: 0 } };
  }

  sockets.on('connection', (socket) => {
    gateway.sockets.add(socket);
    socket.on('close', () => gateway.sockets.delete(socket));
    const send = (op: number, d: unknown, t?: string) =>
      socket.send(JSON.stringify({ op, d, ...(t ? { t, s: Number(++ids % 1_000_000n) } : {}) }));
    send(10, { heartbeat_interval: 45_000 });
    socket.on('message', (data) => {
      const { op, d } = JSON.parse(String(data)) as { op: number; d: { token?: string; intents?: number } };
      if (op === 1) {
        send(11, null);
        arrivals.emit('heartbeat');
      }
      if (op === 6) {
        gateway.resumed += 1;
        send(0, {}, 'RESUMED');
      }
      if (op !== 2) return;
      gateway.identified += 1;
      if (gateway.refuseWith !== undefined) return socket.close(gateway.refuseWith);
      if (d.intents !== 0) violations.push(`intents are ${d.intents}`);
      send(0, readyOf(gatewayUrl), 'READY');
    });
  });

  /** Sends an interaction down the gateway. @returns its id and token. */
  function interact(interaction: Interaction): { readonly id: string; readonly token: string } {
    const id = interaction.id ?? String(++ids);
    const token = `secret-token-of-${id}`;
    const frame = {
      op: 0,
      t: 'INTERACTION_CREATE',
      s: Number(++ids % 1_000_000n),
      d: { ...interactionBase(id, token), ...interaction },
    };
    for (const socket of gateway.sockets) socket.send(JSON.stringify(frame));
    return { id, token };
  }

  /** The next request that matches and was not asked for yet; waits for it. */
  async function next(path: RegExp): Promise<Sent> {
    for (;;) {
      const found = sent.find((one) => !read.has(one) && path.test(`${one.method} ${one.path}`));
      if (found) {
        read.add(found);
        return found;
      }
      await once(arrivals, 'sent');
    }
  }

  /** Asks every client for a heartbeat (op 1) and waits for it: what was sent before it has been read. */
  async function heard(): Promise<void> {
    for (const socket of gateway.sockets) {
      const beats = once(arrivals, 'heartbeat');
      socket.send(JSON.stringify({ op: 1, d: null }));
      await beats;
    }
  }

  return {
    api: `http://127.0.0.1:${port}/api`,
    sent,
    violations,
    gateway,
    registered,
    interact,
    next,
    heard,
    /** The next requests to this path are answered so, one each. */
    script: (path: RegExp, ...faults: readonly Fault[]) => scripted.push(...faults.map((fault) => ({ path, fault }))),
    isAcknowledged: (token: string) => seen.has(token),
    /** The messages that an interaction led to, as they stand; none while it only says that an answer will come. */
    messagesOf(token: string): readonly Body[] {
      const { place, isThinking = false, beside = [] } = seen.get(token) ?? {};
      return [...(place && !isThinking ? [place] : []), ...beside];
    },
    /** Asks every client to connect again (op 7). */
    askToReconnect: () => gateway.sockets.forEach((socket) => socket.send(JSON.stringify({ op: 7, d: null }))),
    async close() {
      for (const socket of gateway.sockets) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function whereTo({ method = '', url = '' }: IncomingMessage) {
  const path = decodeURIComponent(url)
    .replace(/^\/api\/v10/, '')
    .replace(/\?.*$/, '');
  return { method, path };
}

function tokenIn(path: string): string {
  return /^\/(?:interactions|webhooks)\/\d+\/([^/]+)/.exec(path)?.[1] ?? '';
}

async function readRequest(request: IncomingMessage): Promise<Sent> {
  const { method, path } = whereTo(request);
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/')) {
    const given = await text(request);
    return { method, path, body: given ? (JSON.parse(given) as Body) : {}, files: [] };
  }
  const form = await new Response(new Uint8Array(await buffer(request)), {
    headers: { 'content-type': type },
  }).formData();
  const files = [...form.values()].filter((part) => typeof part !== 'string');
  return {
    method,
    path,
    body: JSON.parse(String(form.get('payload_json'))) as Body,
    files: await Promise.all(files.map(async (file) => ({ name: file.name, content: await file.text() }))),
  };
}

/** Our own checks, on everything that is sent. */
function violationsOf({ method, path, body }: Sent): readonly string[] {
  if (method === 'PUT') return checkCommands(body);
  const isMessage = path.startsWith('/webhooks/') ? method !== 'DELETE' : body.type === 4;
  const message = path.startsWith('/webhooks/') ? body : body.data;
  if (body.type === 8) return checkChoices(body.data?.choices);
  if (!isMessage) return [];
  const mentions = JSON.stringify(message?.['allowed_mentions']);
  return [...checkMessage(message), ...(mentions === '{"parse":[]}' ? [] : [`allowed_mentions: ${mentions}`])];
}

/** As Discord gives them back: with more fields, and without those that say nothing. */
function asRegistered(definition: object): object {
  const { options = [], ...rest } = definition as { options?: Record<string, unknown>[] };
  return {
    ...rest,
    id: '700000000000000001',
    application_id: APPLICATION,
    version: '700000000000000002',
    default_member_permissions: null,
    name_localizations: null,
    nsfw: false,
    ...(options.length > 0
      ? { options: options.map(({ required, ...option }) => (required ? { required, ...option } : option)) }
      : {}),
  };
}

function readyOf(gatewayUrl: string) {
  return {
    v: 10,
    user: { id: APPLICATION, username: 'headroom', discriminator: '0', avatar: null, bot: true },
    guilds: [],
    session_id: 'session',
    resume_gateway_url: gatewayUrl,
    application: { id: APPLICATION, flags: 0 },
  };
}

export const USER = { id: '200000000000000002', username: 'ann', discriminator: '0', avatar: null };
const CHANNEL = '300000000000000003';
export const GUILD = '400000000000000004';

function interactionBase(id: string, token: string) {
  return {
    id,
    token,
    application_id: APPLICATION,
    version: 1,
    guild_id: GUILD,
    channel_id: CHANNEL,
    channel: { id: CHANNEL, type: 0 },
    member: {
      user: USER,
      roles: [],
      permissions: '0',
      joined_at: '2026-01-01T00:00:00Z',
      deaf: false,
      mute: false,
      flags: 0,
    },
    locale: 'de',
    app_permissions: '0',
    entitlements: [],
    authorizing_integration_owners: {},
    attachment_size_limit: 10_485_760,
  };
}

function message(fields: Body) {
  return {
    attachments: [],
    ...fields,
    id: '600000000000000006',
    channel_id: CHANNEL,
    author: USER,
    content: '',
    timestamp: '2026-01-01T00:00:00Z',
    edited_timestamp: null,
    tts: false,
    mention_everyone: false,
    mentions: [],
    mention_roles: [],
    pinned: false,
    type: 0,
  };
}

// ----- Interactions -----

export interface Interaction {
  readonly type: number;
  readonly id?: string;
  readonly [field: string]: unknown;
}

interface GivenOption {
  readonly type: number;
  readonly name: string;
  readonly value: string | number | boolean;
  readonly focused?: boolean;
}

export function slash(name: string, options: readonly GivenOption[] = []) {
  return { type: 2, data: { id: '1', name, type: 1, options } };
}

export function typing(name: string, options: readonly GivenOption[]) {
  return { type: 4, data: { id: '1', name, type: 1, options } };
}

export function press(customId: string) {
  return { type: 3, data: { component_type: 2, custom_id: customId }, message: message({ flags: 64 }) };
}
