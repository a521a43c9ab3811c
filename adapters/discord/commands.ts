/** The slash commands: defined from the command registry, registered only when their definition changed. */
import type { Command } from '../../commands/core/command.ts';
import type { OptionSpec } from '../../commands/core/option.ts';
import { LIMITS } from './limits.ts';
import { cut, plain } from './text.ts';

const CHAT_INPUT = 1;
const STRING = 3;
const INTEGER = 4;
const BOOLEAN = 5;
const ATTACHMENT = 11;
/** In servers and for single users; in servers, in direct messages with the bot, and in those with others. */
const EVERYWHERE = { integration_types: [0, 1], contexts: [0, 1, 2] } as const;

const KINDS = {
  text: STRING,
  choice: STRING,
  integer: INTEGER,
  boolean: BOOLEAN,
  attachment: ATTACHMENT,
} as const satisfies Record<OptionSpec<unknown>['type']['kind'], number>;

interface OptionDefinition {
  readonly type: number;
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly autocomplete?: boolean;
  readonly choices?: readonly { readonly name: string; readonly value: string }[];
}

export interface CommandDefinition {
  readonly type: number;
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionDefinition[];
  readonly integration_types?: readonly number[];
  readonly contexts?: readonly number[];
}

/** What is registered; where a command may be used is only said of global ones, servers take no such fields. */
export function commandDefinitions(commands: readonly Command[], isGlobal: boolean): readonly CommandDefinition[] {
  return commands.map(({ name, about, options }) => ({
    type: CHAT_INPUT,
    name,
    description: cut(plain(about.summary), LIMITS.commandDescription),
    // Discord wants required options first; the order is kept otherwise.
    options: Object.entries(options)
      .filter(([, { offering }]) => !offering?.textOnly)
      .map(([option, spec]) => optionDefinition(option, spec))
      .sort((a, b) => Number(b.required) - Number(a.required)),
    ...(isGlobal ? EVERYWHERE : {}),
  }));
}

function optionDefinition(name: string, spec: OptionSpec<unknown>): OptionDefinition {
  const { about, type, offering } = spec;
  const { choices: all, suggest } = type.values ?? {};
  const choices = type.kind === 'choice' && all && all.length <= LIMITS.choices && all;
  return {
    type: KINDS[type.kind],
    name,
    description: cut(plain(about.summary), LIMITS.commandDescription),
    required: offering?.required === true && offering.savable !== true,
    ...(choices ? { choices: choices.map((choice) => ({ name: choice.name, value: choice.value })) } : {}),
    ...(!choices && suggest ? { autocomplete: true } : {}),
  };
}

// ----- Registration -----

/** The two calls that registration needs, on the commands of an application or of it in one server. */
export interface CommandRoute {
  get(): Promise<unknown>;
  /** Replaces them all. */
  put(definitions: readonly CommandDefinition[]): Promise<unknown>;
}

/** Registers the definitions unless they already stand. @returns whether it had to. */
export async function register(route: CommandRoute, definitions: readonly CommandDefinition[]): Promise<boolean> {
  const standing = await route.get();
  if (Array.isArray(standing) && fingerprint(standing) === fingerprint(definitions)) return false;
  await route.put(definitions);
  return true;
}

/** Equal for definitions that mean the same: Discord adds fields of its own, and leaves out those that say nothing. */
function fingerprint(definitions: readonly unknown[]): string {
  const shapes = definitions.map((definition) => shapeOf(definition as Partial<CommandDefinition>));
  return JSON.stringify(shapes.sort((a, b) => String(a.name).localeCompare(String(b.name))));
}

function shapeOf({ type, name, description, options, integration_types, contexts }: Partial<CommandDefinition>) {
  return {
    type: type ?? CHAT_INPUT,
    name,
    description,
    options: (options ?? []).map((option) => ({
      type: option.type,
      name: option.name,
      description: option.description,
      required: option.required ?? false,
      autocomplete: option.autocomplete ?? false,
      choices: (option.choices ?? []).map((choice) => [choice.name, choice.value]),
    })),
    integrationTypes: [...(integration_types ?? [])].sort(),
    contexts: [...(contexts ?? [])].sort(),
  };
}
