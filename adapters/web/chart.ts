/**
 * A chart as inline SVG, in the page's own colours and type. It is drawn for three widths, of which the style sheet shows
 * one: text that is scaled with a picture is too small on a phone or too large on a desk.
 */
import { html, raw } from 'hono/html';
import { drawChart, type Look, type Theme } from '../../src/chart/index.ts';
import type { ChartSpec } from '../../src/ports.ts';
import { withoutControls } from '../adapter.ts';

export type Html = ReturnType<typeof html>;

/** The style sheet's own colours, light or dark. */
const THEME = {
  ground: 'var(--card)',
  text: 'var(--text)',
  soft: 'var(--soft)',
  line: 'var(--line)',
  track: 'var(--track)',
  good: 'var(--good)',
  warning: 'var(--warning)',
  bad: 'var(--bad)',
} as const satisfies Theme;

/** Names are those of the style sheet; widths in pixels. */
const WIDTHS = { narrow: 340, medium: 600, wide: 860 } as const;

export function renderChart(chart: ChartSpec): Html {
  const spoken = { ...chart, alt: withoutControls(chart.alt) };
  return html`<figure class="chart">
    ${Object.entries(WIDTHS).map(([name, width]) => html`<div class="${name}">${drawn(spoken, width)}</div>`)}
  </figure>`;
}

/** The makers escape what they are given; title and verdict stand above the chart already. */
function drawn(chart: ChartSpec, width: number): Html {
  // Fonts of systems run up to a sixth wider than the one that the makers measure with.
  const look: Look = { width, theme: THEME, family: 'inherit', widen: 1.16 };
  return raw(drawChart(chart, look, { headline: false }).svg);
}
