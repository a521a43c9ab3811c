/**
 * A chart as a picture where Slack can fetch one, else as bars of text: Slack's own chart block has no stacked bars and no
 * capacity line.
 */
import type { types } from '@slack/bolt';
import { type Bar, barsOf, type RowsChart } from '../../src/chart/bars.ts';
import { formatBytes } from '../../src/units.ts';
import type { ChartSpec, MemoryChart } from '../../src/ports.ts';
import { preformatted, section } from './elements.ts';
import { LIMITS } from './limits.ts';
import { cut, inert } from './text.ts';

const LABEL = 40;
/** Columns of the longest bar. */
const BAR = 12;
const SHOWN_SEGMENTS = 20;
const SHOWN_ROWS = 20;

/** @param address where Slack fetches the picture; undefined when it cannot. */
export function chartBlock(chart: ChartSpec, address: string | undefined): types.KnownBlock {
  if (address !== undefined) return picture(chart, address);
  if (chart.kind === 'memory') return memoryBars(chart);
  return rowBars(chart) ?? section(chart.alt);
}

/** The picture says what the reply says; its description has the same numbers. */
function picture({ alt, title }: ChartSpec, address: string): types.ImageBlock {
  const alt_text = cut(inert(alt || title || 'Chart'), LIMITS.altText);
  return { type: 'image', image_url: address, alt_text };
}

/** One bar a segment, all to one scale, then the whole against what the card can give. */
function memoryBars(chart: MemoryChart): types.RichTextBlock {
  const segments = chart.segments.slice(0, SHOWN_SEGMENTS);
  const left = chart.segments.length - segments.length;
  const largest = Math.max(...segments.map(({ bytes }) => bytes), 1);
  const bars = segments.map(({ label, bytes }) => row(label, bar(bytes / largest), formatBytes(bytes, 2)));
  return preformatted(undefined, [...bars, ...(left > 0 ? [`… ${left} more parts`] : []), ...whole(chart)].join('\n'));
}

/** One line a row, then what all of them are held against; undefined without rows. */
function rowBars(chart: RowsChart): types.RichTextBlock | undefined {
  const { rows, limits } = barsOf(chart);
  if (rows.length === 0) return undefined;
  const shown = [
    ...rows.slice(0, SHOWN_ROWS),
    ...limits.map((limit) => ({ ...limit, label: `usable: ${limit.label}` })),
  ];
  const width = Math.max(...shown.map(({ value }) => value.length));
  const remarks = Math.max(...shown.map(({ remark = '' }) => remark.length));
  const figure = ({ value, remark = '' }: Bar) => `${value.padStart(width)} ${remark.padEnd(remarks)}`.trimEnd();
  const lines = shown.map((one) => row(one.label, bar(one.share), figure(one).padEnd(remarks && width + 1 + remarks)));
  const left = rows.length - SHOWN_ROWS;
  return preformatted(chart.title, [...lines, ...(left > 0 ? [`… ${left} more`] : [])].join('\n'));
}

function whole({ range, capacity }: MemoryChart): readonly string[] {
  const needed = `Needed ${formatBytes(range.lowBytes)} to ${formatBytes(range.highBytes)}`;
  if (!capacity) return ['', needed];
  const percent = (bytes: number) => Math.round((bytes / Math.max(capacity.bytes, 1)) * 100);
  const cells = 30;
  const fill = (bytes: number) => Math.min(cells, Math.round((bytes / Math.max(capacity.bytes, 1)) * cells));
  const low = fill(range.lowBytes);
  const high = Math.max(low, fill(range.highBytes));
  const over = range.highBytes > capacity.bytes ? '▶' : '';
  return [
    '',
    `${'█'.repeat(low)}${'▒'.repeat(high - low)}${'░'.repeat(cells - high)}${over} ${percent(range.lowBytes)} to ${percent(range.highBytes)}%`,
    needed,
    cut(inert(capacity.label), 80),
  ];
}

/** The label comes last: on a phone, where a line may wrap, bars and figures stay aligned. */
function row(label: string, drawn: string, figure: string): string {
  return `${drawn.padEnd(BAR)} ${figure.padStart(9)}  ${cut(inert(label), LABEL)}`;
}

/** Eighths of a block, so that a small part still shows. @param share 0 to 1. */
function bar(share: number): string {
  const eighths = Math.round(Math.min(1, Math.max(0, share)) * BAR * 8);
  const rest = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'][eighths % 8] ?? '';
  return '█'.repeat(Math.floor(eighths / 8)) + rest;
}
