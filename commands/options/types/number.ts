/** Values that are numbers: counted, in tokens, in tokens of data or dollars. */
import { formatCount } from '../../../src/index.ts';
import type { OptionType } from '../../core/option.ts';
import { invalidValue } from '../../core/mistakes.ts';

interface IntegerRange {
  readonly min: number;
  readonly max: number;
  /** Words that may stand before the number, so that `r16` is told by its look. */
  readonly before?: readonly string[];
  /** Words that may stand after it, so that `2 gpus` is told by its look. */
  readonly after?: readonly string[];
  /** In place of the look that `before` and `after` give; null: told by its name alone. */
  readonly look?: ((word: string) => boolean) | null;
}

/** A whole number: `1024`, `1,024`, `1_024`. */
export function integer({ min, max, before = [], after = [], look }: IntegerRange): OptionType<number> {
  const allowed = `${formatCount(min)} to ${formatCount(max)}`;
  const read = (given: string): number | undefined => readWhole(stripWords(given, before, after));
  return {
    kind: 'integer',
    allowed,
    looks: look === null ? {} : { must: look ?? ((word) => !/^[+-]?\d+$/.test(word) && inRange(read(word), min, max)) },
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
    looks: {
      // A bare 48 or 4090 means a card; a bare 2048 can only be a length.
      must: (word) => {
        const value = readTokens(word);
        return inRange(value, min, max) && (/[km]/i.test(word) || (value >= 512 && value % 256 === 0));
      },
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

const AMOUNT_UNITS: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, b: 1e9, g: 1e9, t: 1e12 };

/** A decimal number with a unit: `10m` = 10,000,000. Data is counted in thousands, unlike sequence lengths. */
export function amount(range: { readonly min: number; readonly max: number }, allowed: string): OptionType<number> {
  return {
    kind: 'text',
    allowed,
    parse(given, option) {
      const match = /^[$~]? ?(\d[\d,_]{0,18}(?:\.\d{1,6})?) ?([kmbgt]?)(?: ?(?:tokens?|tok|usd|dollars?|\$))?$/i.exec(
        given.trim(),
      );
      const unit = AMOUNT_UNITS[match?.[2]?.toLowerCase() ?? ''] ?? 1;
      const value = Number(match?.[1]?.replace(/[,_]/g, '') ?? NaN) * unit;
      if (!(value >= range.min && value <= range.max)) throw invalidValue(given, option, allowed);
      return value;
    },
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
