/** Names of the parts that are too narrow to hold them: rows under the bar, each joined to its part by a line. */
import { swatchOf } from './palette.ts';
import type { ChartSegment } from '../ports.ts';
import { formatBytes } from '../units.ts';
import { EDGE, TYPE, type Look } from './look.ts';
import { fitted } from './parts.ts';
import { polyline, rect, widthIn, write } from './svg.ts';

interface Outside {
  readonly segment: ChartSegment;
  /** The middle of the part. */
  readonly x: number;
}

interface Callouts {
  readonly parts: readonly string[];
  readonly bottom: number;
}

const ROW = 23;
/** Between a line's end and its name. */
const GAP = 8;

/** @param barBottom the lower edge of the bar. */
export function callouts(look: Look, outside: readonly Outside[], barBottom: number): Callouts {
  if (outside.length === 0) return { parts: [], bottom: barBottom };
  const xs = outside.map(({ x }) => x);
  const names = Math.max(...outside.map(({ segment }) => nameWidth(look, segment)));
  const figures = Math.max(...outside.map(({ segment }) => figureWidth(look, segment)));
  const needed = names + 10 + figures + 2 * GAP;
  const [first, last] = [Math.min(...xs), Math.max(...xs)];
  if (first - EDGE >= needed) return joined(look, outside, barBottom, first - 2 * GAP - figures - 10 - names, false);
  if (look.width - EDGE - last >= needed) return joined(look, outside, barBottom, last + 2 * GAP, true);
  return listed(
    look,
    outside.map(({ segment }) => segment),
    barBottom,
  );
}

/**
 * One column of names at `left`, beside all of the parts. Lines go down from the parts and across to the names, in the
 * order in which none crosses another.
 */
function joined(look: Look, outside: readonly Outside[], barBottom: number, left: number, isRight: boolean): Callouts {
  const { theme } = look;
  const names = Math.max(...outside.map(({ segment }) => nameWidth(look, segment)));
  const figures = Math.max(...outside.map(({ segment }) => figureWidth(look, segment)));
  const end = left + names + 10 + figures;
  const ordered = isRight ? outside.toReversed() : outside;
  const parts = ordered.flatMap(({ segment, x }, i) => {
    const y = barBottom + 26 + i * ROW;
    const across = isRight ? left - GAP : end + GAP;
    const shown = fitted(look, segment.label, names + 1, TYPE.body);
    return [
      polyline([x, barBottom + 1, x, y, across, y], { stroke: swatchOf(segment.id).fill, 'stroke-width': 2 }),
      write(shown, { x: left, y: y + 5, size: TYPE.body, fill: theme.text }),
      write(formatBytes(segment.bytes), {
        x: end,
        y: y + 5,
        anchor: 'end',
        size: TYPE.body,
        weight: 'semibold',
        fill: theme.text,
      }),
    ];
  });
  return { parts, bottom: barBottom + 26 + (outside.length - 1) * ROW + 10 };
}

/** Two columns of names with squares of the parts' colours: where no column of names can be joined to the parts. */
export function listed(look: Look, segments: readonly ChartSegment[], barBottom: number): Callouts {
  const { theme, width } = look;
  const columns = width >= 480 ? 2 : 1;
  const columnWidth = (width - 2 * EDGE - (columns - 1) * 16) / columns;
  const rows = Math.ceil(segments.length / columns);
  const parts = segments.flatMap((segment, i) => {
    const x = EDGE + Math.floor(i / rows) * (columnWidth + 16);
    const y = barBottom + 34 + (i % rows) * ROW;
    const shown = fitted(look, segment.label, columnWidth - 28 - figureWidth(look, segment), TYPE.small);
    return [
      rect({ x, y: y - 12, width: 14, height: 14 }, { rx: 3, fill: swatchOf(segment.id).fill }),
      write(shown, { x: x + 22, y, size: TYPE.small, fill: theme.text }),
      write(formatBytes(segment.bytes), {
        x: x + columnWidth,
        y,
        anchor: 'end',
        size: TYPE.small,
        weight: 'semibold',
        fill: theme.text,
      }),
    ];
  });
  return { parts, bottom: barBottom + 34 + (rows - 1) * ROW + 6 };
}

/** Names may take half of the picture. */
function nameWidth(look: Look, { label }: ChartSegment): number {
  return widthIn(look, fitted(look, label, look.width / 2, TYPE.body), TYPE.body);
}

function figureWidth(look: Look, { bytes }: ChartSegment): number {
  return widthIn(look, formatBytes(bytes), TYPE.body, 'semibold');
}
