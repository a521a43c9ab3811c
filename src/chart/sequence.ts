/** Memory against sequence length: a curve for each way, a line for each card, a dot where a curve outgrows a card. */
import { SERIES } from './palette.ts';
import type { SequenceChart } from '../ports.ts';
import { GIB } from '../units.ts';
import { EDGE, NARROW, TYPE, type Look } from './look.ts';
import { finite } from './amounts.ts';
import { fitted, titleOf } from './parts.ts';
import { type Axis, drawAxes, type Frame, leftFor } from './plot.ts';
import { linearScale, type Scale, spread } from './scale.ts';
import { type Drawing, element, picture, polyline, widthIn, write } from './svg.ts';
import { drawable } from './text.ts';

const PLOT_HEIGHT = 300;
/** Room for names at the right, as a share of the width. */
const NAMES_SHARE = { wide: 0.3, narrow: 0.42 } as const;
/** Between the frame and the names. */
const NAMES_GAP = 22;
const NAME_ROW = 21;

interface Point {
  readonly tokens: number;
  readonly bytes: number;
}

interface Curve {
  readonly label: string;
  readonly colour: string;
  readonly points: readonly Point[];
}

interface Name {
  readonly text: string;
  readonly colour: string;
  readonly y: number;
  /** Where the line to the name begins. */
  readonly x: number;
  readonly isCard: boolean;
}

interface Plot {
  readonly look: Look;
  readonly frame: Frame;
  readonly x: Axis;
  readonly y: Axis;
  readonly curves: readonly Curve[];
  readonly cards: SequenceChart['cards'];
  /** What the upright axis ends at. */
  readonly most: number;
}

export function drawSequence(chart: SequenceChart, look: Look, hasTitle: boolean): Drawing {
  const head = hasTitle ? titleOf(look, chart.title) : { parts: [], bottom: EDGE - 8 };
  const plot = plotOf(chart, look, head.bottom + 24);
  return picture(look, plot.frame.bottom + 44 + EDGE - 6, chart.alt, [
    ...head.parts,
    ...drawAxes(look, plot.frame, plot.x, plot.y),
    ...plot.cards.map(({ bytes }) => cardLine(plot, bytes)),
    ...plot.curves.flatMap((curve) => curveOf(plot, curve)),
    ...names(plot),
    ...namesAbove(plot),
  ]);
}

function plotOf(chart: SequenceChart, look: Look, caption: number): Plot {
  const curves = chart.curves.map(({ label, points }, i) => ({
    label,
    colour: SERIES[i % SERIES.length] ?? look.theme.text,
    points: points
      .map(({ tokens, bytes }) => ({ tokens, bytes: finite(bytes) }))
      .filter(({ tokens }) => tokens > 0)
      .toSorted((a, b) => a.tokens - b.tokens),
  }));
  const all = curves.flatMap(({ points }) => points);
  const largestCard = Math.max(0, ...chart.cards.map(({ bytes }) => finite(bytes)));
  const largest = Math.max(1, ...all.map(({ bytes }) => bytes));
  // A curve that leaves every card far below is cut at the top: beyond the last card nothing is decided.
  const most = largestCard > 0 ? Math.min(largest, largestCard * 1.12) : largest;
  const shown = Math.max(most, largestCard) * 1.04;
  const above = curves.filter((curve) => crossing(curve, shown)).length;
  const top = caption + 16 + above * NAME_ROW;
  const bottom = top + PLOT_HEIGHT;
  const gib = linearScale(shown / GIB, bottom, top, 5);
  const y: Axis = {
    scale: { at: (bytes) => gib.at(bytes / GIB), ticks: gib.ticks.map((tick) => tick * GIB) },
    format: (bytes) => `${Number((bytes / GIB).toPrecision(3))}`,
    label: 'GiB on one card',
  };
  const frame: Frame = { left: leftFor(look, y), right: look.width - namesWidth(look, chart), top, bottom, caption };
  const x: Axis = { scale: tokenScale(all, frame), format: formatTokens, label: 'Tokens in a sequence' };
  return { look, frame, x, y, curves, cards: chart.cards, most: shown };
}

/** As much as the names need, up to their share. */
function namesWidth(look: Look, { curves, cards }: SequenceChart): number {
  const widths = [
    ...cards.map(({ label }) => widthIn(look, drawable(label), TYPE.small)),
    ...curves.map(({ label }) => widthIn(look, drawable(label), TYPE.small, 'semibold')),
  ];
  const share = NAMES_SHARE[look.width < NARROW ? 'narrow' : 'wide'] * look.width;
  return Math.min(Math.max(0, ...widths) + NAMES_GAP + EDGE + 4, share);
}

/** Doublings at equal distances. */
function tokenScale(points: readonly Point[], { left, right }: Frame): Scale {
  const counts = [...new Set(points.map(({ tokens }) => tokens))].sort((a, b) => a - b);
  const [least = 512, most = least] = [counts[0], counts.at(-1)];
  const span = Math.max(Math.log2(most / least), 1e-9);
  const at = (tokens: number) => left + 14 + (Math.log2(tokens / least) / span) * (right - left - 14);
  return { at, ticks: counts };
}

function formatTokens(tokens: number): string {
  if (tokens >= 1024 ** 2 && tokens % 1024 ** 2 === 0) return `${tokens / 1024 ** 2}M`;
  return tokens >= 1024 && tokens % 1024 === 0 ? `${tokens / 1024}K` : tokens.toLocaleString('en-US');
}

// ----- Lines -----

