/** The memory chart in text. The bars come last, because fonts draw block characters wider or narrower than letters. */
import type { ChartSegment, MemoryChart } from '../../src/ports.ts';
import { formatBytes } from '../../src/units.ts';
import { codeText, column, fence, widthOf } from './text.ts';

const LONGEST_LABEL = 20;
const BAR = 8;
const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
/** Segments under this share of the whole are told as one. */
const SMALL = 0.02;
const MOST_SEGMENTS = 8;

interface Row {
  readonly label: string;
  readonly bytes: number;
  /** Where a lighter bar goes on to. */
  readonly upTo?: number;
}

export function renderChart({ segments, range, capacity }: MemoryChart): string {
  const total = sum(segments);
  const rows: readonly Row[] = [
    ...largest(segments),
    { label: 'Needed', bytes: total, upTo: range.highBytes },
    ...(capacity ? [{ label: 'Usable', bytes: capacity.bytes }] : []),
  ];
  const most = Math.max(1, ...rows.flatMap(({ bytes, upTo = 0 }) => [bytes, upTo]));
  const shown = rows.map(({ label, bytes }) => ({ label: codeText(label), value: formatBytes(bytes) }));
  const labelWidth = Math.min(LONGEST_LABEL, Math.max(...shown.map(({ label }) => widthOf(label))));
  const valueWidth = Math.max(...shown.map(({ value }) => value.length));
  const lines = shown.map(({ label, value }, i) => {
    const { bytes, upTo = 0 } = rows[i] ?? { bytes: 0 };
    const light = '░'.repeat(Math.max(0, Math.ceil((upTo / most) * BAR) - Math.ceil((bytes / most) * BAR)));
    return `${column(label, labelWidth)} ${column(value, valueWidth, 'right')} ${bar(bytes / most)}${light}`.trimEnd();
  });
  return fence(lines);
}

/** The segments that can be seen, in their order, and the rest as one. */
function largest(segments: readonly ChartSegment[]): readonly Row[] {
  const seen = [...segments].sort((a, b) => b.bytes - a.bytes).slice(0, MOST_SEGMENTS);
  const shown = segments.filter((segment) => seen.includes(segment) && segment.bytes >= SMALL * sum(segments));
  const rest = segments.filter((segment) => !shown.includes(segment));
  if (rest.length < 2) return segments;
  return [...shown, { label: 'Everything else', bytes: sum(rest) }];
}

/** A bar to an eighth of a character; what is there at all is seen. */
function bar(share: number): string {
  const eighths = share > 0 ? Math.max(1, Math.round(share * BAR * 8)) : 0;
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
}

function sum(segments: readonly { readonly bytes: number }[]): number {
  return segments.reduce((total, { bytes }) => total + bytes, 0);
}
