/**
 * A table as a code block. Phones break lines of code at about 38 columns, so what does not fit beside the first columns
 * stands indented beneath its row; where nothing fits beside the first, there is nothing to align, and rows are prose.
 */
import type { Column, TableBlock } from '../../commands/core/reply.ts';
import { codeText, column, COLUMNS, fence, inert, inertWithin, widthOf, wrap } from './text.ts';

const GAP = 2;
const INDENT = '  ';
/** A wide first column gives way to the figures beside it. */
const LONGEST_FIRST = 26;
const LONGEST_CELL = 300;
const LONGEST_HEADING = 200;
/** The fences, their line feeds, and the line that counts what is left out. */
const FRAME = 40;

type Cells = readonly string[];

/** At most `room` characters; what is left out is counted in the last line. Empty when not even one row fits. */
export function renderTable(table: TableBlock, room: number): string {
  const { title, columns } = table;
  const heading = title === undefined ? '' : `**${inertWithin(title, LONGEST_HEADING)}**\n`;
  const widths = widthsOf(table);
  const isProse = widths.length === 1 && columns.length > 1;
  const form = isProse ? proseForm(table) : codeForm(table, widths);
  const fits = prefix(form.rows, room - [heading, ...form.start, ...form.end].join('\n').length - FRAME);
  if (fits === 0 && table.rows.length > 0) return '';
  const left = table.rows.length - fits;
  const more = left > 0 ? [`… ${left} more ${left === 1 ? 'row' : 'rows'}`] : [];
  const lines = [...form.start, ...form.rows.slice(0, fits), ...more, ...form.end];
  return heading + (isProse ? lines.join('\n') : fence(lines));
}

/** The lines of a table; a row may be several. */
interface Form {
  readonly start: readonly string[];
  readonly rows: readonly string[];
  readonly end: readonly string[];
}

function codeForm(table: TableBlock, widths: readonly number[]): Form {
  const print = (cells: Cells) => printRow(cells, table.columns, widths);
  const rule = '─'.repeat(widths.reduce((sum, width) => sum + width + GAP, -GAP));
  return {
    start: sideBySide(
      table.columns.map(({ label }) => cellText(label)),
      table.columns,
      widths,
    ),
    rows: table.rows.map(print),
    end: table.total ? [rule, print(table.total)] : [],
  };
}

function proseForm({ columns, rows, total }: TableBlock): Form {
  const print = (cells: Cells) => {
    const [first = '', ...others] = columns.map((_, i) => inert(cellText(cells[i] ?? '')));
    return `**${first}:** ${others.filter((cell) => cell !== '').join(' · ')}`;
  };
  return { start: [], rows: rows.map(print), end: total ? [print(total)] : [] };
}

/** How many of the lines fit `room`, each with its line feed. */
function prefix(lines: readonly string[], room: number): number {
  let used = 0;
  const over = lines.findIndex((line) => (used += line.length + 1) > room);
  return over < 0 ? lines.length : over;
}

/** The columns that fit side by side, and the others beneath: words as they are, figures with what they mean. */
function printRow(cells: Cells, columns: readonly Column[], widths: readonly number[]): string {
  const clean = columns.map((_, i) => cellText(cells[i] ?? ''));
  const beneath = columns.flatMap(({ label, align }, i) => {
    if (i < widths.length || clean[i] === '') return [];
    return [align === 'right' ? `${cellText(label)}: ${clean[i]}` : `${clean[i]}`];
  });
  return [
    ...sideBySide(clean, columns, widths),
    ...beneath.flatMap((cell) => wrap(cell, COLUMNS - INDENT.length).map((line) => INDENT + line)),
  ].join('\n');
}

function sideBySide(cells: Cells, columns: readonly Column[], widths: readonly number[]): readonly string[] {
  const wrapped = widths.map((width, i) => wrap(cells[i] ?? '', width));
  const height = Math.max(...wrapped.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    widths
      .map((width, i) => column(wrapped[i]?.[line] ?? '', width, columns[i]?.align))
      .join(' '.repeat(GAP))
      .trimEnd(),
  );
}

/** The widths of the columns that fit side by side: the first, and as many after it as there is room for. */
function widthsOf({ columns, rows, total }: TableBlock): readonly number[] {
  const natural = columns.map(({ label }, i) => {
    const cells = [...rows, ...(total ? [total] : [])].map((row) => widthOf(cellText(row[i] ?? '')));
    // A heading may break between words; a figure may not.
    return Math.max(1, ...cells, ...codeText(label).split(' ').map(widthOf));
  });
  const widths: number[] = [];
  let used = -GAP;
  for (const [i, width] of natural.entries()) {
    const longest = i === 0 ? (natural.length > 1 ? LONGEST_FIRST : COLUMNS) : Infinity;
    const kept = Math.min(width, longest);
    used += GAP + kept;
    if (used > COLUMNS) break;
    widths.push(kept);
  }
  return widths;
}

function cellText(cell: string): string {
  const clean = codeText(cell);
  return clean.length > LONGEST_CELL ? `${clean.slice(0, LONGEST_CELL - 1).toWellFormed()}…` : clean;
}