function cardLine({ look, frame, y }: Plot, bytes: number): string {
  const at = y.scale.at(finite(bytes));
  const line = [frame.left, at, frame.right, at];
  return polyline(line, { stroke: look.theme.text, 'stroke-width': 2, 'stroke-dasharray': '7 5' });
}

function curveOf(plot: Plot, curve: Curve): readonly string[] {
  const { look, x, y, cards } = plot;
  const points = bent(clipped(plot, curve)).flatMap(({ tokens, bytes }) => [x.scale.at(tokens), y.scale.at(bytes)]);
  const line = { 'stroke-width': 4, 'stroke-linejoin': 'round', 'stroke-linecap': 'round' } as const;
  const crossings = cards.flatMap(({ bytes }) => crossing(curve, bytes) ?? []);
  return [
    polyline(points, { ...line, stroke: look.theme.ground, 'stroke-width': 7 }),
    polyline(points, { ...line, stroke: curve.colour }),
    ...crossings.map(({ tokens, bytes }) =>
      element('circle', {
        cx: x.scale.at(tokens),
        cy: y.scale.at(bytes),
        r: 6,
        fill: look.theme.ground,
        stroke: curve.colour,
        'stroke-width': 3.5,
      }),
    ),
  ];
}

/** The curve up to where it leaves the frame. */
function clipped({ most }: Plot, curve: Curve): readonly Point[] {
  const end = crossing(curve, most);
  return end ? [...curve.points.filter(({ tokens }) => tokens < end.tokens), end] : curve.points;
}

/** Straight between two lengths is a bow where lengths double at equal distances. */
function bent(points: readonly Point[]): readonly Point[] {
  return points.flatMap((to, i) => {
    const from = points[i - 1];
    if (!from) return [to];
    return [0.2, 0.4, 0.6, 0.8, 1].map((share) => ({
      tokens: from.tokens + share * (to.tokens - from.tokens),
      bytes: from.bytes + share * (to.bytes - from.bytes),
    }));
  });
}

/** Where a curve first reaches so many bytes, between two of its points; undefined when it begins above or stays below. */
function crossing({ points }: Curve, bytes: number): Point | undefined {
  const after = points.findIndex((point) => point.bytes >= bytes);
  const [from, to] = [points[after - 1], points[after]];
  if (!from || !to) return undefined;
  const share = (bytes - from.bytes) / (to.bytes - from.bytes);
  return { tokens: from.tokens + share * (to.tokens - from.tokens), bytes };
}

// ----- Names -----

function names(plot: Plot): readonly string[] {
  const { look, frame } = plot;
  const x = frame.right + NAMES_GAP;
  const room = look.width - EDGE - x;
  const all = [...cardNames(plot), ...curveNames(plot)];
  const ys = spread(
    all.map(({ y }) => y),
    NAME_ROW,
    frame.top,
    frame.bottom,
  );
  return all.map(({ text, colour, y, x: from, isCard }, i) => {
    const target = ys[i] ?? y;
    const joint = polyline([from + 4, y, x - 10, target, x - 5, target], {
      stroke: colour,
      'stroke-width': isCard ? 1.5 : 4,
    });
    const weight = isCard ? 'regular' : 'semibold';
    const shown = fitted(look, text, room, TYPE.small, weight);
    return joint + write(shown, { x, y: target + 5, size: TYPE.small, weight, fill: look.theme.text });
  });
}

function cardNames({ look, frame, y, cards }: Plot): readonly Name[] {
  return cards.map(({ label, bytes }) => ({
    text: label,
    colour: look.theme.text,
    y: y.scale.at(finite(bytes)),
    x: frame.right,
    isCard: true,
  }));
}

function curveNames(plot: Plot): readonly Name[] {
  return plot.curves.flatMap((curve) => {
    const end = curve.points.at(-1);
    if (!end || leaves(plot, curve)) return [];
    const [x, y] = [plot.x.scale.at(end.tokens), plot.y.scale.at(end.bytes)];
    return [{ text: curve.label, colour: curve.colour, x, y, isCard: false }];
  });
}

function leaves({ most }: Plot, curve: Curve): boolean {
  return crossing(curve, most) !== undefined;
}

/** Names of the curves that leave the frame, over the places where they do; one above another where they would touch. */
function namesAbove(plot: Plot): readonly string[] {
  const { look, frame, x } = plot;
  const ends = plot.curves
    .flatMap((curve) => ({ curve, end: clipped(plot, curve).at(-1) }))
    .filter(({ curve, end }) => end && leaves(plot, curve))
    .map(({ curve, end }) => ({ curve, at: x.scale.at(end?.tokens ?? 0) }))
    .toSorted((a, b) => a.at - b.at);
  const rows: number[] = [];
  return ends.map(({ curve, at }) => {
    const shown = fitted(look, curve.label, look.width * 0.45, TYPE.small, 'semibold');
    const taken = widthIn(look, shown, TYPE.small, 'semibold');
    const left = Math.min(Math.max(EDGE, at - taken / 2), look.width - EDGE - taken);
    const free = rows.findIndex((end) => end < left);
    const row = free < 0 ? rows.length : free;
    rows[row] = left + taken + 10;
    const y = frame.top - 10 - row * NAME_ROW;
    return [
      polyline([at, frame.top, at, y + 4], { stroke: curve.colour, 'stroke-width': 2 }),
      write(shown, { x: left, y, size: TYPE.small, weight: 'semibold', fill: look.theme.text }),
    ].join('');
  });
}
