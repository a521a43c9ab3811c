/** Answering one interaction: at once when the reply is quick, else after a deferral. */
import { type AttachmentPayload, MessageFlags, type RepliableInteraction } from 'discord.js';
import type { Bot } from '../../commands/core/bot.ts';
import type { Invocation } from '../../commands/core/command.ts';
import type { Reply } from '../../commands/core/reply.ts';
import type { Charts, Log, Store } from '../../src/ports.ts';
import { isRefused, logFailure } from './failures.ts';
import { type Picture, pictureOf } from './picture.ts';
import { type Message, renderMessage } from './render.ts';

/** Buttons with long invocations work for two weeks. */
const KEEP_SECONDS = 14 * 24 * 3600;

export interface AnswerServices {
  readonly log: Log;
  readonly store: Store;
  readonly chart?: Charts | undefined;
  /** How long a reply may take before the interaction is deferred; Discord gives up after 3 s. */
  readonly deferAfterMs: number;
}

type Visibility = Reply['visibility'];

/** A reply ready to be sent. */
interface Outgoing {
  readonly options: Pick<Message, 'embeds' | 'components'> & { readonly files: readonly AttachmentPayload[] };
  readonly visibility: Visibility;
}

/** Runs the invocation and sends its reply. Never rejects; failures are logged once with the invocation's id. */
export async function answer(
  interaction: RepliableInteraction,
  invocation: Invocation,
  bot: Bot,
  services: AnswerServices,
): Promise<void> {
  const work = bot.run(invocation).then((reply) => prepare(reply, invocation.id, services));
  await send(interaction, invocation.id, work, likelyVisibility(bot, invocation), services);
}

/** Sends a reply that is there already. Never rejects. */
export async function answerWith(
  interaction: RepliableInteraction,
  id: string,
  reply: Reply,
  services: AnswerServices,
): Promise<void> {
  await send(interaction, id, prepare(reply, id, services), reply.visibility, services);
}

async function send(
  interaction: RepliableInteraction,
  id: string,
  work: Promise<Outgoing>,
  likely: Visibility,
  { log, deferAfterMs }: AnswerServices,
): Promise<void> {
  try {
    const quick = await within(work, deferAfterMs);
    if (!quick) await interaction.deferReply(flagsFor(likely));
    await deliver(interaction, quick ?? (await work), likely).catch(async (error: unknown) => {
      if (!isRefused(error)) throw error;
      logFailure(log, error, id);
      await deliver(interaction, apology(id), likely);
    });
  } catch (error) {
    logFailure(log, error, id);
    // It has run even when it could not be answered, and stopping waits for what runs.
    await work;
  }
}

/** Renders it, and keeps what its buttons need. Never rejects. */
async function prepare(reply: Reply, id: string, { log, store, chart }: AnswerServices): Promise<Outgoing> {
  try {
    const picture = await pictureOf(reply, chart, log);
    const { message, kept } = renderMessage(reply, picture);
    // Without the store the answer is still worth sending; its long buttons will say that they no longer work.
    await Promise.all(kept.map(({ key, value }) => store.set(key, value, KEEP_SECONDS))).catch((error: unknown) => {
      log.warn({ err: error, invocation: id }, 'discord: a button could not be kept');
    });
    return { options: optionsOf(message, picture), visibility: reply.visibility };
  } catch (error) {
    log.error({ err: error, invocation: id }, 'discord: could not prepare an answer');
    return apology(id);
  }
}

function optionsOf({ embeds, components, files }: Message, picture: Picture | undefined): Outgoing['options'] {
  const { name = '', description = '', png } = picture ?? {};
  return {
    embeds,
    components,
    files: [
      ...(png ? [{ name, description, attachment: Buffer.from(png) }] : []),
      ...files.map((file) => ({ name: file.name, attachment: Buffer.from(file.content) })),
    ],
  };
}

/** What a deferral says about who sees the answer cannot be changed, so a wrong guess makes way for another message. */
async function deliver(interaction: RepliableInteraction, outgoing: Outgoing, deferredAs: Visibility): Promise<void> {
  const { options, visibility } = outgoing;
  const message = { ...options, ...flagsFor(visibility) } as const;
  if (!interaction.deferred) await interaction.reply(message);
  else if (visibility === deferredAs) await interaction.editReply(options);
  else {
    await interaction.deleteReply();
    await interaction.followUp(message);
  }
}

function flagsFor(visibility: Visibility): { readonly flags?: MessageFlags.Ephemeral } {
  return visibility === 'caller' ? { flags: MessageFlags.Ephemeral } : {};
}

/** For everyone only when the caller asked for it: the bot knows for sure only once it has run. */
function likelyVisibility({ commands }: Bot, { command, args }: Invocation): Visibility {
  const given = typeof args === 'string' ? undefined : args['public'];
  const type = commands.find(({ name }) => name === command)?.options['public']?.type;
  try {
    const asked = given !== undefined && type?.parse(given, { name: 'public', example: 'yes' }) === true;
    return asked ? 'everyone' : 'caller';
  } catch {
    return 'caller';
  }
}

/** Small enough to pass where the answer itself did not. */
function apology(id: string): Outgoing {
  const description = `This answer could not be shown (error ${id}). Please report this id to whoever runs this bot.`;
  return { options: { embeds: [{ description }], components: [], files: [] }, visibility: 'caller' };
}

/** The result, or undefined when it takes longer than `ms`. */
async function within<T>(work: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}
