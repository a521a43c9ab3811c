/** Delivers a reply: to the `response_url` that came with a command or a button, else to who asked. */
import type { webApi } from '@slack/bolt';
import type { Reply } from '../../commands/core/reply.ts';
import type { Charts, Log, Store } from '../../src/ports.ts';
import { type Clock, deliver, type Ladder, type Patience, type Rung } from '../delivery.ts';
import { keepLongActions } from './actions.ts';
import { elsewhere, type Form, formsOf, type Sendable } from './forms.ts';
import { reason } from './log.ts';
import { refusalOf } from './refusals.ts';
import { type Fetch, respond } from './respond.ts';

/** Somebody waits, and a response address takes five messages. */
export const PATIENCE: Patience = { tries: 3, firstMs: 500, longestMs: 8000, withinMs: 2 * 60_000 };

/** Where an answer can go. */
export interface Destination {
  /** One of Slack's; undefined when none came with the request. */
  readonly responseUrl: string | undefined;
  /** Whose token may write to the person. */
  readonly client: webApi.WebClient;
  /** Ids. */
  readonly team: string;
  readonly channel: string | undefined;
  readonly user: string;
}

export interface DeliveryServices {
  readonly store: Store;
  readonly log: Log;
  readonly chart?: Charts | undefined;
  readonly clock: Clock;
  readonly fetch: Fetch;
  readonly patience: Patience;
  /** Workspaces that refuse native blocks, by id; they are told apart while this process lives. */
  readonly plain: Set<string>;
  readonly token: Pick<TokenWatch, 'failed'>;
}

/** Is told what may mean that the bot's token was taken back. */
export interface TokenWatch {
  /** A call of the Web API has failed. */
  failed(error: unknown): void;
  /** Slack said so. */
  takenBack(): void;
}

/** Delivers the reply. Never rejects. */
export async function answer(
  invocation: string,
  reply: Reply,
  to: Destination,
  services: DeliveryServices,
): Promise<void> {
  const { store, log, clock } = services;
  const actions = reply.blocks.flatMap((block) => (block.type === 'actions' ? block.actions : []));
  // Without the store the answer is still worth sending; its long buttons will say that they no longer work.
  await keepLongActions(actions, store).catch((error: unknown) => {
    log.warn({ invocation, reason: reason(error) }, 'a button could not be kept');
  });
  await deliver(ladderOf(reply, to, services), { log, clock, invocation, platform: 'slack' });
}

function ladderOf(reply: Reply, to: Destination, { chart, fetch, patience, plain, token }: DeliveryServices): Ladder {
  const forms = formsOf(reply, { charts: chart, isPlain: plain.has(to.team) });
  const lastNative = forms.findLast(({ isNative }) => isNative)?.name;
  const refused = new Set<string>();
  const send = async ({ message, isNative }: Form, url: string) => {
    await respond(url, message(), fetch);
    // Told once that an answer is refused for its native blocks, we send that workspace none any more.
    if (!isNative && lastNative !== undefined && refused.has(lastNative)) plain.add(to.team);
  };
  const { responseUrl } = to;
  const asked =
    responseUrl === undefined
      ? []
      : forms.map((form): Rung => ({
          ...{ name: form.name, way: 'response_url' },
          // Nobody but who asked sees it twice.
          isRepeatable: reply.visibility === 'caller',
          send: () => send(form, responseUrl),
        }));
  return {
    patience,
    rungs: [...asked, ...personal(forms, to)],
    read: (error, { name }) => {
      token.failed(error);
      const refusal = refusalOf(error);
      if (refusal.next === 'simpler') refused.add(name);
      return refusal;
    },
  };
}

/** To who asked: in the channel where the bot is in it, else in a message of its own. Neither has native blocks. */
function personal(forms: readonly Form[], { client, channel, user }: Destination): readonly Rung[] {
  if (user === '') return [];
  const richest = forms.some(({ name }) => name === 'plain') ? 'plain' : 'whole';
  const simple = forms.filter(({ name }) => name === richest || name === 'text');
  const rungs = (way: string, send: (message: Sendable) => Promise<unknown>) =>
    simple.map((form): Rung => ({
      ...{ name: `${way}, ${form.name}`, way, isRepeatable: true },
      send: () => send(elsewhere(form.message())),
    }));
  return [
    ...(channel === undefined
      ? []
      : rungs('ephemeral', (message) => client.chat.postEphemeral({ ...posted(message), channel, user }))),
    // Slack opens the conversation with the bot for a person's id.
    ...rungs('direct', (message) => client.chat.postMessage({ ...posted(message), channel: user })),
  ];
}

/** The same without what only a response address takes. */
function posted(message: Sendable) {
  const { response_type: _, replace_original: __, ...rest } = message;
  return rest;
}
