/** A small stand-in for Slack: its Web API, its Socket Mode and its response addresses, on one local port. */
import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { type WebSocket, WebSocketServer } from 'ws';
import type { SlackMessage } from '../../../adapters/slack/render.ts';
import type { Store } from '../../../src/ports.ts';

export const BOT_TOKEN = 'xoxb-good';
export const CLIENT_ID = '1234.5678';
export const CLIENT_SECRET = 'fedcba9876543210fedcba9876543210';
export const APP_TOKEN = 'xapp-good';
export const SIGNING_SECRET = '0123456789abcdef0123456789abcdef';

/**
 * How Slack answers a message: a status with a body; `reset`, broken off and not taken; `cut`, taken and then broken off; or
 * never, but a function is called once it has been asked.
 */
export type Answering =
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  | 'reset'
  | 'cut'
  | (() => void);

/** A message that Slack took, and who sees it. */
export interface Posted {
  readonly way: 'response_url' | 'chat.postEphemeral' | 'chat.postMessage';
  readonly to: 'channel' | 'user';
  readonly message: SlackMessage;
}

/** As Slack refuses a message at its response address. */
export const refused = (word: string, status = 200): Answering => ({
  status,
  body: status === 200 ? JSON.stringify({ ok: false, error: word }) : word,
});

/** @param seconds to wait. */
export const slowDown = (seconds: number): Answering => ({
  ...{ status: 429, body: 'ratelimited', headers: { 'retry-after': String(seconds) } },
});

/** Messages that a response address takes. */
const MOST_RESPONSES = 5;

export interface SlackStandIn {
  readonly slackApiUrl: string;
  /** Every message that was sent to a response address, in order, taken or not. */
  readonly answers: SlackMessage[];
  /** The same with those that were broken off. */
  readonly attempts: string[];
  /** What the next requests to a response address get; 200 afterwards. */
  readonly answering: Answering[];
  /** What calls of the Web API get, by method, before they are answered as they would be. */
  readonly apiAnswering: Map<string, Answering[]>;
  /** What people see, in order. */
  readonly posted: Posted[];
  /** Channels that the bot is in. */
  readonly channels: Set<string>;
  /** Tokens that were taken back. */
  readonly revoked: Set<string>;
  /** Every acknowledgement that came over the socket. */
  readonly acks: { readonly envelope_id: string }[];
  readonly calls: string[];
  /** What `apps.connections.open` answers for a while. */
  openError: string | undefined;
  /** Tokens of bots, and their workspaces. */
  readonly tokens: Map<string, string>;
  readonly appTokens: Set<string>;
  /** Codes that may be exchanged for the token of a workspace. */
  readonly codes: Map<string, string>;
  /** What the app was registered with. */
  redirectUri: string;
  /** Who manages the workspace: administrators, and owners, who need not be administrators. */
  readonly admins: Set<string>;
  readonly owners: Set<string>;
  /** What `users.info` answers in place of a user. */
  usersError: string | undefined;
  responseUrl(): string;
  /** Sends an envelope over the open socket; the id is in the acknowledgement. */
  send(type: 'slash_commands' | 'interactive', payload: object): string;
  /** Closes every socket, as Slack does within hours. */
  drop(): void;
  /** Says that it will close every socket, and waits for the client. */
  refresh(reason?: string): void;
  /** Ends the next so many connections with this reason as soon as they are open. */
  turnAway(count: number, reason: string): void;
  sockets(): number;
  /** How many were open, each time one was opened or closed. */
  readonly census: number[];
  close(): Promise<void>;
}

