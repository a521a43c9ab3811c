/** Cost against hours: each run a dot with its name beside it, wherever there is room. */
import type { CostChart, CostPoint } from '../ports.ts';
import { EDGE, NARROW, TYPE, type Look } from './look.ts';
import { fitted, titleOf } from './parts.ts';
import { type Axis, drawAxes, type Frame, leftFor } from './plot.ts';
import { linearScale, logScale, partScale, type Scale } from './scale.ts';
import { type Box, type Drawing, element, picture, polyline, widthIn, write } from './svg.ts';

/** Where names cannot stand side by side they stand under each other. */
const PLOT_HEIGHT = { wide: 300, narrow: 460 } as const;
const RADIUS = 7;
const LINE = 19;
/** A dot that nothing could be written beside. */
const SMALL_RADIUS = 4;
/** How far off names may stand; where there is height, further. */
const RINGS = { wide: [6, 26, 48, 72, 100], narrow: [6, 26, 48, 72, 100, 130, 165] } as const;
/** From this ratio of the largest to the smallest value an axis is logarithmic. */
const WIDE = 3.5;

interface Dot {
  readonly x: number;
  readonly y: number;
  readonly lines: readonly string[];
  readonly isRemarkable: boolean;
}

export function drawCost(chart: CostChart, look: Look, hasTitle: boolean): Drawing {
  const head = hasTitle ? titleOf(look, chart.title) : { parts: [], bottom: EDGE - 8 };
  const points = chart.points.filter(
    ({ hours, dollars }) => hours > 0 && dollars > 0 && Number.isFinite(hours * dollars),
  );
  const top = head.bottom + 12;
  const bottom = top + PLOT_HEIGHT[look.width < NARROW ? 'narrow' : 'wide'];
  const y: Axis = {
    scale: scaleOf(
      points.map(({ dollars }) => dollars),
      bottom,
      top,
    ),
    format: formatDollars,
  };
  const frame: Frame = { left: leftFor(look, y), right: look.width - EDGE, top, bottom, caption: top };
  const hours = scaleOf(
    points.map((point) => point.hours),
    frame.left,
    frame.right,
  );
  const x: Axis = { scale: hours, format: formatHours };
  const dots = points.map((point) => dotOf(look, point, x.scale, y.scale));
  const places = bestPlaces(look, frame, dots);
  return picture(look, bottom + 22 + EDGE - 4, chart.alt, [
    ...head.parts,
    ...drawAxes(look, frame, x, y),
    ...places.map(({ dot, box }) => (box ? drawLabel(look, dot, box) : '')),
    ...places.map(({ dot, box }) => drawDot(look, dot, box !== undefined)),
  ]);
}

/** With room around the dots for their names: from 0, unless the values lie close together or far apart. */
function scaleOf(values: readonly number[], start: number, end: number): Scale {
  const [least, most] = [Math.min(...values, Infinity), Math.max(...values, 0)];
  if (most <= 0) return linearScale(1, start, end);
  if (most / least > WIDE) return logScale(least / 2.2, most * 1.6, start, end);
  const room = 0.35 * Math.max(most - least, most / 10);
  return partScale([least > 2 * room ? least - room : 0, most + room], start, end);
}

function dotOf(look: Look, { label, remark, hours, dollars }: CostPoint, x: Scale, y: Scale): Dot {
  const name = fitted(look, label, look.width * 0.36, TYPE.small, 'semibold');
  const figures = `${formatHours(hours)}, ${formatDollars(dollars)}`;
  return {
    x: x.at(hours),
    y: y.at(dollars),
    lines: [name, remark ? `${fitted(look, remark, 120, TYPE.small)}: ${figures}` : figures],
    isRemarkable: remark !== undefined,
  };
}

function drawDot({ theme }: Look, { x, y, isRemarkable }: Dot, isNamed: boolean): string {
  const fill = isRemarkable ? theme.good : theme.soft;
  return element('circle', {
    cx: x,
    cy: y,
    r: isNamed ? RADIUS : SMALL_RADIUS,
    fill,
    stroke: theme.ground,
    'stroke-width': 2,
  });
}

// ----- Names -----

interface Placed {
  readonly dot: Dot;
  /** Undefined where no room was left. */
  readonly box: Box | undefined;
  /** How bad the place is. */
  readonly rank: number;
}

/** Where a name goes depends on whose turn came before, so several orders are tried and the best is drawn. */
function bestPlaces(look: Look, frame: Frame, dots: readonly Dot[]): readonly Placed[] {
  const away = (dot: Dot) => Math.min(...dots.map((other) => (other === dot ? Infinity : distance(dot, other))));
  // The crowded first: the others have more places to choose from.
  const crowded = dots.toSorted((a, b) => away(a) - away(b));
  const remarkable = crowded.toSorted((a, b) => Number(b.isRemarkable) - Number(a.isRemarkable));
  const orders = [
    remarkable,
    crowded,
    crowded.map((_, i) => crowded[i ^ 1] ?? crowded[i]).filter((dot) => dot !== undefined),
    dots,
  ];
  const places = new Map(dots.map((dot) => [dot, placesFor(look, frame, dot)]));
  let best: readonly Placed[] = [];
  let least = Infinity;
  for (const order of orders.flatMap((some) => some.map((_, i) => [...some.slice(i), ...some.slice(0, i)]))) {
    const placed = placeAll(places, order, least);
    if (!placed) continue;
    best = placed;
    least = placed.reduce((sum, { rank }) => sum + rank, 0);
  }
  return best;
}

