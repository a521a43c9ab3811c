/** Texts in a picture: which characters can be shown, how wide they run, where they are cut. */
import { INTER } from './inter.ts';

export type Weight = 'regular' | 'semibold';

const WIDTHS = {
  regular: widthsOf('regular'),
  semibold: widthsOf('semibold'),
} as const satisfies Record<Weight, ReadonlyMap<number, number>>;

const ELLIPSIS = '…';
/** What stands for a character that the font lacks. */
const MISSING = '·';

function widthsOf(weight: Weight): ReadonlyMap<number, number> {
  return new Map(INTER.flatMap((run) => run[weight].map((width, i) => [run.first + i, width])));
}

/** The width of a text in Inter, in the unit of `size`. Characters that Inter lacks count as a wide one. */
export function measure(text: string, size: number, weight: Weight = 'regular'): number {
  let thousandths = 0;
  for (const character of text) thousandths += WIDTHS[weight].get(character.codePointAt(0) ?? 0) ?? 1000;
  return (thousandths / 1000) * size;
}

/**
 * The text as the font can show it: accents that it has no letters for fall away, and where a character is still
 * missing, `id` takes the place of the whole text, or a dot the place of the character.
 */
export function drawable(text: string, id?: string): string {
  const composed = tidy(text.normalize('NFC'));
  if (isCovered(composed)) return composed;
  const bare = tidy(text.normalize('NFKD').replace(/\p{M}/gu, ''));
  if (isCovered(bare)) return bare;
  if (id !== undefined && id !== text) return drawable(id);
  return tidy(bare.replace(/./gsu, (character) => (isCovered(character) ? character : MISSING)).replace(/·{2,}/g, '·'));
}

/** The longest beginning that fits into `width`, with an ellipsis when that is not all of it. */
export function cut(text: string, width: number, size: number, weight: Weight = 'regular'): string {
  if (measure(text, size, weight) <= width) return text;
  const characters = [...text];
  let kept = characters.length;
  const shortened = () => `${characters.slice(0, kept).join('').trimEnd()}${ELLIPSIS}`;
  while (kept > 0 && measure(shortened(), size, weight) > width) kept -= 1;
  return shortened();
}

function isCovered(text: string): boolean {
  return [...text].every((character) => WIDTHS.regular.has(character.codePointAt(0) ?? 0));
}

/** Every kind of space and control character as one plain space. */
function tidy(text: string): string {
  return text.replace(/[\s\p{C}]+/gu, ' ').trim();
}
