/** Between a shell's argument list and the text grammar. */
import type { RawArgs } from '../../commands/core/reply.ts';
import { withoutControls } from '../adapter.ts';

const PAIR = /^((?:--)?\p{L}[\p{L}\p{N}_-]*[:=])(.*)$/su;
const FLAG = /^--[^:=\s]+$/;

/**
 * The argument list as one text. The shell has eaten the quotation marks, so a value with spaces gets them back; a single
 * argument is taken as the whole text, as in `vram "70b qlora 48"`.
 */
export function textOf(words: readonly string[]): string {
  if (words.length === 1) return words[0] ?? '';
  return words.map((word, i) => requoted(word, FLAG.test(words[i - 1] ?? ''))).join(' ');
}

function requoted(word: string, isFlagValue: boolean): string {
  if (!/\s/.test(word)) return word;
  const [, key, value] = PAIR.exec(word) ?? [];
  if (key !== undefined && value !== undefined && !isQuoted(value)) return key + quoted(value);
  return isFlagValue && !isQuoted(word) ? quoted(word) : word;
}

function isQuoted(text: string): boolean {
  return /^["'“”‘’„«]/u.test(text.trimStart());
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

/** The arguments as words for a POSIX shell, each inert in it. */
export function commandLine(args: RawArgs): string {
  return Object.entries(args)
    .map(([name, value]) => shellWord(`${name}:${withoutControls(value)}`))
    .join(' ');
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
