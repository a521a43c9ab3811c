/** What single characters mean to the grammar, as phones and foreign keyboards type them. */

/** Marks that open or close the same kind of quotation, whichever way round. */
const QUOTES = [`"“”„‟＂`, `'‘’‚‛＇`, '«»', '‹›'] as const;
const DASHES = '-‐‑‒–—―−－';
const KEY = /[\p{L}\p{N}_]/u;
const LETTER = /\p{L}/u;
/** White space, and the marks that print nothing: zero-width characters and text directions. */
const BLANK = /[\s\u0000-\u0020\u007f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/;

export const isBlank = (character: string): boolean => BLANK.test(character);
export const isDash = (character: string): boolean => character !== '' && DASHES.includes(character);
export const isLetter = (character: string): boolean => LETTER.test(character);
export const isKeyCharacter = (character: string): boolean => KEY.test(character) || isDash(character);
export const isSeparator = (character: string): boolean => character !== '' && ':=：＝'.includes(character);
export const isComma = (character: string): boolean => character !== '' && ',;，；、'.includes(character);
export const isApostrophe = (character: string): boolean => character !== '' && QUOTES[1].includes(character);

/** All marks that close what this one opens; empty where it is no quotation mark. */
export function closersOf(character: string): string {
  return character === '' ? '' : (QUOTES.find((marks) => marks.includes(character)) ?? '');
}

/** An unquoted word in plain characters: full-width forms and typographic dashes become the ones on every keyboard. */
export function plain(word: string): string {
  return word
    .replace(/[‐‑‒–—―−]/g, '-')
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
}