function distance(a: Dot, b: Dot): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** Each name at the first free place of its list; the further off, the worse. Undefined when no better than `least`. */
function placeAll(
  places: ReadonlyMap<Dot, readonly Place[]>,
  order: readonly Dot[],
  least: number,
): readonly Placed[] | undefined {
  const taken: Box[] = order.map(({ x, y }) => ({
    x: x - RADIUS,
    y: y - RADIUS,
    width: 2 * RADIUS,
    height: 2 * RADIUS,
  }));
  const own = [...taken];
  const placed: Placed[] = [];
  let cost = 0;
  for (const [i, dot] of order.entries()) {
    const place = places.get(dot)?.find(({ box, joint }) => isFree(box, joint, own[i], taken));
    const rank = place === undefined ? (dot.isRemarkable ? 1_000_000 : 10_000) : place.rank;
    placed.push({ dot, box: place?.box, rank });
    cost += rank;
    if (cost >= least) return undefined;
    if (place) taken.push(place.box, ...place.joint);
  }
  return placed;
}

interface Place {
  readonly box: Box;
  /** The square of how far down the list it is. */
  readonly rank: number;
  /** Points on the line from the dot to the name. */
  readonly joint: readonly Box[];
}

/** Boxes around a dot within the frame, the nearest first: right, left, above, below, then further rings. */
function placesFor(look: Look, frame: Frame, dot: Dot): readonly Place[] {
  const { x, y, lines } = dot;
  const width = Math.max(...lines.map((line) => widthIn(look, line, TYPE.small, 'semibold')));
  const height = LINE * lines.length;
  // Over or under the dot, moved aside where the frame ends.
  const centred = Math.min(Math.max(x - width / 2, frame.left + 2), frame.right - width);
  const boxes = RINGS[look.width < NARROW ? 'narrow' : 'wide'].flatMap((away) => {
    const [right, left] = [x + RADIUS + away, x - RADIUS - away - width];
    const [above, below] = [y - RADIUS - away - height, y + RADIUS + away];
    const rows = away === 6 ? [y - height / 2, y - height + 2, y - 2] : [y - height / 2, above, below];
    return [
      ...rows.map((row) => ({ x: right, y: row, width, height })),
      ...rows.map((row) => ({ x: left, y: row, width, height })),
      { x: centred, y: above, width, height },
      { x: centred, y: below, width, height },
    ];
  });
  return boxes
    .map((box, i) => ({ box, rank: i ** 2, joint: joint(box, dot) }))
    .filter(({ box }) => isInside(box, frame));
}

function drawLabel(look: Look, dot: Dot, { x, y, width, height }: Box): string {
  const { theme } = look;
  const end = nearestIn({ x, y, width, height }, dot);
  const isFar = Math.hypot(end.x - dot.x, end.y - dot.y) > RADIUS + 10;
  const [name = '', figures = ''] = dot.lines;
  return [
    isFar ? polyline([dot.x, dot.y, end.x, end.y], { stroke: theme.soft, 'stroke-width': 1.5 }) : '',
    element('rect', { x: x - 2, y, width: width + 4, height, fill: theme.ground, 'fill-opacity': 0.85 }),
    write(name, { x, y: y + 14, size: TYPE.small, weight: 'semibold', fill: theme.text }),
    write(figures, { x, y: y + 14 + LINE, size: TYPE.small, fill: dot.isRemarkable ? theme.good : theme.soft }),
  ].join('');
}

/** Whether a name there covers nothing, and the line to it crosses nothing. */
function isFree(box: Box, joint: readonly Box[], own: Box | undefined, taken: readonly Box[]): boolean {
  return !taken.some((other) => overlap(box, other) || (other !== own && joint.some((point) => overlap(point, other))));
}

/** Points on the line from a dot to its name. */
function joint(box: Box, dot: Dot): readonly Box[] {
  const end = nearestIn(box, dot);
  return [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9].map((share) => ({
    x: dot.x + share * (end.x - dot.x),
    y: dot.y + share * (end.y - dot.y),
    width: 0,
    height: 0,
  }));
}

/** The point of a box that is nearest to a dot. */
function nearestIn({ x, y, width, height }: Box, dot: Dot): { readonly x: number; readonly y: number } {
  return { x: Math.min(Math.max(dot.x, x), x + width), y: Math.min(Math.max(dot.y, y), y + height) };
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width + 4 && b.x < a.x + a.width + 4 && a.y < b.y + b.height && b.y < a.y + a.height;
}

function isInside({ x, y, width, height }: Box, { left, right, top, bottom }: Frame): boolean {
  return x >= left + 2 && x + width <= right && y >= top - 8 && y + height <= bottom;
}

// ----- Figures -----

/** `45 min`, `3.5 h`, `2.1 days`. */
function formatHours(hours: number): string {
  if (hours === 0) return '0';
  if (hours < 1) return `${print(hours * 60)} min`;
  return hours < 72 ? `${print(hours)} h` : `${print(hours / 24)} days`;
}

/** `$0.80`, `$12`, `$1,200`. */
function formatDollars(dollars: number): string {
  if (dollars === 0) return '$0';
  return dollars < 10
    ? `$${dollars.toFixed(2).replace(/\.00$/, '')}`
    : `$${Math.round(dollars).toLocaleString('en-US')}`;
}

function print(value: number): string {
  return String(Number(value.toPrecision(value < 100 ? 2 : 3)));
}
