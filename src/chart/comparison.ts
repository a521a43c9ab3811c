/** Ways side by side: a bar for each, in the components' colours, against what a card can give, with the verdict. */
import { COMPONENT_KINDS } from '../memory/component.ts';
import { verdictOf } from '../fit/fit.ts';
import { swatchOf } from './palette.ts';
import type { ChartSegment, ComparisonChart, ComparisonRow } from '../ports.ts';
import { formatBytes } from '../units.ts';
import { EDGE, NARROW, TYPE, type Look } from './look.ts';
import { finite, sumOf } from './amounts.ts';
import { fitted, keyLines, segmentRect, stacked, titleOf, verdictMark } from './parts.ts';
import { type Drawing, picture, polyline, rect, widthIn, write } from './svg.ts';
import { cut, drawable } from './text.ts';

/** Rows of a few ways, and of many: a chat shows no picture taller than it is wide at full size. */
const PITCH = {
  few: { row: 42, bar: 28, head: 0 },
  many: { row: 31, bar: 22, head: 0 },
  narrow: { row: 52, bar: 20, head: 20 },
} as const;
const FEW = 6;
/** What the cards can give is shown up to so many times the largest bar; marks beyond stand at the edge. */
const MOST_CAPACITY = 3;

/** Between the edge of a part and its name. */
const LABEL_EDGE = 8;

interface Row extends ComparisonRow {
  /** As it is shown. */
  readonly name: string;
  readonly total: number;
}

interface Plot {
  readonly look: Look;
  /** Of a row, its bar, and the names over it. */
  readonly pitch: { readonly row: number; readonly bar: number; readonly head: number };
  readonly rows: readonly Row[];
  readonly at: (bytes: number) => number;
  readonly top: number;
  /** Where the bars begin and where they may end. */
  readonly left: number;
  readonly right: number;
}

export function drawComparison(chart: ComparisonChart, look: Look, hasTitle: boolean): Drawing {
  const head = hasTitle ? titleOf(look, chart.title) : { parts: [], bottom: EDGE - 8 };
  const plot = plotOf(chart, look, head.bottom + (chart.capacity ? 30 : 6));
  const labelled = widestOf(plot, chart.capacity?.bytes);
  const bottom = plot.top + plot.rows.length * plot.pitch.row;
  const unnamed = componentsOf(plot).filter(({ id }) => !labelled.has(id));
  const key = keyLines(look, unnamed, bottom + 20, ownCardsText(plot));
  return picture(look, key.bottom + EDGE - 6, chart.alt, [
    ...head.parts,
    ...plot.rows.flatMap((row, i) => rowOf(plot, row, i, labelled, chart.capacity?.bytes)),
    usableLine(plot, chart, bottom),
    ...key.parts,
  ]);
}

function plotOf({ rows, capacity }: ComparisonChart, look: Look, top: number): Plot {
  const isNarrow = look.width < NARROW;
  const shown = rows.map((row) => {
    const segments = row.segments.map((segment) => ({ ...segment, bytes: finite(segment.bytes) }));
    const name = cut(
      drawable(row.label, row.id),
      (look.width * (isNarrow ? 0.55 : 0.3)) / look.widen,
      TYPE.body,
      'semibold',
    );
    return { ...row, segments, name, total: sumOf(segments) };
  });
  const names = Math.max(0, ...shown.map(({ name }) => widthIn(look, name, TYPE.body, 'semibold')));
  const figures = Math.max(0, ...shown.map(({ total }) => widthIn(look, formatBytes(total), TYPE.body, 'semibold')));
  const [left, right] = isNarrow ? [EDGE, look.width - EDGE] : [EDGE + names + 14, look.width - EDGE - figures - 36];
  const capacities = [capacity?.bytes, ...rows.map(({ capacityBytes }) => capacityBytes)].map((bytes) =>
    finite(bytes ?? 0),
  );
  const largest = Math.max(1, ...shown.map(({ total }) => total));
  const most = Math.max(largest, Math.min(MOST_CAPACITY * largest, Math.max(0, ...capacities))) * 1.02;
  const at = (bytes: number) => left + Math.min(1, bytes / most) * (right - left);
  const pitch = PITCH[isNarrow ? 'narrow' : shown.length > FEW ? 'many' : 'few'];
  return { look, pitch, rows: shown, at, top, left, right };
}

function rowOf(plot: Plot, row: Row, index: number, labelled: ReadonlyMap<string, number>, shared: number | undefined) {
  const { look, pitch, at, top, left, right } = plot;
  const { theme, width } = look;
  const y = top + index * pitch.row + pitch.head;
  const middle = y + pitch.bar / 2;
  const nameMiddle = pitch.head > 0 ? y - 12 : middle;
  const spans = stacked(row.segments, at);
  const usable = row.capacityBytes ?? shared;
  const verdict = usable === undefined ? undefined : verdictOf(row.total, finite(row.highBytes), usable);
  const text = { y: nameMiddle + 6, size: TYPE.body, weight: 'semibold', fill: theme.text } as const;
  return [
    write(row.name, { ...text, x: EDGE }),
    rect({ x: left, y, width: right - left, height: pitch.bar }, { rx: 3, fill: theme.track }),
    ...row.segments.map((segment, i) => {
      const [start, end] = spans[i] ?? [0, 0];
      return segmentRect(look, segment, { x: start, y, width: end - start, height: pitch.bar });
    }),
    ...row.segments.map((segment, i) =>
      labelled.get(segment.id) === index && isWidest(row.segments, segment)
        ? insideLabel(segment, (spans[i] ?? [0])[0] + LABEL_EDGE, middle + 5)
        : '',
    ),
    row.capacityBytes === undefined ? '' : capacityMark(plot, row.capacityBytes, y),
    write(formatBytes(row.total), { ...text, x: width - EDGE - 28, anchor: 'end' }),
    verdict ? verdictMark(look, verdict, width - EDGE - 9, nameMiddle, 10) : '',
  ];
}

