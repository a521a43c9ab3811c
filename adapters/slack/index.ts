/** Slack: commands and buttons in, blocks out, over Socket Mode and over HTTP, whichever Slack was told to use. */
import { App, type AppOptions, type Receiver, type webApi } from '@slack/bolt';
import type { Log } from '../../src/ports.ts';
import type { Adapter, AdapterServices, AdapterState } from '../adapter.ts';
import { ClosedError, type Connection, keepConnected, type Line, type Waits } from '../connection.ts';
import type { Patience } from '../delivery.ts';
import { createJobs, type Jobs } from '../jobs.ts';
import { createOnce } from '../once.ts';
import { PATIENCE, type TokenWatch } from './answer.ts';
import type { SlackEnv } from './env.ts';
import { createHttpReceiver } from './http.ts';
import { listen, listenForLeaving } from './listen.ts';
import { boltLogger, reason } from './log.ts';
import { EVENTS_PATH, slackName } from './names.ts';
import { createOAuth, type OAuth } from './oauth.ts';
import { refusedToken } from './refusals.ts';
import { createSocketReceiver } from './socket.ts';
import { refusedSentence, startError } from './start-error.ts';

/** For any request to Slack, in milliseconds. */
const TIMEOUT_MS = 10_000;

export interface SlackOptions {
  /** How long an answer is tried. */
  readonly patience?: Patience;
  /** Between tries to connect. */
  readonly waits?: Waits;
}

/** Makes the adapter; nothing is connected before `start`. */
export function connect(env: SlackEnv, services: AdapterServices, options: SlackOptions = {}): Adapter {
  const { log } = services;
  const jobs = createJobs();
  const clientOptions = webOptions(env.SLACK_API_URL);
  const http = env.SLACK_SIGNING_SECRET ? createHttpReceiver(env.SLACK_SIGNING_SECRET, jobs, log) : undefined;
  const appToken = env.SLACK_APP_TOKEN;
  const socket = appToken ? createSocketReceiver({ appToken, clientOptions, jobs, log }) : undefined;
  const oauth = createOAuth(env, services, clientOptions);
  const token = createTokenWatch(oauth);
  const connections: Connection[] = [];
  const keep = (name: string, make: (line: Line) => Promise<void>) => {
    const kept = keepConnected({ name, connect: make, log, clock: jobs.clock, waits: options.waits });
    connections.push(kept);
    return kept.start();
  };
  return {
    where: whereLine(env, oauth),
    state: () => token.state() ?? stateOf(connections),
    async start(bot) {
      const identity = oauth ? { authorize: oauth.authorize } : { token: env.SLACK_BOT_TOKEN };
      const app = createApp({ ...identity, receiver: http ?? NO_RECEIVER, clientOptions: { ...clientOptions } }, log);
      listenForLeaving(app, { ...services, oauth, token });
      listen(app, { ...services, ...deliveryOf(env, options, jobs), bot, jobs, once: createOnce(services), token });
      await keep('Slack', async () => {
        await app.init().catch((error: unknown) => Promise.reject(startError(error, 'SLACK_BOT_TOKEN')));
        await http?.start();
        if (socket) await keep('Socket Mode', opening(socket, app));
      });
    },
    async stop() {
      jobs.close();
      await Promise.all([http?.stop(), socket?.stop()]);
      await jobs.idle();
    },
    ...(http || oauth
      ? { fetch: async (request: Request) => (await oauth?.fetch(request)) ?? http?.fetch(request) }
      : {}),
  };
}

function deliveryOf(
  { SLACK_API_URL: apiUrl, SLACK_COMMAND_PREFIX: prefix = '' }: SlackEnv,
  { patience = PATIENCE }: SlackOptions,
  { clock }: Jobs,
) {
  return { apiUrl, prefix, patience, clock, fetch: fetchWithin, plain: new Set<string>() };
}

/** Notes when Slack refuses the one token there is; those of many workspaces are theirs. */
function createTokenWatch(oauth: OAuth | undefined): TokenWatch & { readonly state: () => AdapterState | undefined } {
  let refusal: string | undefined;
  const refused = (word: string | undefined) => void (oauth ? undefined : (refusal ??= word));
  return {
    failed: (error) => refused(refusedToken(error)),
    takenBack: () => refused('token_revoked'),
    state: () =>
      refusal === undefined ? undefined : { status: 'closed', reason: refusedSentence(refusal, 'SLACK_BOT_TOKEN') },
  };
}

/** A token that was good and is refused now has been taken back: that does not mend itself. */
function opening(socket: ReturnType<typeof createSocketReceiver>, app: App): (line: Line) => Promise<void> {
  let wasOpen = false;
  return async (line) => {
    try {
      await socket.connect(app, line);
      wasOpen = true;
    } catch (error) {
      const { message } = startError(error, 'SLACK_APP_TOKEN');
      throw wasOpen && refusedToken(error) !== undefined ? new ClosedError(message) : new Error(message);
    }
  };
}

function stateOf(connections: readonly Connection[]): AdapterState {
  const states = connections.map((connection) => connection.state());
  return states.find(({ status }) => status !== 'ready') ?? states[0] ?? { status: 'starting' };
}

function whereLine(
  { SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_COMMAND_PREFIX }: SlackEnv,
  oauth: OAuth | undefined,
): string {
  const ways = [SLACK_APP_TOKEN && 'Socket Mode', SLACK_SIGNING_SECRET && `POST ${EVENTS_PATH}`].filter(Boolean);
  const added = oauth ? `; add it to a workspace: ${oauth.installUrl}` : '';
  return `${slackName('vram', SLACK_COMMAND_PREFIX)} in your workspace (${ways.join(' and ')})${added}`;
}

/** What is tried again is decided where it is known what it is for, and for how long. */
function webOptions(slackApiUrl: string | undefined): webApi.WebClientOptions {
  return {
    ...(slackApiUrl === undefined ? {} : { slackApiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    fetch: (input, init) => fetchWithin(String(input), init ?? {}),
  };
}

function fetchWithin(url: string, init: RequestInit): Promise<Response> {
  return fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
}

/** Envelopes of Socket Mode come by themselves. */
const NO_RECEIVER: Receiver = { init() {}, start: async () => undefined, stop: async () => undefined };

function createApp(options: AppOptions, log: Log): App {
  const app = new App({
    ...options,
    logger: boltLogger(log),
    convoStore: false,
    // Otherwise the constructor tests the token, and a refusal ends the process instead of rejecting `start`.
    deferInitialization: true,
  });
  app.error(async (error) => log.error({ reason: reason(error) }, 'a Slack request failed'));
  return app;
}
