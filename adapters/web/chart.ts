/** The memory chart as inline SVG. Positions are percentages, so that it fits any width and its text keeps its size. */
import { html } from 'hono/html';
import type { ChartSegment, ChartSpec, MemoryChart } from '../../src/ports.ts';
import { formatBytes } from '../../src/units.ts';
import { withoutControls } from '../adapter.ts';
import { PALETTE } from '../../src/palette.ts';

export type Html = ReturnType<typeof html>;

/** Below this share of the width a segment has no room for its own label; the list under the bar has them all. */
const LABEL_SHARE = 18;
const BAR = { top: 26, height: 46 } as const;
const RANGE_Y = 88;

/** A kind of chart that has no drawing here yet is told in its own words. */
export function renderChart(chart: ChartSpec): Html {
  const { alt } = chart;
  return chart.kind === 'memory' ? renderMemory(chart) : html`<p class="text" dir="auto">${withoutControls(alt)}</p>`;
}

function renderMemory(chart: MemoryChart): Html {
  const { segments, range, capacity } = chart;
  const total = segments.reduce((sum, { bytes }) => sum + bytes, 0);
  const most = Math.max(total, range.highBytes, capacity?.bytes ?? 0, 1) * 1.03;
  const share = (bytes: number) => (Math.max(0, bytes) / most) * 100;
  let before = 0;
  const limit = capacity && share(capacity.bytes);
  const bars = segments.map((segment) => {
    const start = before;
    before += share(segment.bytes);
    return renderSegment(segment, start, before - start, limit);
  });
  return html`<figure class="chart">
    <svg width="100%" height="112" role="img" aria-label="${withoutControls(chart.alt)}">
      <rect class="track" y="${BAR.top}" width="100%" height="${BAR.height}" rx="6" />
      ${bars}${capacity ? renderCapacity(share(capacity.bytes), share(total), capacity.label) : ''}
      ${renderRange(share(range.lowBytes), share(range.highBytes), range)}
    </svg>
    <ul class="key">
      ${segments.map(renderKey)}
    </ul>
  </figure>`;
}

function renderSegment({ id, label, bytes }: ChartSegment, start: number, width: number, limit = 0): Html {
  const name = `${withoutControls(label)}: ${formatBytes(bytes)}`;
  // Where the usable line crosses the segment, its label stands on the wider side of it.
  const crossed = Math.min(width, Math.max(0, limit - start));
  const from = crossed < width && crossed < width - crossed ? crossed : 0;
  const room = from > 0 || crossed === 0 || crossed === width ? width - from : crossed;
  return html`<svg x="${percent(start)}" y="${BAR.top}" width="${percent(width)}" height="${BAR.height}">
    <title>${name}</title>
    <rect class="fill ${colourClass(id)}" width="100%" height="100%" />
    ${room < LABEL_SHARE ? '' : renderLabel(id, withoutControls(label), formatBytes(bytes), (from / width) * 100)}
  </svg>`;
}

function renderLabel(id: string, label: string, size: string, from: number): Html {
  return html`<svg x="${percent(from)}">
    <text class="ink ${colourClass(id)}" x="10" y="20">${label}</text>
    <text class="ink strong ${colourClass(id)}" x="10" y="37">${size}</text>
  </svg>`;
}

/** The usable line with its label, and a strip under what goes beyond it. */
function renderCapacity(at: number, total: number, label: string): Html {
  const bottom = BAR.top + BAR.height;
  const width = percent(total - at);
  const over =
    total > at ? html`<rect class="over" x="${percent(at)}" y="${bottom + 2}" width="${width}" height="4" />` : '';
  return html`${over}<line class="usable" x1="${percent(at)}" x2="${percent(at)}" y1="18" y2="${bottom + 6}" />
    <text class="usable" x="${percent(at)}" y="13" text-anchor="${anchor(at)}">${withoutControls(label)}</text>`;
}

function renderRange(low: number, high: number, { lowBytes, highBytes }: MemoryChart['range']): Html {
  const [from, to] = [formatBytes(lowBytes), formatBytes(highBytes)];
  const cap = (at: number) =>
    html`<line class="range" x1="${percent(at)}" x2="${percent(at)}" y1="${RANGE_Y - 5}" y2="${RANGE_Y + 5}" />`;
  if (from === to) return html``;
  const middle = (low + high) / 2;
  return html`<line class="range" x1="${percent(low)}" x2="${percent(high)}" y1="${RANGE_Y}" y2="${RANGE_Y}" />
    ${cap(low)}${cap(high)}
    <text class="range" x="${percent(high)}" y="${RANGE_Y + 20}" text-anchor="${anchor(middle)}">
      likely ${from} to ${to}
    </text>`;
}

function renderKey({ id, label, bytes }: ChartSegment): Html {
  return html`<li>
    <svg class="swatch" width="12" height="12" aria-hidden="true">
      <rect class="fill ${colourClass(id)}" width="12" height="12" rx="3" />
    </svg>
    <span dir="auto">${withoutControls(label)}</span> <b>${formatBytes(bytes)}</b>
  </li>`;
}

/** The class that the style sheet colours; only ids of the palette become one. */
function colourClass(id: string): string {
  return Object.hasOwn(PALETTE, id) ? `c-${id}` : 'c-other';
}

function anchor(at: number): 'start' | 'end' {
  return at > 50 ? 'end' : 'start';
}

function percent(value: number): string {
  return `${value.toFixed(2)}%`;
}
