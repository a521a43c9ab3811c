/** Slack: commands and buttons in, blocks out, over Socket Mode and over HTTP, whichever Slack was told to use. */
import { App, type AppOptions, type Receiver, type webApi } from '@slack/bolt';
import type { Log } from '../../src/ports.ts';
import type { Adapter, AdapterServices } from '../adapter.ts';
import type { SlackEnv } from './env.ts';
import { createHttpReceiver } from './http.ts';
import { createJobs } from '../jobs.ts';
import { listen, listenForLeaving } from './listen.ts';
import { boltLogger, reason } from './log.ts';
import { EVENTS_PATH, slackName } from './names.ts';
import { createOAuth, type OAuth } from './oauth.ts';
import { createSocketReceiver } from './socket.ts';
import { startError } from './start-error.ts';

/** For any request to Slack, in milliseconds. */
const TIMEOUT_MS = 5000;

export interface SlackOptions {
  /** Where Slack's API is, ending in a slash; Slack itself by default. */
  readonly slackApiUrl?: string;
  /** How long a request to Slack may take, in milliseconds. */
  readonly timeoutMs?: number;
}

/** Makes the adapter; nothing is connected before `start`. */
export function connect(env: SlackEnv, services: AdapterServices, options: SlackOptions = {}): Adapter {
  const { log } = services;
  const clientOptions = webOptions(options);
  const http = env.SLACK_SIGNING_SECRET ? createHttpReceiver(env.SLACK_SIGNING_SECRET, log) : undefined;
  const socket = env.SLACK_APP_TOKEN ? createSocketReceiver(env.SLACK_APP_TOKEN, clientOptions, log) : undefined;
  const oauth = createOAuth(env, services, clientOptions);
  const receiver = together([http, socket].filter((one) => one !== undefined));
  const jobs = createJobs();
  return {
    where: whereLine(env, oauth),
    async start(bot) {
      const identity = oauth ? { authorize: oauth.authorize } : { token: env.SLACK_BOT_TOKEN };
      const app = createApp({ ...identity, receiver, clientOptions: { ...clientOptions } }, log);
      listenForLeaving(app, { ...services, oauth, jobs });
      listen(app, { ...services, bot, jobs, prefix: env.SLACK_COMMAND_PREFIX ?? '' });
      await app.init().catch((error: unknown) => Promise.reject(startError(error, 'SLACK_BOT_TOKEN')));
      await app.start().catch((error: unknown) => Promise.reject(startError(error, 'SLACK_APP_TOKEN')));
    },
    async stop() {
      jobs.close();
      await receiver.stop();
      await jobs.idle();
    },
    ...(http || oauth
      ? { fetch: async (request: Request) => (await oauth?.fetch(request)) ?? http?.fetch(request) }
      : {}),
  };
}

function whereLine(
  { SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, SLACK_COMMAND_PREFIX }: SlackEnv,
  oauth: OAuth | undefined,
): string {
  const ways = [SLACK_APP_TOKEN && 'Socket Mode', SLACK_SIGNING_SECRET && `POST ${EVENTS_PATH}`].filter(Boolean);
  const added = oauth ? `; add it to a workspace: ${oauth.installUrl}` : '';
  return `${slackName('vram', SLACK_COMMAND_PREFIX)} in your workspace (${ways.join(' and ')})${added}`;
}

/** No retries of half an hour for a person who waits, and no waiting without an end. */
function webOptions({ slackApiUrl, timeoutMs = TIMEOUT_MS }: SlackOptions): webApi.WebClientOptions {
  return {
    ...(slackApiUrl === undefined ? {} : { slackApiUrl }),
    retryConfig: { retries: 1, minTimeout: 200 },
    rejectRateLimitedCalls: true,
    // Bolt's `respond` has no timeout of its own.
    fetch: (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) }),
  };
}

/** Several receivers as the one that Bolt takes. */
function together(receivers: readonly Receiver[]): Receiver {
  return {
    init: (app) => receivers.forEach((receiver) => receiver.init(app)),
    start: () => Promise.all(receivers.map((receiver) => receiver.start())),
    stop: () => Promise.all(receivers.map((receiver) => receiver.stop())),
  };
}

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
