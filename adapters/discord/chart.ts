/** Charts in text. The bars come last, because fonts draw block characters wider or narrower than letters. */
import type { ChartCapacity, ChartSegment, ChartSpec } from '../../src/ports.ts';
import { formatBytes } from '../../src/units.ts';
import { codeText, column, COLUMNS, fence, inertWithin, widthOf } from './text.ts';

const LONGEST_ALT = 600;
const BAR = 8;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
/** Segments under this share of the whole are told as one. */
const SMALL = 0.02;
const MOST_SEGMENTS = 8;
const MOST_ROWS = 12;

/** A bar and what is written before it. */
interface Row {
  readonly label: string;
  readonly value: string;
  readonly length: number;
  /** Where a lighter bar goes on to. */
  readonly upTo?: number;
}

export function renderChart(chart: ChartSpec): string {
  switch (chart.kind) {
    case 'memory': {
      const { segments, range, capacity } = chart;
      const needed = { ...bytesRow('Needed', sum(segments)), upTo: range.highBytes };
      return bars([...largest(segments), needed, ...capacityRow(capacity)]);
    }
    case 'phases': {
      const rows = chart.phases.map(({ label, segments }) => bytesRow(label, sum(segments)));
      return bars([...rows, ...capacityRow(chart.capacity)]);
    }
    case 'comparison': {
      const rows = chart.rows.map(({ label, segments, highBytes }) => ({
        ...bytesRow(label, sum(segments)),
        upTo: highBytes,
      }));
      return bars([...rows, ...capacityRow(chart.capacity)]);
    }
    case 'cost':
      return bars(
        chart.points.map(({ label, hours, dollars }) => ({
          label,
          value: `${hours.toFixed(1)} h  $${dollars.toFixed(2)}`,
          length: dollars,
        })),
      );
    case 'sequence':
      // Curves cannot be told in bars; the picture's description has the same numbers.
      return inertWithin(chart.alt, LONGEST_ALT);
    default:
      return chart satisfies never;
  }
}

function bars(rows: readonly Row[]): string {
  const most = Math.max(...rows.map(({ length, upTo = 0 }) => Math.max(length, upTo)), Number.MIN_VALUE);
  const shown = rows.slice(0, MOST_ROWS).map((row) => ({ ...row, label: codeText(row.label) }));
  const valueWidth = Math.max(0, ...shown.map(({ value }) => widthOf(value)));
  const room = COLUMNS - valueWidth - BAR - 2;
  const labelWidth = Math.min(room, Math.max(0, ...shown.map(({ label }) => widthOf(label))));
  const left = rows.length - shown.length;
  return fence([
    ...shown.map(({ label, value, length, upTo = 0 }) =>
      `${column(label, labelWidth)} ${column(value, valueWidth, 'right')} ${bar(length / most, upTo / most)}`.trimEnd(),
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
function largest(segments: readonly ChartSegment[]): readonly Row[] {
  const seen = [...segments].sort((a, b) => b.bytes - a.bytes).slice(0, MOST_SEGMENTS);
  const shown = segments.filter((segment) => seen.includes(segment) && segment.bytes >= SMALL * sum(segments));
  const rest = segments.filter((segment) => !shown.includes(segment));
  const told = rest.length < 2 ? segments : [...shown, { label: 'Everything else', bytes: sum(rest) }];
  return told.map(({ label, bytes }) => bytesRow(label, bytes));
}

function bytesRow(label: string, bytes: number): Row {
  return { label, value: formatBytes(bytes), length: bytes };
}

function capacityRow(capacity: ChartCapacity | undefined): readonly Row[] {
  return capacity ? [bytesRow('Usable', capacity.bytes)] : [];
}

function sum(segments: readonly Pick<ChartSegment, 'bytes'>[]): number {
  return segments.reduce((total, { bytes }) => total + bytes, 0);
}
