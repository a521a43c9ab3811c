/** Charts in text. The memory chart: each component's bar starts where the one above it ended, against the usable line. */
import type { ChartSegment, ChartSpec, MemoryChart } from '../../src/ports.ts';
import { formatBytes } from '../../src/units.ts';
import { withoutControls } from '../adapter.ts';
import { renderRows } from './bars.ts';
import { cut, pad, widthOf } from './layout.ts';
import type { Look } from './style.ts';

const VALUE_WIDTH = 9;
const LONGEST_LABEL = 28;

interface Scale {
  readonly labelWidth: number;
  readonly cells: number;
  /** The cell in which a number of bytes ends. */
  readonly at: (bytes: number) => number;
  /** The cell of the usable line, if there is one. */
  readonly limit: number | undefined;
}

export function renderChart(chart: ChartSpec, look: Look): readonly string[] {
  return chart.kind === 'memory' ? renderMemory(chart, look) : renderRows(chart, look);
}

function renderMemory(chart: MemoryChart, look: Look): readonly string[] {
  const scale = scaleOf(chart, look);
  let before = 0;
  const bars = chart.segments.map((segment) => {
    const line = barLine(segment, before, scale, look);
    before += segment.bytes;
    return line;
  });
  const { lowBytes, highBytes } = chart.range;
  const spread = formatBytes(lowBytes) === formatBytes(highBytes) ? [] : [rangeLine(chart, scale, look)];
  return [...bars, ...spread, ...limitLine(chart, scale, look)];
}

function scaleOf({ segments, range, capacity }: MemoryChart, { width }: Look): Scale {
  const labelWidth = Math.min(
    LONGEST_LABEL,
    Math.max(12, ...segments.map(({ label }) => widthOf(withoutControls(label)))),
  );
  const cells = Math.max(10, width - labelWidth - VALUE_WIDTH - 5);
  const total = segments.reduce((sum, { bytes }) => sum + bytes, 0);
  const most = Math.max(total, range.highBytes, capacity?.bytes ?? 0, 1);
  const at = (bytes: number) => Math.round((Math.max(0, bytes) / most) * (cells - 1));
  return { labelWidth, cells, at, limit: capacity && at(capacity.bytes) };
}

function barLine({ id, label, bytes }: ChartSegment, before: number, scale: Scale, look: Look): string {
  const start = Math.min(scale.at(before), scale.cells - 1);
  const end = Math.max(start + 1, scale.at(before + bytes));
  const drawn = cells(scale, look, (cell) => (cell >= start && cell < end ? look.segment(id, look.marks.bar) : ' '));
  return row(label, drawn, formatBytes(bytes), scale, look);
}

function rangeLine({ range }: MemoryChart, scale: Scale, look: Look): string {
  const { rangeStart, range: middle, rangeEnd } = look.marks;
  const from = scale.at(range.lowBytes);
  const to = Math.max(from + 1, scale.at(range.highBytes));
  const drawn = cells(scale, look, (cell) => {
    if (cell < from || cell > to) return ' ';
    return cell === from ? rangeStart : cell === to ? rangeEnd : middle;
  });
  return row('Likely range', drawn, '', scale, look);
}

/** The usable line's own label, right-aligned under it where there is room. */
function limitLine({ capacity }: MemoryChart, scale: Scale, look: Look): readonly string[] {
  if (!capacity || scale.limit === undefined) return [];
  const text = `${cut(withoutControls(capacity.label), look.width - 6, look.marks.ellipsis)} ${look.marks.limit}`;
  const column = 2 + scale.labelWidth + 1 + scale.limit + 1;
  const start = Math.max(2, column - widthOf(text));
  const fits = column - widthOf(text) >= 2;
  return [' '.repeat(start) + look.faint(fits ? text : `${look.marks.limit} ${text.slice(0, -2)}`)];
}

function cells(scale: Scale, look: Look, draw: (cell: number) => string): string {
  return Array.from({ length: scale.cells }, (_, cell) => {
    const drawn = draw(cell);
    return cell === scale.limit && drawn === ' ' ? look.faint(look.marks.limit) : drawn;
  }).join('');
}

function row(label: string, drawn: string, value: string, { labelWidth }: Scale, { marks }: Look): string {
  const name = pad(cut(withoutControls(label), labelWidth, marks.ellipsis), labelWidth);
  return `  ${name} ${drawn} ${pad(value, VALUE_WIDTH, 'right')}`.trimEnd();
}
