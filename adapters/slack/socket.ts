/** Slack over Socket Mode: Bolt's receiver, kept connected by us. */
import { setTimeout as delay } from 'node:timers/promises';
import { type Receiver, SocketModeReceiver, type webApi } from '@slack/bolt';
import type { Log } from '../../src/ports.ts';
import { boltLogger, reason } from './log.ts';

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 30_000;
/** How long Slack may take to close its end before we close ours. */
const GOODBYE_MS = 1000;

/**
 * Bolt's own reconnecting is off: when the address of a new connection cannot be fetched it rejects where nobody listens,
 * which ends the whole process (SocketModeClient.delayReconnectAttempt of @slack/socket-mode 3.1.0). Slack closes every
 * connection within hours, so this one is opened anew whenever it ends.
 * @param clientOptions where Slack's API is; no retries, which are ours.
 */
export function createSocketReceiver(appToken: string, clientOptions: webApi.WebClientOptions, log: Log): Receiver {
  const receiver = new SocketModeReceiver({
    appToken,
    autoReconnectEnabled: false,
    logger: boltLogger(log),
    installerOptions: { clientOptions: { ...clientOptions, retryConfig: { retries: 0 } } },
  });
  const { client } = receiver;
  const ending = new AbortController();
  const close = () => Promise.race([client.disconnect().then(() => true), delay(GOODBYE_MS, false, { ref: false })]);
  const goodbye = async () => {
    // The second call does not wait for the other end any more.
    if (!(await close())) await close();
  };
  const connectAgain = async () => {
    for (let wait = FIRST_WAIT_MS; !ending.signal.aborted; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
      const failed = await client.start().then(
        () => undefined,
        (error: unknown) => ({ error }),
      );
      if (!failed) return ending.signal.aborted ? goodbye() : watch();
      log.warn({ reason: reason(failed.error), waitMs: wait }, 'Slack is not reachable; trying again');
      await delay(wait, undefined, { signal: ending.signal }).catch(() => {});
    }
  };
  const watch = () => void client.once('disconnected', () => void connectAgain());
  return {
    init: (app) => receiver.init(app),
    async start() {
      await receiver.start();
      watch();
    },
    async stop() {
      ending.abort();
      await goodbye();
    },
  };
}
