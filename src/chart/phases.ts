/** A training step as a timeline: a column for each phase, what stays at the bottom, what comes and goes on top. */
import type { ChartCapacity, ChartSegment, PhasesChart } from '../ports.ts';
import { formatBytes } from '../units.ts';
import { listed } from './callouts.ts';
import { EDGE, TYPE, type Look } from './look.ts';
import { finite, sumOf } from './amounts.ts';
import { fitted, type Head, segmentRect, titleOf } from './parts.ts';
import { linearScale } from './scale.ts';
import { type Drawing, picture, polyline, rect, widthIn, write } from './svg.ts';
import { drawable } from './text.ts';

const PLOT_HEIGHT = 210;
const GAP = 3;
/** A card that can give so many times the peak would press the columns flat: it is named and not drawn. */
const FAR = 1.8;

interface Column {
  readonly label: string;
  readonly segments: readonly ChartSegment[];
  readonly total: number;
}

interface Plot {
  readonly look: Look;
  readonly columns: readonly Column[];
  readonly peak: number;
  readonly at: (bytes: number) => number;
  /** The left edge of a column, and what it takes with its gap. */
  readonly left: (column: number) => number;
  readonly step: number;
  readonly top: number;
  readonly bottom: number;
}

export function drawPhases(chart: PhasesChart, look: Look, hasTitle: boolean): Drawing {
  const head = hasTitle ? titleOf(look, chart.title) : { parts: [], bottom: EDGE - 8 };
  const peak = Math.max(0, ...chart.phases.map(({ segments }) => sumOf(segments)));
  const isFar = finite(chart.capacity?.bytes ?? 0) > FAR * peak && peak > 0;
  const drawn = isFar ? { ...chart, capacity: undefined } : chart;
  const limit = limitName(look, chart.capacity, head.bottom, isFar);
  const plot = plotOf(drawn, look, limit.bottom + 48);
  const labels = phaseLabels(plot);
  const atPeak = plot.columns[plot.peak]?.segments ?? [];
  const key = listed(look, atPeak.toReversed(), labels.bottom);
  return picture(look, key.bottom + EDGE - 4, chart.alt, [
    ...head.parts,
    ...limit.parts,
    ...columnsOf(plot),
    usableLine(plot, drawn),
    ...totals(plot),
    ...labels.parts,
    ...key.parts,
  ]);
}

/** What the line across the columns stands for, above them all, where no column can be in its way. */
function limitName(look: Look, capacity: ChartCapacity | undefined, top: number, isFar: boolean): Head {
  if (!capacity) return { parts: [], bottom: top };
  const y = top + 18;
  const x = isFar ? EDGE : EDGE + 34;
  const text = isFar ? `${drawable(capacity.label)}, above this scale` : capacity.label;
  const shown = fitted(look, text, look.width - EDGE - x, TYPE.small, 'semibold');
  const stroke = { stroke: look.theme.text, 'stroke-width': 2.5 };
  return {
    parts: [
      isFar ? '' : polyline([EDGE, y - 5, EDGE + 24, y - 5], stroke),
      write(shown, { x, y, size: TYPE.small, weight: 'semibold', fill: look.theme.text }),
    ],
    bottom: y,
  };
}

function plotOf({ phases, capacity }: PhasesChart, look: Look, top: number): Plot {
  const order = byPersistence(phases.flatMap(({ segments }) => segments));
  const columns = phases.map(({ label, segments }) => {
    const sorted = segments
      .map((segment) => ({ ...segment, bytes: finite(segment.bytes) }))
      .toSorted((a, b) => order.indexOf(nameOf(a)) - order.indexOf(nameOf(b)));
    return { label, segments: sorted, total: sumOf(sorted) };
  });
  const most = Math.max(1, ...columns.map(({ total }) => total), finite(capacity?.bytes ?? 0)) * 1.02;
  const bottom = top + PLOT_HEIGHT;
  const step = (look.width - 2 * EDGE + GAP) / Math.max(1, columns.length);
  return {
    look,
    columns,
    peak: columns.reduce((best, { total }, i) => (total > (columns[best]?.total ?? 0) ? i : best), 0),
    at: linearScale(most, bottom, top).at,
    left: (column) => EDGE + column * step,
    step,
    top,
    bottom,
  };
}

