/** Charts in text. The bars come last, because fonts draw block characters wider or narrower than letters. */
import { barsOf } from '../../src/chart/bars.ts';
import type { ChartSegment, ChartSpec, MemoryChart } from '../../src/ports.ts';
import { formatBytes } from '../../src/units.ts';
import { codeText, column, COLUMNS, fence, inertWithin, widthOf } from './text.ts';

const LONGEST_ALT = 600;
const BAR = 8;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
/** Segments under this share of the whole are told as one. */
const SMALL = 0.02;
const MOST_SEGMENTS = 8;
const MOST_ROWS = 12;

/** A bar and what is written before it; lengths in shares of 1. */
interface Row {
  readonly label: string;
  readonly value: string;
  readonly share: number;
  readonly remark?: string;
  /** Where a lighter bar goes on to. */
  readonly upTo?: number;
}

/** A chart without rows is told in its own words. */
export function renderChart(chart: ChartSpec): string {
  if (chart.kind === 'memory') return bars(memoryRows(chart));
  const { rows, limits } = barsOf(chart);
  if (rows.length === 0) return inertWithin(chart.alt, LONGEST_ALT);
  return bars(
    rows,
    limits.map((limit) => ({ ...limit, label: 'Usable' })),
  );
}

function memoryRows({ segments, range, capacity }: MemoryChart): readonly Row[] {
  const total = sum(segments);
  const most = Math.max(total, range.highBytes, capacity?.bytes ?? 0, Number.MIN_VALUE);
  const row = (label: string, bytes: number): Row => ({ label, value: formatBytes(bytes), share: bytes / most });
  return [
    ...largest(segments).map(({ label, bytes }) => row(label, bytes)),
    { ...row('Needed', total), upTo: range.highBytes / most },
    ...(capacity ? [row('Usable', capacity.bytes)] : []),
  ];
}

/** @param last rows that are shown however many go before them. */
function bars(all: readonly Row[], last: readonly Row[] = []): string {
  const shown = [...all.slice(0, MOST_ROWS), ...last];
  const remarkWidth = Math.max(0, ...shown.map(({ remark = '' }) => widthOf(remark)));
  const rows = shown.map(({ remark = '', ...row }) => ({
    ...row,
    label: codeText(row.label),
    said: remarkWidth === 0 ? '' : ` ${column(remark, remarkWidth)}`,
  }));
  const valueWidth = Math.max(0, ...rows.map(({ value }) => widthOf(value)));
  const room = COLUMNS - valueWidth - (remarkWidth === 0 ? 0 : remarkWidth + 1) - BAR - 2;
  const labelWidth = Math.min(room, Math.max(0, ...rows.map(({ label }) => widthOf(label))));
  const left = all.length - MOST_ROWS;
  return fence([
    ...rows.map(({ label, value, said, share, upTo = 0 }) =>
      `${column(label, labelWidth)} ${column(value, valueWidth, 'right')}${said} ${bar(share, upTo)}`.trimEnd(),
    ),
    ...(left > 0 ? [`… ${left} more`] : []),
  ]);
}

/** A bar to an eighth of a character, and a lighter one after it; what is there at all is seen. */
function bar(share: number, upTo: number): string {
  const eighths = share > 0 ? Math.max(1, Math.round(share * BAR * 8)) : 0;
  const solid = '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
  return solid + '░'.repeat(Math.max(0, Math.round(upTo * BAR) - solid.length));
}

/** The segments that can be seen, in their order, and the rest as one. */
function largest(segments: readonly ChartSegment[]): readonly Pick<ChartSegment, 'label' | 'bytes'>[] {
  const seen = [...segments].sort((a, b) => b.bytes - a.bytes).slice(0, MOST_SEGMENTS);
  const shown = segments.filter((segment) => seen.includes(segment) && segment.bytes >= SMALL * sum(segments));
  const rest = segments.filter((segment) => !shown.includes(segment));
  return rest.length < 2 ? segments : [...shown, { label: 'Everything else', bytes: sum(rest) }];
}

function sum(segments: readonly Pick<ChartSegment, 'bytes'>[]): number {
  return segments.reduce((total, { bytes }) => total + bytes, 0);
}
