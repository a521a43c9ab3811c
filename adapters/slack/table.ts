/** Tables: natively, or as text where a native one may not stand. */
import type { types } from '@slack/bolt';
import type { Block, Column, TableBlock } from '../../commands/core/reply.ts';
import { context, preformatted, rich, TITLE_TEXT, titleBlock } from './elements.ts';
import { LIMITS } from './limits.ts';
import { listBlock } from './list.ts';
import { cut, inert, widthOf } from './text.ts';

type Row = readonly string[];

const CELL = 400;
const CODE_CELL = 32;

/** `… 12 more rows` */
function moreRows(count: number): string {
  return `… ${count} more ${count === 1 ? 'row' : 'rows'}`;
}

/** A native table with its title before and, where rows are left out, a line that says so after it. */
export function nativeTable(table: TableBlock): readonly types.KnownBlock[] {
  const columns = table.columns.slice(0, LIMITS.tableColumns);
  const cells = (row: Row): Row => columns.map((_, i) => cut(inert(row[i] ?? ''), CELL));
  const header = cells(columns.map(({ label }) => label));
  const total = table.total && cells(table.total);
  const rows = fitting(table.rows.map(cells), [header, ...(total ? [total] : [])]);
  const left = table.rows.length - rows.length;
  return [
    ...(table.title === undefined ? [] : [titleBlock(table.title)]),
    {
      type: 'table',
      column_settings: columns.map(({ align }) => ({ align, is_wrapped: align === 'left' })),
      rows: [header.map(raw), ...rows.map((row) => row.map(raw)), ...(total ? [total.map(bold)] : [])],
    },
    ...(left > 0 ? [context(moreRows(left))] : []),
  ];
}

/** The first rows that stay within the table's limits beside those that must be there. */
function fitting(rows: readonly Row[], fixed: readonly Row[]): readonly Row[] {
  let room = LIMITS.tableText - fixed.reduce((sum, row) => sum + row.join('').length, 0);
  const count = rows.slice(0, LIMITS.tableRows - fixed.length).findIndex((row) => (room -= row.join('').length) < 0);
  return rows.slice(0, count < 0 ? LIMITS.tableRows - fixed.length : count);
}

function raw(text: string): types.RawTextElement {
  return { type: 'raw_text', text };
}

function bold(text: string): types.RichTextBlock {
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [rich(text, true)] }] };
}

/** Whether a cell would be cut in monospaced lines. */
function hasLongCells({ rows, total = [] }: TableBlock): boolean {
  return [...rows.flat(), ...total].some((cell) => widthOf(cell) > CODE_CELL);
}

/** The table that should be the native one: the first with cells too long for lines, else the first. */
export function mostInNeed(blocks: readonly Block[]): TableBlock | undefined {
  const tables = blocks.filter((block) => block.type === 'table');
  return tables.find(hasLongCells) ?? tables[0];
}

/** The same table as aligned monospaced lines, or as a list where its cells are too long for that. */
export function textTable(table: TableBlock): types.RichTextBlock {
  return hasLongCells(table) ? listTable(table) : codeTable(table);
}

function listTable({ title, columns, rows, total }: TableBlock): types.RichTextBlock {
  const items = [...rows, ...(total ? [total] : [])].map(([label = '', ...rest]) => ({
    label,
    value: rest
      .slice(0, columns.length - 1)
      .filter(Boolean)
      .join('; '),
  }));
  return listBlock(title, items, 'rows');
}

function codeTable(table: TableBlock): types.RichTextBlock {
  const columns = table.columns.slice(0, LIMITS.tableColumns);
  const header = columns.map(({ label }) => label);
  const cells = [header, ...table.rows, ...(table.total ? [table.total] : [])].map((row) =>
    columns.map((_, i) => cut(inert(row[i] ?? ' '), CODE_CELL).replaceAll('–', '-')),
  );
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => widthOf(row[i] ?? ''))));
  const lines = cells.map((row) => line(row, columns, widths));
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  const total = table.total ? [rule, lines.pop() ?? ''] : [];
  const [head = '', ...body] = lines;
  return preformatted(table.title, fittingLines([head, rule], body, total).join('\n'));
}

function line(row: Row, columns: readonly Column[], widths: readonly number[]): string {
  return columns
    .map(({ align }, i) => {
      const text = row[i] ?? '';
      const gap = ' '.repeat(Math.max(0, (widths[i] ?? 0) - widthOf(text)));
      return align === 'right' ? gap + text : text + gap;
    })
    .join('  ')
    .trimEnd();
}

function fittingLines(head: Row, body: Row, foot: Row): Row {
  const size = (lines: Row) => lines.join('\n').length + 1;
  const all = LIMITS.richText - TITLE_TEXT - size(head) - size(foot);
  if (size(body) <= all) return [...head, ...body, ...foot];
  let room = all - moreRows(body.length).length - 1;
  const count = body.findIndex((text) => (room -= text.length + 1) < 0);
  return [...head, ...body.slice(0, count), moreRows(body.length - count), ...foot];
}
