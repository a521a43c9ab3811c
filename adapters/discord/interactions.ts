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
import type { Log } from '../../src/ports.ts';
import { answer, type AnswerServices, answerWith } from './answer.ts';
import { completionsOf } from './choices.ts';
import { pressedOf } from './custom-id.ts';
import { logFailure } from './failures.ts';
import { withFiles } from './files.ts';

/** Answers an interaction of any kind; those that are not ours are let be. Never rejects. */
export async function handle(interaction: Interaction, bot: Bot, services: AnswerServices): Promise<void> {
  if (interaction.isAutocomplete()) return complete(interaction, bot, services);
  if (!interaction.isChatInputCommand() && !interaction.isButton()) return;
  if (!(await isFirst(interaction, services))) return;
  if (interaction.isButton()) return press(interaction, bot, services);
  return runCommand(interaction, bot, services);
}

/** As long as an interaction's token works, in seconds. */
const CLAIM_SECONDS = 15 * 60;

/** Whether nobody has taken this one before: a resumed connection repeats some. Twice is better than never. */
async function isFirst({ id }: Interaction, { store, log }: AnswerServices): Promise<boolean> {
  try {
    return await store.claim(`discord:interaction:${id}`, CLAIM_SECONDS);
  } catch (error) {
    log.warn({ err: error, invocation: id }, 'discord: an interaction could not be claimed');
    return true;
  }
}

async function runCommand(interaction: ChatInputCommandInteraction, bot: Bot, services: AnswerServices): Promise<void> {
  const invocation = invocationOf(interaction, interaction.commandName, argsOf(interaction));
  await answer(interaction, invocation, withFiles(bot, interaction), services);
}

async function press(interaction: ButtonInteraction, bot: Bot, services: AnswerServices): Promise<void> {
  const pressed = await pressedOf(interaction.customId, (key) => services.store.get(key)).catch((error: unknown) => {
    services.log.error({ err: error, invocation: interaction.id }, 'discord: could not look up a button');
    return undefined;
  });
  if (!pressed) return answerWith(interaction, interaction.id, EXPIRED, services);
  await answer(interaction, invocationOf(interaction, pressed.command, pressed.args), bot, services);
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
async function complete(interaction: AutocompleteInteraction, bot: Bot, { log }: AnswerServices): Promise<void> {
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
    log.error({ err: error, invocation: id }, 'discord: no completions');
    return [];
  }
}

/** The interaction's own id serves as the invocation's: unique, and Discord's staff can find it too. */
function invocationOf(interaction: RepliableInteraction, command: string, args: RawArgs): Invocation {
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
