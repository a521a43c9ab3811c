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
  const written = everySoMany(look, x);
  const columns = x.scale.ticks.flatMap((value) => {
    const at = x.scale.at(value);
    const mark = polyline([at, bottom, at, bottom + 5], { stroke: theme.soft, 'stroke-width': 1.5 });
    if (!written.includes(value)) return [mark];
    return [mark, write(x.format(value), { ...small, x: at, y: bottom + 22, anchor: 'middle' })];
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

/** The ticks that are written: every one, or every second or third from the last back, such that none touches another. */
function everySoMany(look: Look, { scale, format }: Axis): readonly number[] {
  const half = (value: number) => widthIn(look, format(value), TYPE.small) / 2;
  const inside = scale.ticks.filter((value) => scale.at(value) + half(value) <= look.width - 6);
  for (let step = 1; step <= inside.length; step += 1) {
    const some = inside.filter((_, i) => (inside.length - 1 - i) % step === 0);
    const touches = some.some((value, i) => {
      const before = some[i - 1];
      return before !== undefined && scale.at(value) - half(value) < scale.at(before) + half(before) + 12;
    });
    if (!touches) return some;
  }
  return [];
}

/** The left edge of a frame: as far in as the marks of its upright axis need. */
export function leftFor(look: Look, { scale, format }: Pick<Axis, 'scale' | 'format'>): number {
  return EDGE + 8 + Math.max(...scale.ticks.map((value) => widthIn(look, format(value), TYPE.small)));
}
