/** Charts of rows in text: a bar a row, in the components' colours, with the lines that they are held against. */
import { barsOf, type Bar, type RowsChart } from '../../src/chart/bars.ts';
import { withoutControls } from '../adapter.ts';
import { cut, pad, widthOf, wrap } from './layout.ts';
import type { Look } from './style.ts';

const LONGEST_LABEL = 34;

interface Columns {
  readonly label: number;
  readonly cells: number;
  readonly value: number;
}

/** A chart without rows is told in its own words. */
export function renderRows(chart: RowsChart, look: Look): readonly string[] {
  const { rows, limits } = barsOf(chart);
  if (rows.length === 0) return wrap(withoutControls(chart.alt), look.width);
  const columns = columnsOf([...rows, ...limits], look);
  const lines = limits.map(({ share }) => cellAt(share, columns));
  return [
    ...(chart.title === undefined ? [] : wrap(withoutControls(chart.title), look.width).map(look.strong)),
    ...rows.map((row) => lineOf(row, row.limit === undefined ? lines : [cellAt(row.limit, columns)], columns, look)),
    ...limits.map((limit) => limitLine(limit, columns, look)),
  ];
}

function columnsOf(rows: readonly Bar[], { width }: Look): Columns {
  const label = Math.min(LONGEST_LABEL, Math.max(8, ...rows.map((row) => widthOf(withoutControls(row.label)))));
  const value = Math.max(...rows.map((row) => widthOf(row.value)));
  const remark = Math.max(...rows.map((row) => (row.remark ? widthOf(row.remark) + 1 : 0)));
  return { label, value, cells: Math.max(10, width - label - value - remark - 5) };
}

/** The cell in which a share ends. */
function cellAt(share: number, { cells }: Columns): number {
  return Math.round(Math.min(1, Math.max(0, share)) * (cells - 1));
}

function lineOf(row: Bar, lines: readonly number[], columns: Columns, look: Look): string {
  const end = row.share > 0 ? Math.max(1, cellAt(row.share, columns)) : 0;
  const upTo = cellAt(row.upTo ?? 0, columns);
  const { bar, range, limit } = look.marks;
  const drawn = Array.from({ length: columns.cells }, (_, cell) => {
    // What is over the line is seen past it; the line itself always is.
    if (lines.includes(cell)) return look.faint(limit);
    if (cell < end) return paint(row, cell / (columns.cells - 1), bar, look);
    return cell < upTo ? look.faint(range) : ' ';
  }).join('');
  const name = pad(cut(withoutControls(row.label), columns.label, look.marks.ellipsis), columns.label);
  return `  ${name} ${drawn} ${pad(row.value, columns.value, 'right')} ${row.remark ?? ''}`.trimEnd();
}

/** In the colour of the component that lies there. */
function paint({ parts = [] }: Bar, share: number, mark: string, look: Look): string {
  let before = 0;
  const part = parts.find((one) => (before += one.share) > share) ?? parts.at(-1);
  return part ? look.segment(part.id, mark) : mark;
}

/** What a line stands for, under it. */
function limitLine({ label, value, share }: Bar, columns: Columns, look: Look): string {
  const { limit, ellipsis } = look.marks;
  const said = label.includes(value) ? label : `${label}: ${value} usable`;
  const text = cut(withoutControls(said), look.width - 6, ellipsis);
  const column = 2 + columns.label + 1 + cellAt(share, columns);
  const start = column - widthOf(text) - 1;
  return start >= 2
    ? `${' '.repeat(start)}${look.faint(`${text} ${limit}`)}`
    : `${' '.repeat(Math.min(column, Math.max(2, look.width - widthOf(text) - 3)))}${look.faint(`${limit} ${text}`)}`;
}
