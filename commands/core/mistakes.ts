/** The sentences for what a user got wrong: what was given, what is allowed, an example. */
import { anyOf, nearest, UserError } from '../../src/index.ts';
import type { Command } from './command.ts';
import type { NamedOption, OptionSpec } from './option.ts';

/** The user's own text, cut where it would flood the answer. */
export function quote(given: string): string {
  return `"${shorten(given)}"`;
}

function shorten(given: string): string {
  const characters = Array.from(given.slice(0, 400));
  return characters.length <= 80 && given.length <= 400 ? given : `${characters.slice(0, 79).join('')}…`;
}

/** `, for example seq:2048`, quoted where the grammar needs it. */
export function exampleOf({ name, example }: NamedOption): string {
  return `for example ${name}:${/\s/.test(example) ? `"${example}"` : example}`;
}

/** `"seq" is 1000000000; it can be 1 to 10,000,000, for example seq:2048.` */
export function invalidValue(given: string, option: NamedOption, allowed: string, hint?: string): UserError {
  const shown = /^[+-]?\d[\d.,_]{0,30}$/.test(given) ? given : quote(given);
  return new UserError(
    'invalid-option',
    `"${option.name}" is ${shown}; it can be ${allowed}, ${exampleOf(option)}.`,
    hint,
  );
}

/** `"method" is "qlroa"; did you mean "qlora"? It can be full, lora or qlora.` */
export function unknownChoice(
  given: string,
  option: NamedOption,
  ids: readonly string[],
  known: readonly string[],
): UserError {
  const [close] = nearest(given, known, 1);
  const allowed = `It can be ${anyOfMany(ids)}, ${exampleOf(option)}.`;
  return new UserError(
    'invalid-option',
    `"${option.name}" is ${quote(given)}${close ? `; did you mean "${close}"? ${allowed}` : `; it${allowed.slice(2)}`}`,
  );
}

/** `full, lora or qlora`; past a few over a dozen the rest is counted. */
export function anyOfMany(words: readonly string[]): string {
  if (words.length > 15) return `${words.slice(0, 11).join(', ')} or one of ${words.length - 11} more`;
  return anyOf(words);
}

/** `There is no option "ranks"; did you mean "rank"?` */
export function unknownOption(given: string, names: readonly string[]): UserError {
  const [close] = nearest(given, names, 1);
  return new UserError(
    'invalid-option',
    `There is no option ${quote(given)}${close ? `; did you mean "${close}"?` : '.'}`,
    `The options are ${names.join(', ')}.`,
  );
}

/** @param understood what was given, in the grammar: empty where that was nothing. */
export function missingOption(name: string, { about }: OptionSpec<unknown>, understood: string): UserError {
  const { summary, example } = about;
  const hint = `F${exampleOf({ name, example }).slice(1)}.`;
  return new UserError(
    'invalid-option',
    `"${name}" is missing: ${summary}`,
    understood === '' ? hint : `${hint} What I understood: ${shorten(understood)}.`,
  );
}

export function missingValue(option: NamedOption): UserError {
  return new UserError('invalid-option', `"${option.name}" has no value; give one, ${exampleOf(option)}.`);
}

/** `"rank" is given twice, as "16" and "32"; give it once, for example rank:16.` */
export function givenTwice(option: NamedOption, first: string, second: string): UserError {
  return new UserError(
    'invalid-option',
    `"${option.name}" is given twice, as ${quote(first)} and ${quote(second)}; give it once, ${exampleOf(option)}.`,
  );
}

/** For a command that needs people or servers, where there are none. */
export function nobodyThere(name: string): UserError {
  return new UserError(
    'not-available',
    `${name} is for places where the bot can tell people apart, and here it cannot.`,
    'On the web page the address of an answer holds everything that was asked.',
  );
}

/** The command of that name. @throws UserError that names the nearest one. */
export function findCommand(commands: readonly Command[], name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command) return command;
  const names = commands.map((candidate) => candidate.name);
  const [close] = nearest(name, names, 1);
  throw new UserError(
    'unknown-command',
    `There is no command ${quote(name)}${close ? `; did you mean "${close}"?` : '.'}`,
    `The commands are ${names.join(', ')}.`,
  );
}
