/** Cuts a text into pairs and bare words in one pass: every character is looked at a fixed number of times. */
import { UserError } from '../../src/index.ts';
import { missingValue, quote } from '../core/mistakes.ts';
import { isYesOrNo } from '../options/types/choice.ts';
import {
  closersOf,
  isApostrophe,
  isBlank,
  isComma,
  isDash,
  isKeyCharacter,
  isLetter,
  isSeparator,
  plain,
} from './characters.ts';
import type { Named, Names } from './names.ts';

/** A bare word, or several that quotation marks hold together. */
export interface Word {
  readonly kind: 'word';
  readonly text: string;
  readonly quoted: boolean;
  /** Whether a comma stands before it. */
  readonly afterComma: boolean;
}

export interface Pair {
  readonly kind: 'pair';
  /** The key as typed. */
  readonly key: string;
  readonly option: Named | undefined;
  readonly value: string;
  readonly quoted: boolean;
  /** For an unknown key, the same text read as a bare word, where it could be one: `llama3:70b`. */
  readonly asWord: Word | undefined;
}

export type Token = Word | Pair;

interface Cut {
  readonly text: string;
  readonly end: number;
  readonly quoted: boolean;
}

/** @throws UserError for a quotation mark that is never closed and for a key without a value. */
export function readTokens(text: string, names: Names): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let afterComma = false;
  while (at < text.length) {
    const character = text.charAt(at);
    if (isBlank(character) || isComma(character)) {
      afterComma ||= isComma(character);
      at += 1;
      continue;
    }
    const { token, end } = readToken(text, at, names, afterComma);
    if (token) tokens.push(token);
    at = end;
    afterComma = false;
  }
  return tokens;
}

interface Read {
  readonly token: Token | undefined;
  readonly end: number;
}

function readToken(text: string, at: number, names: Names, afterComma: boolean): Read {
  const afterDashes = skip(text, at, isDash);
  if (afterDashes > at && isLetter(text.charAt(afterDashes))) return readFlag(text, afterDashes, names);
  // A dash between spaces is punctuation: "70b – qlora".
  if (afterDashes > at && isEdge(text, afterDashes)) return { token: undefined, end: afterDashes };
  const key = keyAt(text, at, names);
  if (key) return readPair(text, at, key, names, afterComma);
  const { text: word, end, quoted } = readValue(text, at, names);
  return { token: { kind: 'word', text: word, quoted, afterComma }, end };
}

interface Key {
  readonly text: string;
  readonly option: Named | undefined;
  /** Just after the colon. */
  readonly end: number;
}

/** The key that starts here, if a colon or equals sign follows it; with a space between only where the key is known. */
function keyAt(text: string, at: number, names: Names): Key | undefined {
  if (!isLetter(text.charAt(at))) return undefined;
  const afterKey = skip(text, at, isKeyCharacter);
  const key = text.slice(at, afterKey);
  const option = names.find(plain(key));
  const colon = option ? skip(text, afterKey, isBlank) : afterKey;
  // The colon of an address (https://…) follows no key.
  if (!isSeparator(text.charAt(colon)) || text.startsWith('://', colon)) return undefined;
  return { text: key, option, end: colon + 1 };
}

function readPair(
  text: string,
  at: number,
  key: Key,
  names: Names,
  afterComma = false,
): { readonly token: Pair; readonly end: number } {
  const value = valueAfter(text, key.end, names);
  if (!value) throw key.option ? missingValue(key.option) : noValue(key.text);
  const adjacent = !isBlank(text.charAt(key.end)) && !value.quoted;
  const asWord: Word | undefined =
    adjacent && !key.option
      ? { kind: 'word', text: plain(text.slice(at, value.end)), quoted: false, afterComma }
      : undefined;
  return {
    token: { kind: 'pair', key: key.text, option: key.option, value: value.text, quoted: value.quoted, asWord },
    end: value.end,
  };
}

