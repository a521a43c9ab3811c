/**
 * The text grammar that Slack, the terminal and the web box share: `key:value`, `key=value`, `--key value`, quotation
 * marks, and bare words told by their look, in any order and case. A platform's own escapes are its adapter's to undo.
 */
import { formatCount, UserError } from '../../src/index.ts';
import type { Command } from '../core/command.ts';
import { findCommand } from '../core/mistakes.ts';
import type { RawArgs } from '../core/reply.ts';
import { assign } from './assign.ts';
import { FILLERS } from './fillers.ts';
import { splitJson } from './json.ts';
import { namesOf } from './names.ts';
import { readTokens } from './tokens.ts';

/** The longest text that is read, in characters (UTF-16 code units); Discord's longest option value is as long. */
export const MAX_TEXT = 6000;

interface ReadText {
  readonly command: string;
  readonly args: RawArgs;
}

/**
 * Reads a text for a command, or for the one that its first word names: `help`, `/vram 70b`, `fit` for `vram-fit`.
 * Values stay as typed, for their option's parser. Costs a few milliseconds at most.
 * @throws UserError that quotes the offending part.
 */
export function readText(commands: readonly Command[], command: string, text: string): ReadText {
  if (text.length > MAX_TEXT) {
    throw new UserError(
      'invalid-option',
      `That text has ${formatCount(text.length)} characters; at most ${formatCount(MAX_TEXT)} are read, for example model:70b gpu:48.`,
    );
  }
  const current = findCommand(commands, command);
  const { named, rest } = splitCommand(commands, current, text);
  const read = readFor(named, rest);
  // "fit it on 48" and "fit 70b" are questions; without the card that it needs, vram-fit was not meant.
  const asked = named !== current && rest.trim() !== '' && isFiller(text, named) && lacksRequired(named, read.args);
  return asked ? readFor(current, text) : read;
}

function readFor(command: Command, text: string): ReadText {
  const names = namesOf(command);
  const pasted = names.all.find(({ spec }) => spec.type.kind === 'attachment');
  if (!pasted) return { command: command.name, args: assign(readTokens(text, names), names) };
  const { rest: line, json } = splitJson(text);
  const args = assign(readTokens(line, names), names);
  return { command: command.name, args: json === undefined ? args : { ...args, [pasted.name]: json } };
}

/**
 * Whether what follows an option's name is a value of it, or of an option that the command needs: `gpus 2` and `gpus 70b`
 * are, `gpus 48gb` and `gpus` alone name a command.
 */
function takes({ options }: Command, option: string, rest: string): boolean {
  const spec = options[option];
  const [value] = /\S+/.exec(rest) ?? [];
  if (!spec || value === undefined) return false;
  if (Object.values(options).some(({ offering, type }) => offering?.required && type.looks?.must?.(value))) return true;
  try {
    spec.type.parse(value, { name: option, example: spec.about.example });
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

const fillers = new Set<string>(FILLERS.flatMap(({ phrases }) => phrases));

/** Whether a text begins with a word that people say around a request, though it is short for a command's name too. */
function isFiller(text: string, { name }: Command): boolean {
  const word = /^\s*(\S*)/.exec(text)?.[1]?.toLowerCase() ?? '';
  return word !== name && fillers.has(word);
}

function lacksRequired({ options }: Command, args: RawArgs): boolean {
  return Object.entries(options).some(([name, { offering: { required, impliedBy = [] } = {} }]) => {
    return required && ![name, ...impliedBy].some((one) => args[one] !== undefined);
  });
}

/** The command that the first word names, and the text after it; without such a word the current one and all of it. */
function splitCommand(
  commands: readonly Command[],
  current: Command,
  text: string,
): { readonly named: Command; readonly rest: string } {
  const [start = '', mark = '', typed = ''] = /^\s*(\/|--?|)(\p{L}[\p{L}\p{N}_-]{0,40})(?=[\s,]|$)/u.exec(text) ?? [];
  const word = typed.toLowerCase();
  const isValue = Object.values(current.options).some(({ type }) => type.looks?.must?.(typed));
  const named = commands.find(({ name }) => name === word) ?? commands.find(({ name }) => name === `vram-${word}`);
  const isOption = Object.hasOwn(current.options, word) && (!named || takes(current, word, text.slice(start.length)));
  const isOwn = isValue || (mark !== '/' && isOption);
  if (typed === '' || isOwn) return { named: current, rest: text };
  if (!named && mark === '/') findCommand(commands, word);
  return named ? { named, rest: text.slice(start.length) } : { named: current, rest: text };
}

/** `model:70b gpu:"rtx 4090"`: what `readText` reads back as the same arguments. */
export function printArgs(command: Command, args: RawArgs): string {
  const order = Object.keys(command.options);
  return Object.entries(args)
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([name, value]) => `${name}:${printValue(value)}`)
    .join(' ');
}

/** The arguments after the command's name: `vram model:70b`. */
export function printInvocation(command: Command, args: RawArgs): string {
  return `${command.name} ${printArgs(command, args)}`.trim();
}

function printValue(value: string): string {
  return /^(?!\/\/)[\w.+/@-]+$/.test(value) ? value : `"${value.replace(/[\\"“”„‟＂]/g, '\\$&')}"`;
}
