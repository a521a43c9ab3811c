/** Settings that people saved: they fill the options that were not typed, the caller's own before everyone's. */
import { joined, UserError } from '../../src/index.ts';
import type { SettingsOwner } from '../../src/ports.ts';
import type { Caller, Command, CommandContext } from './command.ts';
import { defineOptions } from './option.ts';
import { yesNo } from '../options/types/choice.ts';
import type { Action, Block, RawArgs, Reply } from './reply.ts';
import { printArgs } from '../grammar/text.ts';

/** A command that has this option takes settings for all its others. */
export const { settings: SAVED_OPTION } = defineOptions({
  settings: {
    about: { summary: 'Use the settings that you or your server saved; no leaves them out.', example: 'no' },
    type: yesNo(),
    otherwise: { value: true },
    offering: { textOnly: true },
  },
});

const NAME = 'settings';
const NO: RawArgs = { [NAME]: 'no' };

/** Whose settings a caller has; undefined where the platform does not know people or servers apart. */
interface Owners {
  readonly mine: SettingsOwner | undefined;
  readonly everyones: SettingsOwner | undefined;
}

export function ownersOf({ platform, tenant, user, isEverywhere }: Caller): Owners {
  return {
    mine: user === '' ? undefined : { platform, tenant: isEverywhere ? '' : tenant, user },
    everyones: tenant === '' ? undefined : { platform, tenant },
  };
}

/** What was saved, by option name. */
interface Saved {
  readonly mine: RawArgs;
  readonly everyones: RawArgs;
}

type Context = Pick<CommandContext, 'caller' | 'services' | 'log' | 'commands'>;

/** Runs a command with what was typed and, where it takes them, the settings that go with it. The reply names them. */
export async function withSaved(
  command: Command,
  typed: RawArgs,
  context: Context,
  run: (args: RawArgs) => Promise<Reply>,
): Promise<Reply> {
  if (!takesSaved(command, typed)) return run(typed);
  const saved = await readSaved(context);
  if (saved === undefined) return run(typed).then(sayingUnread, unreadMistake);
  const offered = without({ ...saved.everyones, ...saved.mine }, typed, command);
  const names = Object.keys(offered);
  if (names.length === 0) return run(typed);
  let refusal: unknown;
  for (const left of [[], ...names.map((name) => [name]), names]) {
    const values = Object.fromEntries(Object.entries(offered).filter(([name]) => !left.includes(name)));
    try {
      const reply = await run({ ...values, ...typed });
      return sayingSaved(reply, { command, typed, offered, values, saved, commands: context.commands });
    } catch (error) {
      if (!isClash(error)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

function takesSaved({ options }: Command, typed: RawArgs): boolean {
  if (!Object.hasOwn(options, NAME)) return false;
  try {
    return typed[NAME] === undefined || SAVED_OPTION.type.parse(typed[NAME], { name: NAME, example: 'no' });
  } catch {
    return false;
  }
}

/** Nothing for callers who can have none; undefined when they could not be read. */
async function readSaved({ caller, services, log }: Context): Promise<Saved | undefined> {
  const { mine, everyones } = ownersOf(caller);
  const read = async (owner: SettingsOwner | undefined) => (owner && services.settings?.get(owner)) ?? {};
  try {
    const [own, shared] = await Promise.all([read(mine), read(everyones)]);
    return { mine: own, everyones: shared };
  } catch (error) {
    log.warn({ err: error }, 'settings could not be read');
    return undefined;
  }
}

/** Only options of the command that were not typed, and that the call does not decide itself. */
function without(all: RawArgs, typed: RawArgs, command: Command): RawArgs {
  const own = command.call?.decides?.(typed) ?? [];
  return Object.fromEntries(
    Object.entries(all).filter(
      ([name]) => Object.hasOwn(command.options, name) && typed[name] === undefined && !own.includes(name),
    ),
  );
}

/** Whether the arguments contradict each other, so that fewer of them may not. */
function isClash(error: unknown): boolean {
  return (
    error instanceof UserError && ['invalid-option', 'unsupported-combination', 'unknown-gpu'].includes(error.code)
  );
}

// ----- What the reply says of it -----

interface Filled {
  readonly command: Command;
  readonly typed: RawArgs;
  /** What was offered, and what of it was used. */
  readonly offered: RawArgs;
  readonly values: RawArgs;
  readonly saved: Saved;
  readonly commands: readonly Command[];
}

function sayingSaved(reply: Reply, { command, typed, offered, values, saved, commands }: Filled): Reply {
  const pick = (args: RawArgs, test: (name: string) => boolean) =>
    printArgs(command, Object.fromEntries(Object.entries(args).filter(([name]) => test(name))));
  const sentences = [
    ['Your settings', pick(values, (name) => name in saved.mine)],
    ["Everyone's settings here", pick(values, (name) => !(name in saved.mine))],
    ['Settings left out, since they do not go with this', pick(offered, (name) => !(name in values))],
  ].flatMap(([label, args]) => (args === '' ? [] : [`${label}: ${args}.`]));
  const again: Action = { label: 'Without settings', command: command.name, args: { ...typed, ...NO } };
  return noted({ ...reply, blocks: withActions(reply.blocks, again, commands) }, sentences.join(' '));
}

/** The actions have the settings in them already, and one more answers without. */
function withActions(blocks: readonly Block[], again: Action, commands: readonly Command[]): readonly Block[] {
  const takes = (name: string) => commands.some((one) => one.name === name && Object.hasOwn(one.options, NAME));
  const last = blocks.findLastIndex(({ type }) => type === 'actions');
  return blocks.map((block, at) => {
    if (block.type !== 'actions') return block;
    const actions = block.actions.map((action) =>
      takes(action.command) ? { ...action, args: { ...action.args, ...NO } } : action,
    );
    return { ...block, actions: at === last ? [...actions, again] : actions };
  });
}

const UNREAD = 'Settings could not be read, so this is answered with the defaults.';

function sayingUnread(reply: Reply): Reply {
  return noted(reply, UNREAD, 'warning');
}

function unreadMistake(error: unknown): never {
  if (!(error instanceof UserError)) throw error;
  throw new UserError(
    error.code,
    error.what,
    joined(...(error.next ? [error.next] : []), 'Settings could not be read.'),
  );
}

function noted(reply: Reply, text: string, tone: 'info' | 'warning' = 'info'): Reply {
  return { ...reply, blocks: [{ type: 'note', tone, text }, ...reply.blocks] };
}