export async function startSlack(): Promise<SlackStandIn> {
  const server = createServer((request, response) => void handle(request, response));
  const sockets = new WebSocketServer({ server });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const uses = new Map<string, number>();
  const turnedAway: string[] = [];

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const path = request.url ?? '';
    const method = path.replace('/api/', '');
    const isResponse = path.startsWith('/respond/');
    const script = isResponse ? slack.answering : (slack.apiAnswering.get(method) ?? []);
    const scripted = script.shift();
    if (scripted === 'reset') {
      if (isResponse) slack.attempts.push(path);
      request.socket.resetAndDestroy();
      return;
    }
    const body = await text(request);
    if (isResponse) {
      slack.attempts.push(path);
      slack.answers.push(JSON.parse(body) as SlackMessage);
    } else slack.calls.push(method);
    if (typeof scripted === 'function') return scripted();
    const token = request.headers.authorization?.replace('Bearer ', '');
    const isAnswered = typeof scripted === 'object';
    const answer = isAnswered ? scripted : isResponse ? respond(path, body) : callApi(method, token, body);
    if (scripted === 'cut') return void request.socket.resetAndDestroy();
    const isApi = !isAnswered && !isResponse;
    response
      .writeHead(isApi ? 200 : (answer as { status: number }).status, {
        ...(isApi ? { 'content-type': 'application/json' } : {}),
        ...(isAnswered ? scripted.headers : {}),
      })
      .end(isApi ? JSON.stringify(answer) : ((answer as { body?: string }).body ?? ''));
  }

  /** Takes a message, as long as its address takes any. */
  function respond(path: string, body: string): { readonly status: number; readonly body: string } {
    const used = uses.get(path) ?? 0;
    if (used >= MOST_RESPONSES) return { status: 404, body: 'used_url' };
    uses.set(path, used + 1);
    const message = JSON.parse(body) as SlackMessage;
    slack.posted.push({
      way: 'response_url',
      to: message.response_type === 'in_channel' ? 'channel' : 'user',
      message,
    });
    return { status: 200, body: 'ok' };
  }

  function post(method: 'chat.postEphemeral' | 'chat.postMessage', form: URLSearchParams): object {
    const channel = form.get('channel') ?? '';
    const isDirect = method === 'chat.postMessage' && channel.startsWith('U');
    if (!isDirect && !slack.channels.has(channel)) return { ok: false, error: 'channel_not_found' };
    const message = Object.fromEntries(form) as unknown as SlackMessage;
    const blocks = JSON.parse(form.get('blocks') ?? '[]') as SlackMessage['blocks'];
    slack.posted.push({ way: method, to: 'user', message: { ...message, blocks } });
    return { ok: true, channel, ts: '1.1', message_ts: '1.1' };
  }

  function callApi(method: string, token: string | undefined, body: string): object {
    if (token !== undefined && slack.revoked.has(token)) return { ok: false, error: 'token_revoked' };
    const team = token === undefined ? undefined : slack.tokens.get(token);
    if (method === 'auth.test') {
      if (team === undefined) return { ok: false, error: 'invalid_auth' };
      return { ok: true, team_id: team, user_id: 'UBOT', bot_id: 'BBOT' };
    }
    if (method === 'oauth.v2.access') return exchange(new URLSearchParams(body));
    if (method === 'users.info') {
      const user = new URLSearchParams(body).get('user');
      if (slack.usersError !== undefined) return { ok: false, error: slack.usersError };
      if (team === undefined || user === null) return { ok: false, error: 'user_not_found' };
      return { ok: true, user: { id: user, is_admin: slack.admins.has(user), is_owner: slack.owners.has(user) } };
    }
    if (method === 'chat.postEphemeral' || method === 'chat.postMessage') {
      return team === undefined ? { ok: false, error: 'not_authed' } : post(method, new URLSearchParams(body));
    }
    if (method !== 'apps.connections.open') return { ok: false, error: 'unknown_method' };
    if (token === undefined || !slack.appTokens.has(token)) return { ok: false, error: 'invalid_auth' };
    return slack.openError ? { ok: false, error: slack.openError } : { ok: true, url: `ws://127.0.0.1:${port}/link` };
  }

  /** A code is good once, for the app that asked, with the address it asked with. */
  function exchange(form: URLSearchParams): object {
    const code = form.get('code') ?? '';
    const team = slack.codes.get(code);
    slack.codes.delete(code);
    if (form.get('client_id') !== CLIENT_ID || form.get('client_secret') !== CLIENT_SECRET)
      return { ok: false, error: 'bad_client_secret' };
    if (team === undefined) return { ok: false, error: 'invalid_code' };
    if (form.get('redirect_uri') !== slack.redirectUri) return { ok: false, error: 'bad_redirect_uri' };
    const access_token = `xoxb-of-${team}`;
    slack.tokens.set(access_token, team);
    return {
      ok: true,
      ...{
        access_token,
        token_type: 'bot',
        scope: 'commands,chat:write,users:read',
        bot_user_id: 'UBOT',
        app_id: 'A1',
      },
      ...{ team: { id: team, name: `The ${team}` }, enterprise: null, is_enterprise_install: false },
      authed_user: { id: 'U1' },
    };
  }

  sockets.on('connection', (socket: WebSocket) => {
    const count = () => slack.census.push(sockets.clients.size);
    count();
    socket.on('close', count);
    socket.send(JSON.stringify({ type: 'hello', num_connections: sockets.clients.size }));
    const reason = turnedAway.shift();
    if (reason !== undefined) {
      socket.send(JSON.stringify({ type: 'disconnect', reason }));
      socket.close(1000);
    }
    socket.on('message', (data: Buffer) => slack.acks.push(JSON.parse(data.toString()) as { envelope_id: string }));
  });

  const slack: SlackStandIn = {
    slackApiUrl: `http://127.0.0.1:${port}/api/`,
    answers: [],
    attempts: [],
    answering: [],
    apiAnswering: new Map(),
    posted: [],
    channels: new Set(['C1']),
    revoked: new Set(),
    census: [],
    acks: [],
    calls: [],
    openError: undefined,
    tokens: new Map([[BOT_TOKEN, 'T1']]),
    appTokens: new Set([APP_TOKEN]),
    codes: new Map(),
    redirectUri: '',
    admins: new Set(),
    owners: new Set(),
    usersError: undefined,
    responseUrl: () => `http://127.0.0.1:${port}/respond/${randomUUID()}`,
    send(type, payload) {
      const envelope_id = randomUUID();
      const [socket] = sockets.clients;
      socket?.send(JSON.stringify({ type, envelope_id, payload, accepts_response_payload: true }));
      return envelope_id;
    },
    drop: () => sockets.clients.forEach((socket) => socket.close(1000)),
    refresh(reason = 'warning') {
      for (const socket of sockets.clients) socket.send(JSON.stringify({ type: 'disconnect', reason }));
    },
    turnAway: (count, reason) => void turnedAway.push(...Array<string>(count).fill(reason)),
    sockets: () => sockets.clients.size,
    async close() {
      sockets.clients.forEach((socket) => socket.terminate());
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return slack;
}

/** What Slack sends for a slash command. */
export function slashCommand(slack: SlackStandIn, typed: string, fields: object = {}) {
  return {
    command: '/echo',
    text: typed,
    response_url: slack.responseUrl(),
    trigger_id: randomUUID(),
    team_id: 'T1',
    user_id: 'U1',
    channel_id: 'C1',
    ...fields,
  };
}

/** What Slack sends when a button is pressed. */
export function buttonPress(slack: SlackStandIn, value: string) {
  return {
    type: 'block_actions',
    trigger_id: randomUUID(),
    response_url: slack.responseUrl(),
    team: { id: 'T1', domain: 'x' },
    user: { id: 'U2', name: 'x', team_id: 'T1' },
    channel: { id: 'C1', name: 'x' },
    container: { type: 'message', is_ephemeral: true },
    actions: [{ type: 'button', action_id: 'run:0', block_id: 'b', value, action_ts: '1.1' }],
  };
}

/** The value of the button with this label in a message. */
export function valueOf(message: SlackMessage | undefined, label: string): string {
  for (const block of message?.blocks ?? []) {
    for (const element of block.type === 'actions' ? block.elements : []) {
      if (element.type === 'button' && element.text.text === label) return element.value ?? '';
    }
  }
  throw new Error(`There is no button "${label}".`);
}

/** A request as Slack signs it; a command as a form, a button as a form with a payload. */
export function signed(
  body: Readonly<Record<string, unknown>>,
  { ageSeconds = 0, secret = SIGNING_SECRET, path = '/slack/events' } = {},
): Request {
  const given = Object.entries(body).filter(([, value]) => value !== undefined) as [string, string][];
  const form = 'actions' in body ? { payload: JSON.stringify(body) } : Object.fromEntries(given);
  return signedText(new URLSearchParams(form).toString(), 'application/x-www-form-urlencoded', {
    ageSeconds,
    secret,
    path,
  });
}

export function signedText(
  body: string,
  type: string,
  { ageSeconds = 0, secret = SIGNING_SECRET, path = '/slack/events' } = {},
): Request {
  const timestamp = String(Math.floor(Date.now() / 1000) - ageSeconds);
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return new Request(`http://127.0.0.1${path}`, {
    method: 'POST',
    body,
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${digest}`,
    },
  });
}

/** The real thing's behaviour without its lifetime. */
export function memoryStore(): Store {
  const kept = new Map<string, string>();
  return {
    get: async (key) => kept.get(key),
    set: async (key, value) => void kept.set(key, value),
    async claim(key) {
      if (kept.has(key)) return false;
      kept.set(key, '');
      return true;
    },
  };
}
