/** The frame of a chart with two axes: grid lines, marks at round values, what each axis counts. */
import { EDGE, TYPE, type Look } from './look.ts';
import type { Scale } from './scale.ts';
import { polyline, widthIn, write } from './svg.ts';

export interface Axis {
  readonly scale: Scale;
  readonly format: (value: number) => string;
  /** What is counted, where the marks do not say it. */
  readonly label?: string;
}

export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** The baseline of the words over the upright axis. */
  readonly caption: number;
}

/** Grid lines across for `y`, ticks below for `x`; marks that would touch their neighbour are left out. */
export function drawAxes(look: Look, frame: Frame, x: Axis, y: Axis): readonly string[] {
  const { theme } = look;
  const { left, right, bottom, caption } = frame;
  const small = { size: TYPE.small, fill: theme.soft } as const;
  const rows = y.scale.ticks.flatMap((value) => {
    const at = y.scale.at(value);
    return [
      polyline([left, at, right, at], { stroke: theme.line, 'stroke-width': 1 }),
      write(y.format(value), { ...small, x: left - 8, y: at + 5, anchor: 'end' }),
    ];
  });
  let free = -Infinity;
  const columns = x.scale.ticks.flatMap((value) => {
    const at = x.scale.at(value);
    const shown = x.format(value);
    const half = widthIn(look, shown, TYPE.small) / 2;
    const mark = polyline([at, bottom, at, bottom + 5], { stroke: theme.soft, 'stroke-width': 1.5 });
    if (at - half < free || at + half > look.width - 6) return [mark];
    free = at + half + 12;
    return [mark, write(shown, { ...small, x: at, y: bottom + 22, anchor: 'middle' })];
  });
  const base = polyline([left, bottom, right, bottom], { stroke: theme.soft, 'stroke-width': 1.5 });
  return [
    ...rows,
    ...columns,
    base,
    y.label ? write(y.label, { ...small, x: EDGE, y: caption }) : '',
    x.label ? write(x.label, { ...small, x: right, y: bottom + 44, anchor: 'end' }) : '',
  ];
}

/** The left edge of a frame: as far in as the marks of its upright axis need. */
export function leftFor(look: Look, { scale, format }: Pick<Axis, 'scale' | 'format'>): number {
  return EDGE + 8 + Math.max(...scale.ticks.map((value) => widthIn(look, format(value), TYPE.small)));
}