/** Of parts of one component in a row, the first of the largest is named. */
function isWidest(segments: readonly ChartSegment[], { id, bytes }: ChartSegment): boolean {
  return segments.every((other) => other.id !== id || other.bytes <= bytes);
}

function insideLabel({ id, label }: ChartSegment, x: number, y: number): string {
  return write(drawable(label), { x, y, size: TYPE.small, fill: swatchOf(id).ink });
}

/** What the mark of a row's own card says; undefined where there are none. */
function ownCardsText({ rows, at, right }: Plot): string | undefined {
  const own = rows.flatMap(({ capacityBytes }) => (capacityBytes === undefined ? [] : [at(finite(capacityBytes))]));
  if (own.length === 0) return undefined;
  return own.some((x) => x >= right) ? 'Usable on that card; arrows: more' : 'Usable on that card';
}

/** Where a row's own card ends. */
function capacityMark({ look, pitch, at, right }: Plot, bytes: number, y: number): string {
  const x = at(finite(bytes));
  const middle = y + pitch.bar / 2;
  if (x >= right) {
    // Further than is shown: two arrowheads at the edge.
    const heads = [14, 6].map((back) => [x - back - 6, middle - 6, x - back, middle, x - back - 6, middle + 6]);
    return heads.map((head) => polyline(head, { stroke: look.theme.text, 'stroke-width': 3 })).join('');
  }
  const line = [x, y - 4, x, y + pitch.bar + 4];
  return (
    polyline(line, { stroke: look.theme.ground, 'stroke-width': 6 }) +
    polyline(line, { stroke: look.theme.text, 'stroke-width': 3 })
  );
}

function usableLine({ look, pitch, rows, at, top }: Plot, { capacity }: ComparisonChart, bottom: number): string {
  if (!capacity) return '';
  const { theme, width } = look;
  const x = at(finite(capacity.bytes));
  const shown = fitted(look, capacity.label, width - 2 * EDGE, TYPE.small, 'semibold');
  const taken = widthIn(look, shown, TYPE.small, 'semibold');
  const left = Math.min(Math.max(EDGE, x - taken / 2), width - EDGE - taken);
  // Names over the bars are not crossed.
  const lines =
    pitch.head > 0
      ? rows.map((_, i) => top + i * pitch.row + pitch.head).map((y) => [x, y - 4, x, y + pitch.bar + 4])
      : [[x, top - 8, x, bottom - 6]];
  return [
    ...lines.flatMap((line) => [
      polyline(line, { stroke: theme.ground, 'stroke-width': 6 }),
      polyline(line, { stroke: theme.text, 'stroke-width': 2.5 }),
    ]),
    write(shown, { x: left, y: top - 14, size: TYPE.small, weight: 'semibold', fill: theme.text }),
  ].join('');
}

// ----- Names of components -----

/** The row in which each component is named: the widest of those that have room; the others go under the bars. */
function widestOf({ look, rows, at }: Plot, shared: number | undefined): ReadonlyMap<string, number> {
  const widest = new Map<string, { row: number; width: number }>();
  rows.forEach(({ segments, capacityBytes }, row) => {
    const usable = capacityBytes ?? shared;
    const line = usable === undefined ? -Infinity : at(finite(usable));
    const spans = stacked(segments, at);
    segments.forEach(({ id, label }, i) => {
      const [start, end] = spans[i] ?? [0, 0];
      const taken = widthIn(look, drawable(label), TYPE.small);
      const from = start + LABEL_EDGE;
      // Neither wider than its part nor under the line of what is usable.
      const fits = end - start >= taken + 2 * LABEL_EDGE && (line < from - 4 || line > from + taken + 4);
      if (fits && end - start > (widest.get(id)?.width ?? 0)) widest.set(id, { row, width: end - start });
    });
  });
  return new Map([...widest].map(([id, { row }]) => [id, row]));
}

/** Every component that can be seen somewhere, in the order in which every answer shows them. */
function componentsOf({ rows, at }: Plot): readonly ChartSegment[] {
  const seen = rows.flatMap(({ segments }) => segments.filter(({ bytes }) => at(bytes) - at(0) >= 2));
  const rank = ({ id }: ChartSegment) => [...COMPONENT_KINDS, id].findIndex((other) => other === id);
  return seen
    .filter(({ id }, i) => seen.findIndex((other) => other.id === id) === i)
    .toSorted((a, b) => rank(a) - rank(b));
}
