/** The memory of one peak as a bar against what the card can give: verdict, range, bar, and a name at every part. */
import { verdictOf } from '../fit/fit.ts';
import { swatchOf } from './palette.ts';
import type { ChartSegment, MemoryChart } from '../ports.ts';
import { formatBytes } from '../units.ts';
import { callouts } from './callouts.ts';
import { EDGE, TYPE, type Look } from './look.ts';
import { finite, sumOf } from './amounts.ts';
import { fitted, type Head, segmentRect, stacked, titleOf, TONE_OF, verdictMark, WORD_OF } from './parts.ts';
import { type Drawing, picture, polyline, rect, widthIn, write } from './svg.ts';
import { drawable } from './text.ts';

const BAR_HEIGHT = 64;
/** Room above the bar for the usable line's label and for the range. */
const ABOVE_BAR = 56;

interface Measures {
  readonly look: Look;
  readonly required: number;
  readonly low: number;
  readonly high: number;
  readonly usable: number | undefined;
  readonly at: (bytes: number) => number;
  /** The upper edge of the bar. */
  readonly top: number;
}

export function drawMemory(chart: MemoryChart, look: Look, hasVerdict: boolean): Drawing {
  const segments = chart.segments.map((segment) => ({ ...segment, bytes: finite(segment.bytes) }));
  const head = headOf(chart, look, hasVerdict);
  const measures = measuresOf(chart, look, head.bottom + ABOVE_BAR);
  const spans = stacked(segments, measures.at);
  const inside = segments.map((segment, i) => roomInside(measures, segment, spans[i] ?? [0, 0]));
  const outside = segments.flatMap((segment, i) => (inside[i] ? [] : [{ segment, x: middle(spans[i] ?? [0, 0]) }]));
  const name = lineName(measures, chart.capacity?.label);
  const below = callouts(look, outside, measures.top + BAR_HEIGHT);
  return picture(look, below.bottom + EDGE - 4, chart.alt, [
    ...head.parts,
    bar(measures, segments, spans),
    ...segments.map((segment, i) => insideLabel(measures, segment, inside[i])),
    ...below.parts,
    usableLine(measures, name),
    rangeOf(measures, name),
  ]);
}

function measuresOf({ segments, range, capacity }: MemoryChart, look: Look, top: number): Measures {
  const required = sumOf(segments.map((segment) => ({ ...segment, bytes: finite(segment.bytes) })));
  const low = finite(range.lowBytes);
  const high = Math.max(low, finite(range.highBytes));
  const usable = capacity && finite(capacity.bytes);
  const most = Math.max(required, high, usable ?? 0, 1) * 1.02;
  const at = (bytes: number) => EDGE + (bytes / most) * (look.width - 2 * EDGE);
  return { look, required, low, high, usable, at, top };
}

// ----- The verdict -----

/** Readable from across a room: the word and its mark, the figures beside them, or under them where that is too much. */
function headOf(chart: MemoryChart, look: Look, hasVerdict: boolean): Head {
  if (!hasVerdict) return { parts: [], bottom: 0 };
  const title = titleOf(look, chart.title);
  const { required, high, usable } = measuresOf(chart, look, 0);
  const { theme } = look;
  const base = title.bottom + 40;
  const big = { y: base, size: TYPE.verdict, weight: 'semibold' } as const;
  const needed = formatBytes(required);
  if (usable === undefined) {
    const taken = widthIn(look, needed, big.size, big.weight);
    const lines = [{ text: 'needed on one card', size: TYPE.strong, fill: theme.soft }];
    const figures = besideOrUnder(look, EDGE + taken, base, lines);
    return {
      parts: [...title.parts, write(needed, { ...big, x: EDGE, fill: theme.text }), ...figures.parts],
      bottom: figures.bottom,
    };
  }
  const verdict = verdictOf(required, high, usable);
  const fill = theme[TONE_OF[verdict]];
  const word = WORD_OF[verdict];
  const spare = usable - required;
  const figures = besideOrUnder(look, EDGE + 48 + widthIn(look, word, big.size, big.weight), base, [
    { text: `${needed} needed`, size: TYPE.strong, fill: theme.text },
    { text: spare < 0 ? `${formatBytes(-spare)} too much` : `${formatBytes(spare)} to spare`, size: TYPE.body, fill },
  ]);
  return {
    parts: [
      ...title.parts,
      verdictMark(look, verdict, EDGE + 18, base - 13, 18),
      write(word, { ...big, x: EDGE + 48, fill }),
      ...figures.parts,
    ],
    bottom: figures.bottom,
  };
}

interface Figure {
  readonly text: string;
  readonly size: number;
  readonly fill: string;
}

/** @param end where the large words end. */
function besideOrUnder(look: Look, end: number, base: number, lines: readonly Figure[]): Head {
  const weight = 'semibold';
  const taken = Math.max(...lines.map(({ text, size }) => widthIn(look, text, size, weight)));
  const isBeside = end + 20 + taken <= look.width - EDGE;
  const first = isBeside ? base + 2 - (lines.length - 1) * 22 : base + 30;
  const side = isBeside ? ({ x: look.width - EDGE, anchor: 'end' } as const) : { x: EDGE };
  return {
    parts: lines.map(({ text, size, fill }, i) => write(text, { ...side, y: first + i * 22, size, weight, fill })),
    bottom: isBeside ? base + 14 : first + (lines.length - 1) * 22 + 8,
  };
}

