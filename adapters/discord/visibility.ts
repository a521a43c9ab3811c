/** For whom a place is kept before the answer is there: what is asked for, or else what was saved, from memory. */
import type { Bot } from '../../commands/core/bot.ts';
import type { Caller, Command, Invocation } from '../../commands/core/command.ts';
import type { RawArgs, Reply } from '../../commands/core/reply.ts';
import { ownersOf } from '../../commands/core/saved.ts';
import type { SettingsOwner } from '../../src/ports.ts';

const OPTION = 'public';

export type ReadSettings = (owner: SettingsOwner | undefined) => Promise<RawArgs>;

/** For everyone only when that was asked for, or saved; the bot knows for sure only once it has run. */
export async function likelyVisibility(
  { commands }: Bot,
  { command: name, args, caller }: Invocation,
  read: ReadSettings,
): Promise<Reply['visibility']> {
  const command = commands.find((one) => one.name === name);
  if (!command || typeof args === 'string' || !Object.hasOwn(command.options, OPTION)) return 'caller';
  const given = args[OPTION] ?? (await savedOf(command, args, caller, read));
  return given !== undefined && isYes(command, OPTION, given) ? 'everyone' : 'caller';
}

/** As the bot fills it in: the caller's own before everyone's, unless the call leaves settings out. */
async function savedOf(
  command: Command,
  { settings }: RawArgs,
  caller: Caller,
  read: ReadSettings,
): Promise<string | undefined> {
  const takes = Object.hasOwn(command.options, 'settings');
  if (!takes || (settings !== undefined && !isYes(command, 'settings', settings))) return undefined;
  const { mine, everyones } = ownersOf(caller);
  const [own, shared] = await Promise.all([read(mine), read(everyones)]);
  return own[OPTION] ?? shared[OPTION];
}

function isYes({ options }: Command, name: string, given: string): boolean {
  try {
    return options[name]?.type.parse(given, { name, example: 'yes' }) === true;
  } catch {
    return false;
  }
}

/** The same call, for the caller alone; what it would show everyone it then offers to. */
export function forCaller({ commands }: Bot, invocation: Invocation): Invocation {
  const { command: name, args } = invocation;
  const takes = commands.some((one) => one.name === name && Object.hasOwn(one.options, OPTION));
  if (!takes || typeof args === 'string' || args[OPTION] !== undefined) return invocation;
  return { ...invocation, args: { ...args, [OPTION]: 'no' } };
}
