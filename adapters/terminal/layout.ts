/** Text in columns of a terminal: how wide it is, where it breaks, how it is filled up. */

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** What terminals draw two columns wide: East Asian wide and full-width forms (Unicode TR 11), and emoji. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\ufe0f/u;
const INVISIBLE = /^[\p{Mark}\p{Format}]+$/u;
const ASCII = /^[\u0020-\u007e]*$/;

/** Columns that the text takes. */
export function widthOf(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const { segment } of GRAPHEMES.segment(text)) width += graphemeWidth(segment);
  return width;
}

function graphemeWidth(grapheme: string): number {
  if (INVISIBLE.test(grapheme)) return 0;
  return WIDE.test(grapheme) ? 2 : 1;
}

/** The text in lines of at most `width` columns; a word longer than a line is broken. At least one line. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ').flatMap((long) => pieces(long, width))) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (widthOf(longer) <= width) line = longer;
      else {
        lines.push(line);
        line = word;
      }
    }
    lines.push(line);
  }
  return lines;
}

/** A word cut into pieces that fit a line. */
function pieces(word: string, width: number): readonly string[] {
  if (widthOf(word) <= width) return [word];
  const cut: string[] = [];
  let piece = '';
  let used = 0;
  for (const { segment } of GRAPHEMES.segment(word)) {
    const more = graphemeWidth(segment);
    if (used + more > width) {
      cut.push(piece);
      piece = '';
      used = 0;
    }
    piece += segment;
    used += more;
  }
  return [...cut, piece];
}

/** The text on one line, its end replaced by an ellipsis where it is too long. */
export function cut(text: string, width: number, ellipsis: string): string {
  const line = text.replaceAll('\n', ' ');
  if (widthOf(line) <= width) return line;
  return `${pieces(line, Math.max(1, width - widthOf(ellipsis)))[0] ?? ''}${ellipsis}`;
}

/** Fills the text up with spaces to `width` columns. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const fill = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'left' ? text + fill : fill + text;
}

/** Column widths that together fit `available`: the widest give way first, down to `least`. */
export function fitWidths(natural: readonly number[], available: number, least = 4): readonly number[] {
  const widths = natural.map((width) => Math.min(width, available));
  let over = widths.reduce((sum, width) => sum + width, 0) - available;
  while (over > 0) {
    const widest = widths.indexOf(Math.max(...widths));
    const width = widths[widest] ?? 0;
    if (width <= least) break;
    widths[widest] = width - 1;
    over -= 1;
  }
  return widths;
}
