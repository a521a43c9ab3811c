/** A small stand-in for Slack: its Web API, its Socket Mode and its response addresses, on one local port. */
import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { SlackMessage } from '../../../adapters/slack/render.ts';
import type { Store } from '../../../src/ports.ts';

export const BOT_TOKEN = 'xoxb-good';
export const CLIENT_ID = '1234.5678';
export const CLIENT_SECRET = 'fedcba9876543210fedcba9876543210';
export const APP_TOKEN = 'xapp-good';
export const SIGNING_SECRET = '0123456789abcdef0123456789abcdef';

/** How the response address answers: a status with a body; or never, but calls a function once it has been asked. */
type Answering = { readonly status: number; readonly body?: string } | (() => void);

export interface SlackStandIn {
  readonly slackApiUrl: string;
  /** Every message that was sent to a response address, in order. */
  readonly answers: SlackMessage[];
  /** What the next requests to a response address get; 200 afterwards. */
  readonly answering: Answering[];
  /** Every acknowledgement that came over the socket. */
  readonly acks: { readonly envelope_id: string }[];
  readonly calls: string[];
  /** What `apps.connections.open` answers for a while. */
  openError: string | undefined;
  /** Tokens of bots, and their workspaces. */
  readonly tokens: Map<string, string>;
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
  sockets(): number;
  close(): Promise<void>;
}

export async function startSlack(): Promise<SlackStandIn> {
  const server = createServer((request, response) => void handle(request, response));
  const sockets = new WebSocketServer({ server });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  async function handle(request: IncomingMessage, response: ServerResponse) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = request.url ?? '';
    if (path.startsWith('/respond/')) return respond(Buffer.concat(chunks).toString(), response);
    const method = path.replace('/api/', '');
    slack.calls.push(method);
    const token = request.headers.authorization?.replace('Bearer ', '');
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify(callApi(method, token, Buffer.concat(chunks).toString())));
  }

  function callApi(method: string, token: string | undefined, body: string): object {
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
    if (method !== 'apps.connections.open') return { ok: false, error: 'unknown_method' };
    if (token !== APP_TOKEN) return { ok: false, error: 'invalid_auth' };
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

  function respond(body: string, response: ServerResponse) {
    slack.answers.push(JSON.parse(body) as SlackMessage);
    const answering = slack.answering.shift() ?? { status: 200, body: 'ok' };
    if (typeof answering === 'function') return answering();
    response.writeHead(answering.status).end(answering.body ?? '');
  }

  sockets.on('connection', (socket: WebSocket) => {
    socket.send(JSON.stringify({ type: 'hello', num_connections: 1 }));
    socket.on('message', (data: Buffer) => slack.acks.push(JSON.parse(data.toString()) as { envelope_id: string }));
  });

  const slack: SlackStandIn = {
    slackApiUrl: `http://127.0.0.1:${port}/api/`,
    answers: [],
    answering: [],
    acks: [],
    calls: [],
    openError: undefined,
    tokens: new Map([[BOT_TOKEN, 'T1']]),
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
export function slashCommand(slack: SlackStandIn, text: string, fields: object = {}) {
  return {
    command: '/echo',
    text,
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
  const form = 'actions' in body ? { payload: JSON.stringify(body) } : (body as Record<string, string>);
  return signedText(new URLSearchParams(form).toString(), 'application/x-www-form-urlencoded', {
    ageSeconds,
    secret,
    path,
  });
}

export function signedText(
  text: string,
  type: string,
  { ageSeconds = 0, secret = SIGNING_SECRET, path = '/slack/events' } = {},
): Request {
  const timestamp = String(Math.floor(Date.now() / 1000) - ageSeconds);
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${text}`).digest('hex');
  return new Request(`http://127.0.0.1${path}`, {
    method: 'POST',
    body: text,
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