/** `--key value`, `--key=value`, `--public`, `--no-public`; `at` is the first letter. */
function readFlag(text: string, at: number, names: Names): Read {
  const withSeparator = keyAt(text, at, names);
  if (withSeparator) {
    const { token, end } = readPair(text, at, withSeparator, names);
    return { token: { ...token, asWord: undefined }, end };
  }
  const end = skip(text, at, isKeyCharacter);
  const key = text.slice(at, end);
  const option = names.find(plain(key));
  const negated = option ? undefined : negatedOption(plain(key), names);
  if (negated) return { token: pair(key, negated, 'no'), end };
  const value = option || isEdge(text, end) ? valueAfter(text, end, names) : undefined;
  if (option?.spec.type.kind === 'boolean') {
    return value && isYesOrNo(value.text)
      ? { token: pair(key, option, value.text), end: value.end }
      : { token: pair(key, option, 'yes'), end };
  }
  if (option && !value) throw missingValue(option);
  return { token: { ...pair(key, option, value?.text ?? ''), quoted: value?.quoted ?? false }, end: value?.end ?? end };
}

function pair(key: string, option: Named | undefined, value: string): Pair {
  return { kind: 'pair', key, option, value, quoted: true, asWord: undefined };
}

/** The yes-or-no option that `no-public` switches off. */
export function negatedOption(key: string, names: Names): Named | undefined {
  const option = /^no[-_ ]/i.test(key) ? names.find(key.slice(3)) : undefined;
  return option?.spec.type.kind === 'boolean' ? option : undefined;
}

/** The value from here on, past spaces; undefined at the end or where the next option starts instead. */
function valueAfter(text: string, from: number, names: Names): Cut | undefined {
  const at = skip(text, from, isBlank);
  if (at === text.length || isComma(text.charAt(at))) return undefined;
  if (at > from) {
    const afterDashes = skip(text, at, isDash);
    if (afterDashes > at && (isLetter(text.charAt(afterDashes)) || isEdge(text, afterDashes))) return undefined;
    if (keyAt(text, at, names)?.option) return undefined;
  }
  return readValue(text, at, names);
}

function readValue(text: string, at: number, names: Names): Cut {
  const closers = closersOf(text.charAt(at));
  if (closers) return readQuoted(text, at, closers);
  let end = at;
  while (end < text.length && !isBlank(text.charAt(end)) && !endsAtComma(text, end, names)) end += 1;
  return { text: plain(text.slice(at, end)), end, quoted: false };
}

/** A comma inside a word belongs to it (`q_proj,v_proj`), unless a known key follows (`model:70b,gpu:48`). */
function endsAtComma(text: string, at: number, names: Names): boolean {
  if (!isComma(text.charAt(at))) return false;
  if (at + 1 === text.length || isBlank(text.charAt(at + 1)) || isComma(text.charAt(at + 1))) return true;
  return keyAt(text, at + 1, names)?.option !== undefined;
}

/** Inside quotation marks everything is literal but `\` before a quotation mark or another `\`. */
function readQuoted(text: string, at: number, closers: string): Cut {
  let value = '';
  for (let i = at + 1; i < text.length; i += 1) {
    const character = text.charAt(i);
    const next = text.charAt(i + 1);
    if (character === '\\' && (next === '\\' || closersOf(next))) {
      value += next;
      i += 1;
    } else if (closers.includes(character) && (!isApostrophe(character) || isEdge(text, i + 1))) {
      return { text: value, end: i + 1, quoted: true };
    } else value += character;
  }
  throw new UserError(
    'invalid-option',
    `The quotation mark before ${quote(text.slice(at + 1))} is never closed; add the second one, for example model:"llama 3.1 8b".`,
  );
}

function noValue(key: string): UserError {
  return new UserError(
    'invalid-option',
    `Nothing follows ${quote(`${key}:`)}; write option:value, for example model:70b.`,
  );
}

function isEdge(text: string, at: number): boolean {
  return at >= text.length || isBlank(text.charAt(at)) || isComma(text.charAt(at));
}

/** The first position from `at` on whose character is not of the kind. */
function skip(text: string, at: number, isKind: (character: string) => boolean): number {
  let end = at;
  while (end < text.length && isKind(text.charAt(end))) end += 1;
  return end;
}
