/** The kinds of values an option takes: each knows how to read one, what it allows, and the look it has as a bare word. */
import { formatCount, nearest } from '../../src/index.ts';
import type { Choice, OptionType } from '../core/command.ts';
import { anyOfMany, invalidValue, unknownChoice } from '../core/mistakes.ts';

/** The most completions a platform shows. */
const MOST_CHOICES = 25;
const YES = ['yes', 'true', 'on', '1', 'y'];
const NO = ['no', 'false', 'off', '0', 'n'];

export interface TextRange {
  /** In characters (UTF-16 code units). */
  readonly maxLength: number;
  readonly looksLike?: (word: string) => boolean;
  readonly suggest?: (typed: string) => readonly Choice[];
}

/** Any text but an empty one, without the spaces around it. */
export function text({ maxLength, ...rest }: TextRange): OptionType<string> {
  const allowed = `1 to ${formatCount(maxLength)} characters`;
  return {
    kind: 'text',
    allowed,
    ...rest,
    parse(given, option) {
      const value = given.trim();
      if (value === '') throw invalidValue(given, option, allowed);
      if (value.length > maxLength) {
        throw invalidValue(given, option, `${allowed}, and this has ${formatCount(value.length)}`);
      }
      return value;
    },
  };
}

export interface IntegerRange {
  readonly min: number;
  readonly max: number;
  /** Printed after the range and accepted after the number: `steps`. */
  readonly unit?: string;
  /** Words that may stand before the number, so that `r16` is told by its look. */
  readonly before?: readonly string[];
  /** Words that may stand after it, so that `2 gpus` is told by its look. */
  readonly after?: readonly string[];
  /** In place of the look that `before` and `after` give. */
  readonly looksLike?: (word: string) => boolean;
}

/** A whole number: `1024`, `1,024`, `1_024`. */
export function integer({ min, max, unit, before = [], after = [], looksLike }: IntegerRange): OptionType<number> {
  const allowed = `${formatCount(min)} to ${formatCount(max)}${unit ? ` ${unit}` : ''}`;
  const afterWords = unit ? [...after, unit] : after;
  const read = (given: string): number | undefined => readWhole(stripWords(given, before, afterWords));
  return {
    kind: 'integer',
    allowed,
    looksLike: looksLike ?? ((word) => !/^[+-]?\d+$/.test(word) && inRange(read(word), min, max)),
    parse(given, option) {
      const value = read(given);
      if (!inRange(value, min, max)) {
        throw invalidValue(given, option, isFraction(given) ? `a whole number, ${allowed}` : allowed);
      }
      return value;
    },
  };
}

const TOKEN_UNITS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2 };

/** A number of tokens: `2048`, `2k` = 2,048, `128k` = 131,072, `1m` = 1,048,576: lengths are powers of two. */
export function tokenCount({ min, max }: { readonly min: number; readonly max: number }): OptionType<number> {
  const allowed = `${formatCount(min)} to ${formatCount(max)} tokens`;
  return {
    kind: 'text',
    allowed,
    // A bare 48 or 4090 means a card; a bare 2048 can only be a length.
    looksLike: (word) => {
      const value = readTokens(word);
      return inRange(value, min, max) && (/[km]/i.test(word) || (value >= 512 && value % 256 === 0));
    },
    parse(given, option) {
      const value = readTokens(given);
      if (!inRange(value, min, max)) throw invalidValue(given, option, allowed);
      return value;
    },
  };
}

function readTokens(given: string): number | undefined {
  const match = /^([\d.,_]{1,20}) ?([km]?)(?: ?tok(?:ens?)?)?$/i.exec(given.trim());
  const factor = TOKEN_UNITS[match?.[2]?.toLowerCase() ?? ''] ?? 1;
  const digits = match?.[1] ?? '';
  const value = factor === 1 ? readWhole(digits) : /^\d+(\.\d+)?$/.test(digits) ? Number(digits) * factor : undefined;
  return Number.isInteger(value) ? value : undefined;
}

export interface ChoiceRow {
  readonly label: string;
  /** Other spellings people type; also told by their look. */
  readonly aliases?: readonly string[];
}

export interface ChoiceLook {
  /** False where other options share some of the values: bare words then mean this one only where no other claims them. */
  readonly bare?: boolean;
  /** What a value means, where its label does not say enough. */
  readonly means?: (value: string) => string;
}

/** One of a table's rows, by id, label or alias, in any case; its value is the id. */
export function choice<const Id extends string>(
  rows: Readonly<Record<Id, ChoiceRow>>,
  { bare = true, means }: ChoiceLook = {},
): OptionType<Id> {
  const ids = Object.keys(rows) as Id[];
  const bySpelling = new Map<string, Id>();
  for (const id of ids) {
    for (const spelling of [rows[id].label, ...(rows[id].aliases ?? [])]) bySpelling.set(fold(spelling), id);
  }
  for (const id of ids) bySpelling.set(fold(id), id);
  const choices = ids.map((id) => ({ name: rows[id].label, value: id }));
  const isSpelling = (word: string): boolean => !isYesOrNo(word) && bySpelling.has(fold(word));
  const common = { kind: 'choice', allowed: anyOfMany(ids), suggest: suggestFrom(choices) } as const;
  return {
    ...common,
    choices,
    ...(means ? { means } : {}),
    looksLike: (word) => bare && isSpelling(word),
    couldBe: isSpelling,
    parse(given, option) {
      const id = bySpelling.get(fold(given));
      if (id === undefined) throw unknownChoice(given, option, ids, ids);
      return id;
    },
  };
}

