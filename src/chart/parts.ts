/** Parts that several charts share: the title, the verdict's mark, the usable line, segments with their names. */
import { swatchOf } from './palette.ts';
import type { ChartSegment } from '../ports.ts';
import { formatBytes } from '../units.ts';
import type { Verdict } from '../fit/fit.ts';
import { EDGE, TYPE, type Look } from './look.ts';
import { type Box, element, escape, polyline, rect, widthIn, write } from './svg.ts';
import { cut, drawable, type Weight } from './text.ts';

export const TONE_OF = { fits: 'good', tight: 'warning', no: 'bad' } as const satisfies Record<Verdict, string>;
export const WORD_OF = { fits: 'Fits', tight: 'Tight', no: 'Does not fit' } as const satisfies Record<Verdict, string>;

/** A text as it can be drawn in so much room. */
export function fitted(look: Look, text: string, room: number, size: number, weight: Weight = 'regular'): string {
  return cut(drawable(text), room / look.widen, size, weight);
}

export interface Head {
  readonly parts: readonly string[];
  /** Where what comes below may begin. */
  readonly bottom: number;
}

/** The title, where there is one. */
export function titleOf(look: Look, title: string | undefined): Head {
  if (title === undefined) return { parts: [], bottom: EDGE };
  const shown = fitted(look, title, look.width - 2 * EDGE, TYPE.body, 'semibold');
  const y = EDGE + TYPE.body;
  const fill = look.theme.soft;
  return {
    parts: [write(shown, { x: EDGE, y: y - 2, size: TYPE.body, weight: 'semibold', fill })],
    bottom: y + 10,
  };
}

/** A disc with a tick, a bar or a cross: told apart without colour. `radius` around (x, y). */
export function verdictMark(look: Look, verdict: Verdict, x: number, y: number, radius: number): string {
  const { theme } = look;
  const at = (...points: readonly number[]) => points.map((value, i) => (i % 2 ? y : x) + value * radius);
  const stroke = {
    stroke: theme.ground,
    'stroke-width': radius * 0.24,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
  };
  const shapes = {
    fits: [[-0.42, 0.04, -0.12, 0.34, 0.44, -0.3]],
    tight: [
      [0, -0.48, 0, 0.1],
      [0, 0.45, 0, 0.46],
    ],
    no: [
      [-0.34, -0.34, 0.34, 0.34],
      [-0.34, 0.34, 0.34, -0.34],
    ],
  } as const satisfies Record<Verdict, readonly (readonly number[])[]>;
  const disc = element('circle', { cx: x, cy: y, r: radius, fill: theme[TONE_OF[verdict]] });
  return disc + shapes[verdict].map((points) => polyline(at(...points), stroke)).join('');
}

/** A segment's rectangle with its name for pointers; at least a hair wide or high, so that what is there is seen. */
export function segmentRect(look: Look, { id, label, bytes }: ChartSegment, box: Box): string {
  const name = element('title', {}, escape(`${drawable(label)}: ${formatBytes(bytes)}`));
  const seen = { ...box, width: Math.max(1.5, box.width), height: Math.max(1.5, box.height) };
  const hasGap = seen.width > 4 && seen.height > 4;
  return rect(
    seen,
    { fill: swatchOf(id).fill, stroke: hasGap ? look.theme.ground : undefined, 'stroke-width': hasGap ? 1 : undefined },
    name,
  );
}

/** Positions of neighbours along a bar: `[start, end]` of each in pixels. */
export function stacked(
  segments: readonly ChartSegment[],
  at: (bytes: number) => number,
): readonly (readonly [number, number])[] {
  let before = 0;
  return segments.map(({ bytes }) => {
    const start = before;
    before += bytes;
    return [at(start), at(before)] as const;
  });
}

/** Names with a square of their colour, in lines that fill the width; `mark` says what an upright line stands for. */
export function keyLines(
  look: Look,
  segments: readonly Pick<ChartSegment, 'id' | 'label'>[],
  top: number,
  mark?: string,
): { readonly parts: readonly string[]; readonly bottom: number } {
  const parts: string[] = [];
  let [x, y] = [EDGE, top];
  const entries = [...(mark === undefined ? [] : [{ id: undefined, label: mark }]), ...segments];
  for (const { id, label } of entries) {
    const shown = fitted(look, label, look.width - 2 * EDGE - 20, TYPE.small);
    const width = 20 + widthIn(look, shown, TYPE.small);
    if (x > EDGE && x + width > look.width - EDGE) [x, y] = [EDGE, y + 24];
    parts.push(
      id === undefined
        ? rect({ x: x + 5, y: y - 14, width: 3, height: 18 }, { fill: look.theme.text })
        : rect({ x, y: y - 11, width: 13, height: 13 }, { rx: 3, fill: swatchOf(id).fill }),
      write(shown, { x: x + 20, y, size: TYPE.small, fill: look.theme.text }),
    );
    x += width + 18;
  }
  return { parts, bottom: entries.length > 0 ? y + 8 : top - 16 };
}
