/** Sends a reply to the `response_url` that came with a command or a button. */
import { RespondError, type RespondFn } from '@slack/bolt';
import type { Reply } from '../../commands/core/reply.ts';
import type { Charts, Log, Store } from '../../src/ports.ts';
import { keepLongActions } from './actions.ts';
import { reason } from './log.ts';
import { render, type SlackMessage } from './render.ts';

interface Delivery {
  readonly invocation: string;
  readonly respond: RespondFn;
  readonly store: Store;
  readonly log: Log;
  readonly chart?: Charts | undefined;
}

/** Sends the reply. Never rejects: there is nobody left to tell, so a failure is logged, once. */
export async function deliver(reply: Reply, { invocation, respond, store, log, chart }: Delivery): Promise<void> {
  try {
    const actions = reply.blocks.flatMap((block) => (block.type === 'actions' ? block.actions : []));
    // Without the store the answer is still worth sending; its long buttons will say that they no longer work.
    await keepLongActions(actions, store).catch((error: unknown) => {
      log.warn({ invocation, reason: reason(error) }, 'a button could not be kept');
    });
    await sendEither(reply, respond, chart);
  } catch (error) {
    log.warn({ invocation, reason: reason(error) }, 'Slack did not take an answer');
  }
}

/**
 * Some workspaces refuse native tables, and pictures that Slack cannot fetch are refused everywhere (`invalid_blocks`): then
 * once more with both as text.
 */
async function sendEither(reply: Reply, respond: RespondFn, chart: Charts | undefined): Promise<void> {
  const message = render(reply, { tables: 'native', addressOf: (spec) => chart?.addressOf(spec, 'light') });
  try {
    await send(message, respond);
  } catch (error) {
    if (!isRefusal(error) || !message.blocks.some(({ type }) => type === 'table' || type === 'image')) throw error;
    await send(render(reply, { tables: 'text' }), respond);
  }
}

/** @throws RefusedError when Slack answers 200 with an error inside. */
async function send(message: SlackMessage, respond: RespondFn): Promise<void> {
  const response = await respond(message);
  const [, error] = /^\s*\{.*"error"\s*:\s*"(\w+)"/s.exec(await response.text()) ?? [];
  if (error !== undefined) throw new RefusedError(`Slack answered ${error}`);
}

class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/** The address is spent or unknown, or we are too fast: no other form of the message would be taken either. */
const NOT_ABOUT_THE_MESSAGE = [401, 403, 404, 410, 429];

function isRefusal(error: unknown): boolean {
  if (error instanceof RefusedError) return true;
  return error instanceof RespondError && !NOT_ABOUT_THE_MESSAGE.includes(error.statusCode);
}
