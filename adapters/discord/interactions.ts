/** From what Discord sends to invocations: slash commands, buttons, and the completions asked for while typing. */
import {
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  PermissionFlagsBits,
  type RepliableInteraction,
} from 'discord.js';
import type { Bot } from '../../commands/core/bot.ts';
import type { Caller, Invocation } from '../../commands/core/command.ts';
import type { Choice } from '../../commands/core/option.ts';
import type { RawArgs, Reply } from '../../commands/core/reply.ts';
import { whereFailed } from '../../src/errors.ts';
import type { Log } from '../../src/ports.ts';
import { inTime } from '../known.ts';
import type { Claim } from '../once.ts';
import { acknowledge, type Acknowledging } from './acknowledge.ts';
import { answer, type AnswerServices, answerWith } from './answer.ts';
import { completionsOf } from './choices.ts';
import { pressedOf } from './custom-id.ts';
import { logFailure } from './failures.ts';
import { withFiles } from './files.ts';
import { forCaller, likelyVisibility, type ReadSettings } from './visibility.ts';

/** What decides an acknowledgement is waited for no longer, in milliseconds: then the place is kept for the caller. */
const KNOWN_WITHIN_MS = 50;
/** As long as an interaction's token works, in seconds. */
const CLAIM_SECONDS = 15 * 60;
/** A button that is pressed again within so many seconds was pressed once. */
const PRESS_SECONDS = 10;

export interface Handling extends AnswerServices {
  readonly bot: Bot;
  readonly saved: ReadSettings;
}

type Asking = ChatInputCommandInteraction | ButtonInteraction;

/** Answers an interaction of any kind; those that are not ours are let be. Never rejects. */
export async function handle(interaction: Interaction, handling: Handling): Promise<void> {
  if (interaction.isAutocomplete()) return complete(interaction, handling);
  if (!interaction.isChatInputCommand() && !interaction.isButton()) return;
  const since = handling.jobs.clock.now();
  const claim = handling.once.take(`discord:interaction:${interaction.id}`, CLAIM_SECONDS);
  if (!claim) return;
  const press = interaction.isButton() ? handling.once.take(pressKey(interaction), PRESS_SECONDS) : claim;
  if (!press) return void (await acknowledge(interaction, 'nothing', quickly(handling)));
  const known = await knownInTime(interaction, [claim, press], handling);
  if (!known.isOurs) return;
  if (!known.isPressedOnce) return void (await acknowledge(interaction, 'nothing', quickly(handling)));
  await answerKnown({ interaction, since }, known, press, handling);
}

interface Known {
  isOurs: boolean;
  isPressedOnce: boolean;
  /** Nothing when the button means nothing any more. */
  asked: Promise<Invocation | undefined>;
  isTooOld: boolean;
  visibility: Reply['visibility'] | undefined;
}

/** Everything that decides the acknowledgement, as far as it is known in time. */
async function knownInTime(
  interaction: Asking,
  [claim, press]: readonly [Claim, Claim],
  { bot, saved, ...services }: Handling,
): Promise<Known> {
  const asked = invocationOf(interaction, services);
  const known: Known = { asked, isOurs: true, isPressedOnce: true, isTooOld: false, visibility: undefined };
  await inTime(
    Promise.all([
      claim.isOurs().then((isOurs) => (known.isOurs = isOurs)),
      press.isOurs().then((isOurs) => (known.isPressedOnce = isOurs)),
      asked.then(async (invocation) => {
        known.isTooOld = invocation === undefined;
        if (invocation) known.visibility = await likelyVisibility(bot, invocation, saved);
      }),
    ]),
    KNOWN_WITHIN_MS,
  );
  // What comes later changes nothing any more.
  return { ...known };
}

async function answerKnown(
  { interaction, since }: { readonly interaction: Asking; readonly since: number },
  { asked, isTooOld, visibility }: Known,
  press: Claim,
  handling: Handling,
): Promise<void> {
  if (isTooOld) return answerWith({ interaction, since, kept: undefined }, EXPIRED, handling);
  const standing = { interaction, since, kept: visibility ?? 'caller' };
  if (!(await acknowledge(interaction, standing.kept, quickly(handling)))) return;
  // Of an interaction Discord takes one acknowledgement; two presses are two interactions.
  if (interaction.isButton() && !(await press.isOurs())) return takeBack(interaction, handling);
  const invocation = await asked;
  if (!invocation) return answerWith(standing, EXPIRED, handling);
  const bot = interaction.isButton() ? handling.bot : withFiles(handling.bot, interaction);
  await answer(standing, visibility === undefined ? forCaller(bot, invocation) : invocation, bot, handling);
}

/** Of one person on one message: two of their presses have different ids. */
function pressKey({ message, customId, user }: ButtonInteraction): string {
  return `discord:press:${message.id}:${user.id}:${customId}`;
}

function quickly({ log, jobs, patience }: Handling): Acknowledging {
  return { log, clock: jobs.clock, patience: patience.first };
}

/** Another process answers the press that came first. */
async function takeBack({ webhook, id }: Asking, { log }: Handling): Promise<void> {
  await webhook.deleteMessage('@original').catch((error: unknown) => logFailure(log, error, id));
}

const EXPIRED: Reply = {
  title: 'That button is too old',
  summary: 'What it would do is no longer kept; please run the command again.',
  tone: 'info',
  visibility: 'caller',
  blocks: [],
  data: {},
};

/** Nothing rather than an error: the person goes on typing. */
async function complete(interaction: AutocompleteInteraction, { bot, log }: Handling): Promise<void> {
  try {
    await interaction.respond(suggestionsFor(interaction, bot, log));
  } catch (error) {
    logFailure(log, error, interaction.id);
  }
}

function suggestionsFor({ id, commandName, options }: AutocompleteInteraction, bot: Bot, log: Log): Choice[] {
  const { name, value } = options.getFocused(true);
  try {
    return completionsOf(bot.suggest(commandName, name, value));
  } catch (error) {
    log.error({ failure: whereFailed(error), invocation: id }, 'discord: no completions');
    return [];
  }
}

/** Undefined when a button means nothing any more. Never rejects. */
async function invocationOf(
  interaction: Asking,
  { store, log }: Pick<AnswerServices, 'store' | 'log'>,
): Promise<Invocation | undefined> {
  if (!interaction.isButton()) return invoked(interaction, interaction.commandName, argsOf(interaction));
  const pressed = await pressedOf(interaction.customId, (key) => store.get(key)).catch((error: unknown) => {
    log.error({ err: error, invocation: interaction.id }, 'discord: could not look up a button');
    return undefined;
  });
  return pressed && invoked(interaction, pressed.command, pressed.args);
}

/** The interaction's own id serves as the invocation's: unique, and Discord's staff can find it too. */
function invoked(interaction: RepliableInteraction, command: string, args: RawArgs): Invocation {
  const { id, user, guildId, locale, memberPermissions } = interaction;
  const caller: Caller = {
    platform: 'discord',
    tenant: guildId ?? '',
    user: user.id,
    locale,
    isEverywhere: true,
    isManager: async () => memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false,
  };
  return { id, command, args, caller };
}

/** What was typed; files are read while the answer is on its way. */
function argsOf({ options }: ChatInputCommandInteraction): RawArgs {
  return Object.fromEntries(
    options.data.flatMap(({ name, value, attachment }) =>
      value === undefined || attachment ? [] : [[name, argText(value)] as const],
    ),
  );
}

function argText(value: string | number | boolean): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}