/** Two parts of one component may live at different times. */
function nameOf({ id, label }: ChartSegment): string {
  return `${id} ${label}`;
}

/** Names, those alive in most phases first, else in their own order: what stays lies flat at the bottom. */
function byPersistence(segments: readonly ChartSegment[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const segment of segments) {
    if (segment.bytes > 0) counts.set(nameOf(segment), (counts.get(nameOf(segment)) ?? 0) + 1);
  }
  return [...counts.keys()].sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
}

function columnsOf({ look, columns, at, left, step, bottom }: Plot): readonly string[] {
  const base = rect({ x: EDGE, y: bottom, width: step * columns.length - GAP, height: 1.5 }, { fill: look.theme.soft });
  const bars = columns.flatMap(({ segments }, column) => {
    let before = 0;
    return segments.map((segment) => {
      const y = at(before + segment.bytes);
      const height = at(before) - y;
      before += segment.bytes;
      return segmentRect(look, segment, { x: left(column), y, width: step - GAP, height });
    });
  });
  return [...bars, base];
}

function usableLine({ look, at, left, columns }: Plot, { capacity }: PhasesChart): string {
  if (!capacity) return '';
  const { theme } = look;
  const y = at(finite(capacity.bytes));
  const line = [EDGE, y, left(columns.length) - GAP, y];
  return [
    polyline(line, { stroke: theme.ground, 'stroke-width': 5 }),
    polyline(line, { stroke: theme.text, 'stroke-width': 2.5 }),
  ].join('');
}

/** Above each column what it sums to; the peak is marked. */
function totals({ look, columns, peak, at, left, step }: Plot): readonly string[] {
  const { theme } = look;
  return columns.map(({ total }, column) => {
    const isPeak = column === peak;
    const x = left(column) + (step - GAP) / 2;
    const y = at(total) - 8;
    const fill = isPeak ? theme.text : theme.soft;
    const figure = isPeak ? formatBytes(total) : formatBytes(total).replace(/ GiB$/, '');
    const taken = widthIn(look, figure, TYPE.body, 'semibold');
    return [
      rect({ x: x - taken / 2 - 3, y: y - 15, width: taken + 6, height: 20 }, { fill: theme.ground }),
      write(figure, { x, y, anchor: 'middle', size: TYPE.body, weight: 'semibold', fill }),
      isPeak ? write('Peak', { x, y: y - 19, anchor: 'middle', size: TYPE.body, weight: 'semibold', fill }) : '',
    ].join('');
  });
}

/** Under each column its phase, on as many lines as it has words. */
function phaseLabels({ look, columns, peak, left, step, bottom }: Plot) {
  const isTight = columns.some(({ label }) =>
    wordsOf(label).some((word) => widthIn(look, word, TYPE.small, 'semibold') > step - 6),
  );
  // Where a word is wider than its column, every second label stands a line lower and may take its neighbours' room.
  const lower = (column: number) => (isTight && column % 2 === 1 ? 18 : 0);
  const lines = columns.map(({ label }) => wrapped(look, label, isTight ? 1.6 * step : step - 6));
  const parts = lines.flatMap((words, column) =>
    words.map((line, i) =>
      write(line, {
        x: left(column) + (step - GAP) / 2,
        y: bottom + 20 + lower(column) + i * 18,
        anchor: 'middle',
        size: TYPE.small,
        weight: column === peak ? 'semibold' : 'regular',
        fill: column === peak ? look.theme.text : look.theme.soft,
      }),
    ),
  );
  const depth = Math.max(0, ...lines.map(({ length }, column) => lower(column) + (length - 1) * 18));
  return { parts, bottom: bottom + 20 + depth };
}

function wordsOf(text: string): readonly string[] {
  return drawable(text).split(/(?<=[\s-])/);
}

/** Up to two lines, broken between words. */
function wrapped(look: Look, text: string, room: number): readonly string[] {
  const shown = drawable(text);
  if (widthIn(look, shown, TYPE.small, 'semibold') <= room) return [shown];
  const words = [...wordsOf(text)];
  let first = words.shift() ?? '';
  while (words.length > 0 && widthIn(look, first + words[0], TYPE.small, 'semibold') <= room) first += words.shift();
  return [first.trim(), words.join('')]
    .filter((line) => line !== '')
    .map((line) => fitted(look, line, room, TYPE.small, 'semibold'));
}
