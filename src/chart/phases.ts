/** A training step as a timeline: a column for each phase, what stays at the bottom, what comes and goes on top. */
import { swatchOf } from '../palette.ts';
import type { ChartCapacity, ChartSegment, PhasesChart } from '../ports.ts';
import { formatBytes } from '../units.ts';
import { EDGE, TYPE, type Look } from './look.ts';
import { finite, fitted, segmentRect, sumOf, titleOf } from './parts.ts';
import { linearScale, spread } from './scale.ts';
import { type Drawing, picture, polyline, rect, widthIn, write } from './svg.ts';
import { drawable, type Weight } from './text.ts';

const PLOT_HEIGHT = 240;
/** Room for names at the right of the columns, as a share of the width. */
const NAMES_SHARE = 0.38;
const NAME_ROW = 21;
const GAP = 3;

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
  const plot = plotOf(chart, look, head.bottom + 34);
  const labels = phaseLabels(plot);
  return picture(look, labels.bottom + EDGE, chart.alt, [
    ...head.parts,
    ...columnsOf(plot),
    usableLine(plot, chart),
    ...totals(plot),
    ...names(plot, chart.capacity),
    ...labels.parts,
  ]);
}

function plotOf({ phases, capacity }: PhasesChart, look: Look, top: number): Plot {
  const order = byPersistence(phases.flatMap(({ segments }) => segments));
  const columns = phases.map(({ label, segments }) => {
    const sorted = segments
      .map((segment) => ({ ...segment, bytes: finite(segment.bytes) }))
      .toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
    return { label, segments: sorted, total: sumOf(sorted) };
  });
  const most = Math.max(1, ...columns.map(({ total }) => total), finite(capacity?.bytes ?? 0)) * 1.02;
  const bottom = top + PLOT_HEIGHT;
  const step = (look.width * (1 - NAMES_SHARE) - EDGE) / Math.max(1, columns.length);
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

/** Ids, those alive in most phases first, else in their own order: what stays lies flat at the bottom. */
function byPersistence(segments: readonly ChartSegment[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { id, bytes } of segments) if (bytes > 0) counts.set(id, (counts.get(id) ?? 0) + 1);
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
  const line = [EDGE - 6, y, left(columns.length) + 4, y];
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
  const lines = columns.map(({ label }) => wrapped(look, label, step - 6));
  const parts = lines.flatMap((words, column) =>
    words.map((line, i) =>
      write(line, {
        x: left(column) + (step - GAP) / 2,
        y: bottom + 20 + i * 18,
        anchor: 'middle',
        size: TYPE.small,
        weight: column === peak ? 'semibold' : 'regular',
        fill: column === peak ? look.theme.text : look.theme.soft,
      }),
    ),
  );
  return { parts, bottom: bottom + 20 + (Math.max(1, ...lines.map(({ length }) => length)) - 1) * 18 };
}

/** Up to two lines, broken between words. */
function wrapped(look: Look, text: string, room: number): readonly string[] {
  const shown = drawable(text);
  if (widthIn(look, shown, TYPE.small, 'semibold') <= room) return [shown];
  const words = shown.split(/(?<=[\s-])/);
  let first = words.shift() ?? '';
  while (words.length > 0 && widthIn(look, first + words[0], TYPE.small, 'semibold') <= room) first += words.shift();
  return [first.trim(), words.join('')]
    .filter((line) => line !== '')
    .map((line) => fitted(look, line, room, TYPE.small, 'semibold'));
}

// ----- Names -----

/** A line of text at the right of the columns. */
interface Name {
  readonly text: string;
  /** Printed behind the text, which is cut before this is. */
  readonly figure: string;
  readonly weight: Weight;
  /** Of what is named: where the text would best stand. */
  readonly y: number;
  /** The line that joins the two: its colour and where it begins. */
  readonly joint: { readonly stroke: string; readonly x: number } | undefined;
}

/** What the peak's column holds with what it takes, and the usable line's name; each joined to its place. */
function names(plot: Plot, capacity: ChartCapacity | undefined): readonly string[] {
  const { look, columns, left, bottom, top } = plot;
  const all = [...namesAtPeak(plot), ...namesOfLine(plot, capacity)];
  const x = left(columns.length) + 26;
  const room = look.width - EDGE - x;
  const ys = spread(
    all.map(({ y }) => y),
    NAME_ROW,
    top - 4,
    bottom - 4,
  );
  return all.map(({ text, figure, weight, y, joint }, i) => {
    const target = ys[i] ?? y;
    const { text: fill } = look.theme;
    const behind = widthIn(look, figure, TYPE.small, 'semibold');
    const shown = fitted(look, text, room - behind - 6, TYPE.small, weight);
    const line = joint && [joint.x, y, left(columns.length) + 2, y, x - 8, target, x - 4, target];
    return [
      joint && line ? polyline(line, { stroke: joint.stroke, 'stroke-width': 2 }) : '',
      write(shown, { x, y: target + 5, size: TYPE.small, weight, fill }),
      figure &&
        write(figure, { x: x + room, y: target + 5, anchor: 'end', size: TYPE.small, weight: 'semibold', fill }),
    ].join('');
  });
}

function namesAtPeak({ columns, peak, at, left, step }: Plot): readonly Name[] {
  const x = left(peak) + step - GAP;
  let before = 0;
  return (columns[peak]?.segments ?? []).map(({ id, label, bytes }) => {
    const y = at(before + bytes / 2);
    before += bytes;
    const joint = { stroke: swatchOf(id).fill, x };
    return { text: label, figure: formatBytes(bytes), weight: 'regular', y, joint };
  });
}

/** On two lines where one is too short. */
function namesOfLine({ look, at, left, columns }: Plot, capacity: ChartCapacity | undefined): readonly Name[] {
  if (!capacity) return [];
  const x = left(columns.length);
  const y = at(finite(capacity.bytes));
  return wrapped(look, capacity.label, look.width - EDGE - x - 26).map((text, i) => ({
    text,
    figure: '',
    weight: 'semibold',
    y: y + i / 100,
    joint: i === 0 ? { stroke: look.theme.text, x } : undefined,
  }));
}