/** Yes or no; on the command line the option's name alone means yes. */
export function yesNo(): OptionType<boolean> {
  return {
    kind: 'boolean',
    allowed: 'yes or no',
    choices: [
      { name: 'yes', value: 'yes' },
      { name: 'no', value: 'no' },
    ],
    parse(given, option) {
      const word = fold(given);
      if (YES.includes(word)) return true;
      if (NO.includes(word)) return false;
      throw invalidValue(given, option, 'yes or no');
    },
  };
}

/** Whether a word answers a yes-or-no option. */
export function isYesOrNo(word: string): boolean {
  return YES.includes(fold(word)) || NO.includes(fold(word));
}

export interface ListRows<Item extends string> {
  /** Names for several items at once: `qv` for q_proj and v_proj. */
  readonly presets: Readonly<Record<string, readonly Item[]>>;
  readonly items: Readonly<Record<Item, { readonly aliases?: readonly string[] }>>;
}

/** A preset's name, or items with commas or spaces between; its value is the items, each once, in the table's order. */
export function list<const Item extends string>({ presets, items }: ListRows<Item>): OptionType<readonly Item[]> {
  const ids = Object.keys(items) as Item[];
  const bySpelling = new Map<string, readonly Item[]>();
  for (const id of ids) for (const word of [id, ...(items[id].aliases ?? [])]) bySpelling.set(fold(word), [id]);
  for (const [name, members] of Object.entries<readonly Item[]>(presets)) bySpelling.set(fold(name), members);
  const names = Object.keys(presets);
  const known = [...names, ...ids];
  const allowed = `${anyOfMany(names)}, or a list of ${ids.slice(0, 16).join(', ')}`;
  return {
    kind: 'text',
    allowed,
    suggest: suggestFrom(known.map((value) => ({ name: value, value }))),
    looksLike: (words) => wordsOf(words).length > 0 && wordsOf(words).every((word) => bySpelling.has(fold(word))),
    parse(given, option) {
      const words = bySpelling.has(fold(given)) ? [given] : wordsOf(given);
      if (words.length === 0) throw invalidValue(given, option, allowed);
      const chosen = new Set(
        words.flatMap((word) => {
          const members = bySpelling.get(fold(word));
          if (!members) throw invalidValue(given, option, allowed, closest(word, known));
          return members;
        }),
      );
      return ids.filter((id) => chosen.has(id));
    },
  };
}

function closest(word: string, known: readonly string[]): string | undefined {
  const [close] = nearest(word, known, 1);
  return close === undefined ? undefined : `Instead of "${word.slice(0, 60)}", did you mean "${close}"?`;
}

function wordsOf(given: string): readonly string[] {
  return given.split(/[\s,;+[\]()'"]+/).filter((word) => word !== '');
}

function suggestFrom(choices: readonly Choice[]): (typed: string) => readonly Choice[] {
  return (typed) => {
    const start = fold(typed);
    return choices
      .filter(({ name, value }) => fold(name).includes(start) || fold(value).includes(start))
      .slice(0, MOST_CHOICES);
  };
}

/** The number without the words that may stand around it; a word is matched once, at its end of the text. */
function stripWords(given: string, before: readonly string[], after: readonly string[]): string {
  const word = given.trim().toLowerCase();
  const head = before.find(
    (start) => word.startsWith(start.toLowerCase()) && /^[ -]?\d/.test(word.slice(start.length)),
  );
  const rest = head === undefined ? word : word.slice(head.length).replace(/^[ -]/, '');
  const tail = after.find((end) => rest.endsWith(end.toLowerCase()));
  return (tail === undefined ? rest : rest.slice(0, -tail.length)).trim();
}

/** `1024`, `1,024`, `1_024`, `-1`; undefined for anything else and for what a double cannot hold exactly. */
function readWhole(given: string): number | undefined {
  if (!/^[+-]?(\d+|\d{1,3}([,_]\d{3})+)$/.test(given)) return undefined;
  const value = Number(given.replace(/[,_]/g, ''));
  return Number.isSafeInteger(value) ? value : undefined;
}

function inRange(value: number | undefined, min: number, max: number): value is number {
  return value !== undefined && value >= min && value <= max;
}

function isFraction(given: string): boolean {
  return /^[+-]?\d*\.\d+$/.test(given.trim());
}

/** One spelling for all: lower case, without spaces, dashes and underscores. */
function fold(word: string): string {
  return word.toLowerCase().replace(/[\s_‐-―−-]+/g, '');
}
