/** Text made inert for Discord's markdown, cut visibly, and measured in columns of its code blocks. */
import { withoutControls } from '../adapter.ts';

/** What Discord refuses to be empty gets this, which nobody sees. */
export const NOTHING = '\u200b';

/** The text without anything that would be obeyed instead of shown, as button labels and choices take it. */
export function plain(text: string): string {
  return withoutControls(text).toWellFormed().trim();
}

/** Inline marks, brackets of links and mentions, and the backslash itself. */
const INLINE = /[\\*_~`|<>[\]]/g;
/** Marks that mean something at the start of a line only: headings, small print, lists. */
const LINE_START = /^([ ]*)([#+-])/gm;
const NUMBERED = /^([ ]*\d+)([.)])(?=\s|$)/gm;
/** What Discord turns into a link, or `:name:` into an emoji. */
const LINKED = /:(?=\/\/|[\w+-]+:)/g;
/** discord.py escapes mass mentions in this way (`utils.escape_mentions`): a backslash does not stop them. */
const MASS_MENTION = /@(?=everyone|here)/gi;

/** The text such that Discord shows it as it stands, wherever in markdown it is put. */
export function inert(text: string): string {
  return plain(text)
    .replace(INLINE, '\\$&')
    .replace(LINE_START, '$1\\$2')
    .replace(NUMBERED, '$1\\$2')
    .replace(LINKED, '\\:')
    .replace(MASS_MENTION, `@${NOTHING}`);
}

/** One line for a code block: nothing is marked up in there, but backticks could end it. */
export function codeText(text: string): string {
  return plain(text).replace(/\s+/g, ' ').replaceAll('`', 'ˋ');
}

export function fence(lines: readonly string[]): string {
  return `\`\`\`\n${lines.join('\n')}\n\`\`\``;
}

/** At most `max` UTF-16 code units, an ellipsis for what is missing; a pair of surrogates is never split. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text
    .slice(0, Math.max(0, max - 1))
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd()}…`;
}

/** The text inert and at most `max` long, marks included: it is cut before it is marked, so that no mark is halved. */
export function inertWithin(text: string, max: number): string {
  const whole = plain(text);
  let marked = inert(cut(whole, max));
  for (let room = max; marked.length > max && room > 0; marked = inert(cut(whole, room))) {
    room -= marked.length - max;
  }
  return marked;
}

// ----- Columns -----

/** What a phone shows of a code block without breaking a line. */
export const COLUMNS = 38;

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** What fixed-width fonts draw two columns wide: East Asian wide and full-width forms (Unicode TR 11), and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;

/**
 * Texts of nothing but Latin letters, figures, and the dashes, arrows, operators and lines that answers are written with:
 * each of them is a grapheme of its own and one column wide, so that nothing needs to be taken apart.
 */
const NARROW = /^[\u0020-\u007e\u00a0-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u22ff\u2500-\u259f]*$/;

/** Columns that the text takes in a code block. */
export function widthOf(text: string): number {
  if (NARROW.test(text)) return text.length;
  let width = 0;
  for (const { segment } of GRAPHEMES.segment(text)) width += WIDE.test(segment) ? 2 : 1;
  return width;
}

/** Fills the text up to `width` columns; longer text ends in an ellipsis. */
export function column(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const shown = widthOf(text) <= width ? text : `${pieces(text, width - 1)[0] ?? ''}…`;
  const fill = ' '.repeat(Math.max(0, width - widthOf(shown)));
  return align === 'left' ? shown + fill : fill + shown;
}

/** One line of text as lines of at most `width` columns; longer words are broken. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((long) => pieces(long, width))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) > width) lines.push(line);
    line = widthOf(longer) > width ? word : longer;
  }
  return [...lines, line];
}

/** The text in pieces of at most `width` columns; at least one. */
function pieces(text: string, width: number): readonly string[] {
  if (text.length <= width && NARROW.test(text)) return [text];
  const all = [''];
  let used = 0;
  for (const { segment } of GRAPHEMES.segment(text)) {
    const more = widthOf(segment);
    if (used + more > width) all.push('');
    used = used + more > width ? more : used + more;
    all[all.length - 1] += segment;
  }
  return all;
}