// ----- The bar -----

type Span = readonly [number, number];

function middle([start, end]: Span): number {
  return (start + end) / 2;
}

function bar({ look, top, at, required, usable }: Measures, segments: readonly ChartSegment[], spans: readonly Span[]) {
  const { theme, width } = look;
  const track = rect({ x: EDGE, y: top, width: width - 2 * EDGE, height: BAR_HEIGHT }, { rx: 4, fill: theme.track });
  const parts = segments.map((segment, i) => {
    const [start, end] = spans[i] ?? [0, 0];
    return segmentRect(look, segment, { x: start, y: top, width: end - start, height: BAR_HEIGHT });
  });
  const over =
    usable !== undefined && required > usable
      ? rect(
          { x: at(usable), y: top + BAR_HEIGHT + 3, width: at(required) - at(usable), height: 6 },
          { fill: theme.bad },
        )
      : '';
  return [track, ...parts, over].join('');
}

/** Where a segment's own label goes, if it has room: on the wider side of the usable line where that crosses it. */
function roomInside({ look, at, usable }: Measures, { label, bytes }: ChartSegment, [start, end]: Span) {
  const line = usable === undefined ? start : at(usable);
  const [from, to] =
    line <= start || line >= end ? [start, end] : line - start > end - line ? [start, line] : [line, end];
  const needed = Math.max(
    widthIn(look, drawable(label), TYPE.body),
    widthIn(look, formatBytes(bytes), TYPE.body, 'semibold'),
  );
  return to - from >= needed + 20 ? from + 10 : undefined;
}

function insideLabel({ top }: Measures, { id, label, bytes }: ChartSegment, x: number | undefined): string {
  if (x === undefined) return '';
  const fill = swatchOf(id).ink;
  return [
    write(drawable(label), { x, y: top + 27, size: TYPE.body, fill }),
    write(formatBytes(bytes), { x, y: top + 48, size: TYPE.body, weight: 'semibold', fill }),
  ].join('');
}

interface LineName {
  readonly shown: string;
  readonly left: number;
  readonly right: number;
}

/** The name of the usable line, over it as far as the edges let it. */
function lineName({ look, at, usable }: Measures, label: string | undefined): LineName | undefined {
  if (usable === undefined || label === undefined) return undefined;
  const shown = fitted(look, label, look.width - 2 * EDGE, TYPE.body, 'semibold');
  const taken = widthIn(look, shown, TYPE.body, 'semibold');
  const left = Math.min(Math.max(EDGE, at(usable) - taken / 2), look.width - EDGE - taken);
  return { shown, left, right: left + taken };
}

/** The line that must not be crossed, with what the card can give above it. */
function usableLine({ look, at, usable = 0, top }: Measures, name: LineName | undefined): string {
  if (!name) return '';
  const { theme } = look;
  const x = at(usable);
  const y = top - ABOVE_BAR + 20;
  const line = [x, y + 6, x, top + BAR_HEIGHT + 9];
  return [
    polyline(line, { stroke: theme.ground, 'stroke-width': 6 }),
    polyline(line, { stroke: theme.text, 'stroke-width': 2.5 }),
    write(name.shown, { x: name.left, y, size: TYPE.body, weight: 'semibold', fill: theme.text }),
  ].join('');
}

/** A whisker over the bar, with its ends in figures where there is room. */
function rangeOf(measures: Measures, name: LineName | undefined): string {
  const { look, at, low, high, top } = measures;
  const { theme } = look;
  const [from, to] = [formatBytes(low), formatBytes(high)];
  if (from === to) return '';
  const y = top - 14;
  const [start, end] = [at(low), Math.max(at(low) + 6, at(high))];
  const text = `likely ${from.replace(/ GiB$/, to.endsWith('GiB') ? '' : ' GiB')} to ${to}`;
  const { x, row } = rangePlace(measures, name, [start, end], widthIn(look, text, TYPE.small));
  const stroke = { stroke: theme.text, 'stroke-width': 2.5 };
  return [
    polyline([start, y, end, y], stroke),
    polyline([start, y - 6, start, y + 6], stroke),
    polyline([end, y - 6, end, y + 6], stroke),
    x === undefined ? '' : write(text, { x, y: y + (row === 'whisker' ? 5 : -22), size: TYPE.small, fill: theme.soft }),
  ].join('');
}

/**
 * Where the range's figures stand: beside the whisker, else in the row over it, beside the usable line's name. Nowhere
 * when both are full: then the reply's text alone has them.
 */
function rangePlace({ look, at, usable }: Measures, name: LineName | undefined, [start, end]: Span, taken: number) {
  const [low, high] = [EDGE, look.width - EDGE - taken];
  const isInside = (x: number) => x >= low && x <= high;
  const line = usable === undefined || !name ? undefined : at(usable);
  const isFree = (x: number) => line === undefined || line < x - 4 || line > x + taken + 4;
  const beside = [start - 10 - taken, end + 10].find((x) => isInside(x) && isFree(x));
  if (beside !== undefined) return { x: beside, row: 'whisker' } as const;
  const over = [high, low].find((x) => isInside(x) && (!name || name.right + 12 <= x || x + taken + 12 <= name.left));
  return { x: over, row: 'over' } as const;
}
