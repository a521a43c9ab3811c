/** Answering one interaction: acknowledged first, then run, then delivered in the best form that Discord takes. */
import type { RepliableInteraction } from 'discord.js';
import type { Bot } from '../../commands/core/bot.ts';
import type { Invocation } from '../../commands/core/command.ts';
import type { Reply } from '../../commands/core/reply.ts';
import { whereFailed } from '../../src/errors.ts';
import type { Charts, Log, Settings, Store } from '../../src/ports.ts';
import { deliver, type Patience } from '../delivery.ts';
import type { Jobs } from '../jobs.ts';
import type { Once } from '../once.ts';
import { FIRST_PATIENCE } from './acknowledge.ts';
import { formsOf, type Whole } from './forms.ts';
import { pictureOf } from './picture.ts';
import { renderMessage } from './render.ts';
import { firstSeat, keptSeat, ladderOf } from './seat.ts';

/** Buttons with long invocations work for two weeks. */
const KEEP_SECONDS = 14 * 24 * 3600;

/** Discord's tokens of an interaction work for 15 minutes; the rest is for the last request. */
const TOKEN_MS = 14.5 * 60_000;
/** After a deferral: some seconds for the whole answer, then simpler forms, then from the best again. */
const LATER: Patience = { tries: 5, firstMs: 500, longestMs: 60_000, withinMs: TOKEN_MS };

export const PATIENCE: DiscordPatience = { first: FIRST_PATIENCE, later: LATER };
export interface DiscordPatience {
  /** Before the interaction has its acknowledgement, and of the answer where it is that. */
  readonly first: Patience;
  /** After it. */
  readonly later: Patience;
}

export interface AnswerServices {
  readonly log: Log;
  readonly store: Store;
  readonly chart?: Charts | undefined;
  readonly settings?: Settings | undefined;
  readonly jobs: Jobs;
  readonly once: Once;
  readonly patience: DiscordPatience;
}

/** Where an interaction stands. */
interface Standing {
  readonly interaction: RepliableInteraction;
  /** For whom its acknowledgement keeps a place; undefined when the answer itself is to be the acknowledgement. */
  readonly kept: Reply['visibility'] | undefined;
  /** When it came, by the clock of the jobs. */
  readonly since: number;
}

/** Runs the invocation, once what else arrived is acknowledged, and delivers its reply. Never rejects. */
export async function answer(
  standing: Standing,
  invocation: Invocation,
  bot: Bot,
  services: AnswerServices,
): Promise<void> {
  await services.jobs.turn();
  await answerWith(standing, await bot.run(invocation), services);
}

/** Delivers a reply that is there already. Never rejects. */
export async function answerWith(
  { interaction, kept, since }: Standing,
  reply: Reply,
  services: AnswerServices,
): Promise<void> {
  const { log, jobs } = services;
  const { visibility } = reply;
  const forms = formsOf(reply, interaction.id, await prepare(reply, interaction.id, services));
  const seat = kept === undefined ? firstSeat(interaction, visibility) : keptSeat(interaction, kept, visibility);
  const patience = kept === undefined ? services.patience.first : services.patience.later;
  const withinMs = patience.withinMs - (jobs.clock.now() - since);
  const about = { log, clock: jobs.clock, invocation: interaction.id, platform: 'discord' };
  await deliver(ladderOf(seat, forms, { ...patience, withinMs }), about);
}

/** Renders it with its picture, and keeps what its buttons need. Never rejects. */
async function prepare(reply: Reply, id: string, { log, store, chart }: AnswerServices): Promise<Whole | undefined> {
  try {
    const picture = await pictureOf(reply, chart, log);
    const { message, kept } = renderMessage(reply, picture);
    // Without the store the answer is still worth sending; its long buttons will say that they no longer work.
    await Promise.all(kept.map(({ key, value }) => store.set(key, value, KEEP_SECONDS))).catch((error: unknown) => {
      log.warn({ err: error, invocation: id }, 'discord: a button could not be kept');
    });
    return { message, picture };
  } catch (error) {
    log.error({ failure: whereFailed(error), invocation: id }, 'discord: could not prepare an answer');
    return undefined;
  }
}
