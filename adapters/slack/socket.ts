/** Slack over Socket Mode: the SDK's client, kept connected by us. */
import { setTimeout as delay } from 'node:timers/promises';
import type { App, webApi } from '@slack/bolt';
import { SocketModeClient } from '@slack/socket-mode';
import type { Log } from '../../src/ports.ts';
import type { Line } from '../connection.ts';
import type { Jobs } from '../jobs.ts';
import { boltLogger, reason } from './log.ts';
import { wantsNoAnswer } from './names.ts';

/** How long Slack may take to close its end before we close ours, and to say hello, in milliseconds. */
const GOODBYE_MS = 1000;
const HELLO_MS = 15_000;

interface SocketReceiver {
  /** Connects once; `line` is told when there is no connection any more. Rejects with what Slack, or the network, said. */
  connect(app: App, line: Line): Promise<void>;
  stop(): Promise<void>;
}

interface SocketOptions {
  readonly appToken: string;
  /** Where Slack's API is; no retries, which are ours. */
  readonly clientOptions: webApi.WebClientOptions;
  readonly jobs: Jobs;
  readonly log: Log;
}

/** What the client hands on of an envelope. */
interface Envelope {
  readonly ack: (answer?: unknown) => Promise<void>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly retry_num?: number;
  readonly retry_reason?: string;
}

/** Slack closes every connection within hours and says so before: then another is opened first. */
export function createSocketReceiver(options: SocketOptions): SocketReceiver {
  let current: SocketModeClient | undefined;
  /** The one that is being opened in place of the current one. */
  let heir: Promise<void> | undefined;
  let isStopping = false;

  async function open(app: App, line: Line): Promise<void> {
    const client = createClient(options);
    client.on('slack_event', (envelope: Envelope) => take(app, envelope, options));
    client.once('disconnected', () => void ended(client, line));
    onFarewell(client, () => {
      heir ??= open(app, line).finally(() => (heir = undefined));
      // One that cannot be opened is tried again once this one has ended.
      heir.catch((error: unknown) => options.log.warn({ reason: reason(error) }, NEXT_FAILED));
    });
    await hello(client);
    const before = current;
    current = client;
    if (isStopping) return goodbye(client);
    if (before) await goodbye(before);
  }

  async function ended(client: SocketModeClient, line: Line): Promise<void> {
    await heir?.catch(() => undefined);
    if (client !== current || isStopping) return;
    current = undefined;
    line.lost(new Error('Slack closed the connection.'));
  }

  return {
    connect: open,
    async stop() {
      isStopping = true;
      if (current) await goodbye(current);
    },
  };
}

const NEXT_FAILED = 'Slack will end the connection, and the next could not be opened yet';

/**
 * The SDK's own reconnecting is off: when the address of a new connection cannot be fetched it rejects where nobody
 * listens, which ends the whole process (SocketModeClient.delayReconnectAttempt of @slack/socket-mode 3.1.0).
 */
function createClient({ appToken, clientOptions, log }: SocketOptions): SocketModeClient {
  return new SocketModeClient({
    appToken,
    autoReconnectEnabled: false,
    logger: boltLogger(log),
    clientOptions: { ...clientOptions, retryConfig: { retries: 0 } },
  });
}

/** Acknowledges before anything else is done; one whose connection is gone by then is sent again by Slack. */
function take(app: App, { ack, body, ...envelope }: Envelope, { jobs, log }: SocketOptions): void {
  const isEarly = wantsNoAnswer(body);
  const { retry_num: retryNum, retry_reason: retryReason = '' } = envelope;
  const event = {
    body,
    ack: isEarly ? async () => {} : ack,
    ...(retryNum === undefined ? {} : { retryNum, retryReason }),
  };
  const told = (message: string) => (error: unknown) => log.warn({ reason: reason(error) }, message);
  void jobs.run(async () => {
    if (isEarly) {
      await ack().catch(told('Slack did not hear an acknowledgement'));
      await jobs.turn();
    }
    await app.processEvent(event).catch(told('a Slack request failed'));
  });
}

/** Connects. Rejects also where Slack does not say hello in time, or closes the connection with it. */
async function hello(client: SocketModeClient): Promise<void> {
  let isOver = false;
  client.once('disconnected', () => (isOver = true));
  const tooLong = new AbortController();
  const late = delay(HELLO_MS, undefined, { signal: tooLong.signal }).then(() => {
    throw new Error('it does not say hello');
  });
  try {
    await Promise.race([client.start(), late]);
    if (isOver) throw new Error('the connection was closed at once');
  } catch (error) {
    await goodbye(client);
    throw error;
  } finally {
    tooLong.abort();
  }
}

/** The second call does not wait for the other end any more. */
async function goodbye(client: SocketModeClient): Promise<void> {
  const close = () => Promise.race([client.disconnect().then(() => true), delay(GOODBYE_MS, false, { ref: false })]);
  if (!(await close())) await close();
}

/** Calls `next` when Slack says that it will end the connection; the client itself would end it at once. */
function onFarewell(client: SocketModeClient, next: () => void): void {
  const handlers = client.listeners('ws_message') as ((data: unknown, isBinary: boolean) => void)[];
  client.removeAllListeners('ws_message');
  client.on('ws_message', (data: unknown, isBinary: boolean) => {
    if (isFarewell(data)) next();
    else for (const handle of handlers) handle.call(client, data, isBinary);
  });
}

function isFarewell(data: unknown): boolean {
  try {
    return (JSON.parse(String(data)) as { type?: unknown } | null)?.type === 'disconnect';
  } catch {
    return false;
  }
}
