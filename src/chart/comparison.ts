/** Ways side by side: a bar for each, in the components' colours, against what a card can give, with the verdict. */
import { COMPONENT_IDS } from '../component.ts';
import { verdictOf } from '../fit.ts';
import { swatchOf } from '../palette.ts';
import type { ChartSegment, ComparisonChart, ComparisonRow } from '../ports.ts';
import { formatBytes } from '../units.ts';
import { EDGE, TYPE, type Look } from './look.ts';
import { finite, fitted, keyLines, segmentRect, stacked, sumOf, titleOf, verdictMark } from './parts.ts';
import { type Drawing, picture, polyline, rect, widthIn, write } from './svg.ts';
import { cut, drawable } from './text.ts';

const ROW = 42;
const BAR_HEIGHT = 28;

interface Row extends ComparisonRow {
  /** As it is shown. */
  readonly name: string;
  readonly total: number;
}

interface Plot {
  readonly look: Look;
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
  const labelled = widestOf(plot);
  const bottom = plot.top + plot.rows.length * ROW;
  const hasOwnCards = plot.rows.some(({ capacityBytes }) => capacityBytes !== undefined);
  const unnamed = componentsOf(plot).filter(({ id }) => !labelled.has(id));
  const key = keyLines(look, unnamed, bottom + 20, hasOwnCards ? 'Usable on that card' : undefined);
  return picture(look, key.bottom + EDGE - 6, chart.alt, [
    ...head.parts,
    ...plot.rows.flatMap((row, i) => rowOf(plot, row, i, labelled, chart.capacity?.bytes)),
    usableLine(plot, chart, bottom),
    ...key.parts,
  ]);
}

function plotOf({ rows, capacity }: ComparisonChart, look: Look, top: number): Plot {
  const shown = rows.map((row) => {
    const segments = row.segments.map((segment) => ({ ...segment, bytes: finite(segment.bytes) }));
    const name = cut(drawable(row.label, row.id), (look.width * 0.3) / look.widen, TYPE.body, 'semibold');
    return { ...row, segments, name, total: sumOf(segments) };
  });
  const names = Math.max(0, ...shown.map(({ name }) => widthIn(look, name, TYPE.body, 'semibold')));
  const figures = Math.max(0, ...shown.map(({ total }) => widthIn(look, formatBytes(total), TYPE.body, 'semibold')));
  const [left, right] = [EDGE + names + 14, look.width - EDGE - figures - 36];
  const capacities = [capacity?.bytes, ...rows.map(({ capacityBytes }) => capacityBytes)].map((bytes) =>
    finite(bytes ?? 0),
  );
  const most = Math.max(1, ...shown.map(({ total }) => total), ...capacities) * 1.02;
  return { look, rows: shown, at: (bytes) => left + (bytes / most) * (right - left), top, left, right };
}

function rowOf(plot: Plot, row: Row, index: number, labelled: ReadonlyMap<string, number>, shared: number | undefined) {
  const { look, at, top, left, right } = plot;
  const { theme, width } = look;
  const y = top + index * ROW;
  const spans = stacked(row.segments, at);
  const usable = row.capacityBytes ?? shared;
  const verdict = usable === undefined ? undefined : verdictOf(row.total, finite(row.highBytes), usable);
  const text = { y: y + 20, size: TYPE.body, weight: 'semibold', fill: theme.text } as const;
  return [
    write(row.name, { ...text, x: EDGE }),
    rect({ x: left, y, width: right - left, height: BAR_HEIGHT }, { rx: 3, fill: theme.track }),
    ...row.segments.map((segment, i) => {
      const [start, end] = spans[i] ?? [0, 0];
      return segmentRect(look, segment, { x: start, y, width: end - start, height: BAR_HEIGHT });
    }),
    ...row.segments.map((segment, i) =>
      labelled.get(segment.id) === index ? insideLabel(segment, (spans[i] ?? [0])[0] + 8, y + 19) : '',
    ),
    row.capacityBytes === undefined ? '' : capacityMark(plot, row.capacityBytes, y),
    write(formatBytes(row.total), { ...text, x: width - EDGE - 28, anchor: 'end' }),
    verdict ? verdictMark(look, verdict, width - EDGE - 9, y + 14, 10) : '',
  ];
}

function insideLabel({ id, label }: ChartSegment, x: number, y: number): string {
  return write(drawable(label), { x, y, size: TYPE.small, fill: swatchOf(id).ink });
}

/** Where a row's own card ends. */
function capacityMark({ look, at }: Plot, bytes: number, y: number): string {
  const x = at(finite(bytes));
  const line = [x, y - 4, x, y + BAR_HEIGHT + 4];
  return (
    polyline(line, { stroke: look.theme.ground, 'stroke-width': 6 }) +
    polyline(line, { stroke: look.theme.text, 'stroke-width': 3 })
  );
}

function usableLine({ look, at, top }: Plot, { capacity }: ComparisonChart, bottom: number): string {
  if (!capacity) return '';
  const { theme, width } = look;
  const x = at(finite(capacity.bytes));
  const shown = fitted(look, capacity.label, width - 2 * EDGE, TYPE.small, 'semibold');
  const taken = widthIn(look, shown, TYPE.small, 'semibold');
  const left = Math.min(Math.max(EDGE, x - taken / 2), width - EDGE - taken);
  const line = [x, top - 8, x, bottom - 6];
  return [
    polyline(line, { stroke: theme.ground, 'stroke-width': 6 }),
    polyline(line, { stroke: theme.text, 'stroke-width': 2.5 }),
    write(shown, { x: left, y: top - 14, size: TYPE.small, weight: 'semibold', fill: theme.text }),
  ].join('');
}

// ----- Names of components -----

/** The row in which each component is named: the widest of those that have room; the others go under the bars. */
function widestOf({ look, rows, at }: Plot): ReadonlyMap<string, number> {
  const widest = new Map<string, { row: number; width: number }>();
  rows.forEach(({ segments }, row) => {
    const spans = stacked(segments, at);
    segments.forEach(({ id, label }, i) => {
      const [start, end] = spans[i] ?? [0, 0];
      const fits = end - start >= widthIn(look, drawable(label), TYPE.small) + 16;
      if (fits && end - start > (widest.get(id)?.width ?? 0)) widest.set(id, { row, width: end - start });
    });
  });
  return new Map([...widest].map(([id, { row }]) => [id, row]));
}

/** Every component that can be seen somewhere, in the order in which every answer shows them. */
function componentsOf({ rows, at }: Plot): readonly ChartSegment[] {
  const seen = rows.flatMap(({ segments }) => segments.filter(({ bytes }) => at(bytes) - at(0) >= 2));
  const rank = ({ id }: ChartSegment) => [...COMPONENT_IDS, id].findIndex((other) => other === id);
  return seen
    .filter(({ id }, i) => seen.findIndex((other) => other.id === id) === i)
    .toSorted((a, b) => rank(a) - rank(b));
}
