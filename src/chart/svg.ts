/** SVG as text: elements from attributes, with everything escaped and numbers always printed alike. */
import type { Look } from './look.ts';
import { measure, type Weight } from './text.ts';

type Attributes = Readonly<Record<string, string | number | undefined>>;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export function escape(text: string): string {
  return text.toWellFormed().replace(/[&<>"]/g, (character) => ENTITIES[character] ?? '');
}

/** At most two decimals, so that equal charts are equal bytes and no digit is wasted. */
function print(value: string | number): string {
  return typeof value === 'number' ? String(Math.round(value * 100) / 100) : escape(value);
}

/** `children` are elements already, or text that was escaped. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const printed = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([attribute, value]) => ` ${attribute}="${print(value ?? '')}"`)
    .join('');
  return children.length === 0 ? `<${name}${printed}/>` : `<${name}${printed}>${children.join('')}</${name}>`;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export function rect({ x, y, width, height }: Box, attributes: Attributes, ...children: readonly string[]): string {
  return element('rect', { x, y, width, height, ...attributes }, ...children);
}

/** Straight lines through points: `[x, y, x, y, …]`. */
export function polyline(points: readonly number[], attributes: Attributes): string {
  const printed = points.map((value) => print(value)).join(' ');
  return element('polyline', { points: printed, fill: 'none', ...attributes });
}

interface Writing {
  readonly x: number;
  /** Of the baseline. */
  readonly y: number;
  readonly size: number;
  readonly fill: string;
  readonly weight?: Weight;
  readonly anchor?: 'start' | 'middle' | 'end';
}

/** A line of text; `shown` is what `drawable` and `cut` made of it. */
export function write(shown: string, { x, y, size, fill, weight, anchor }: Writing): string {
  return element(
    'text',
    {
      x,
      y,
      'font-size': size,
      fill,
      'font-weight': weight === 'semibold' ? 600 : undefined,
      'text-anchor': anchor === 'start' ? undefined : anchor,
    },
    escape(shown),
  );
}

/** The width that a text takes in this look. */
export function widthIn(look: Look, text: string, size: number, weight: Weight = 'regular'): number {
  return measure(text, size, weight) * look.widen;
}

/** A whole picture. */
export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** `parts` on the look's ground, with rounded corners; the same words for readers aloud as everywhere. */
export function picture(look: Look, height: number, alt: string, parts: readonly string[]): Drawing {
  const { width, theme, family } = look;
  const svg = element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${print(width)} ${print(height)}`,
      role: 'img',
      'aria-label': alt,
      'font-family': family,
    },
    rect({ x: 0, y: 0, width, height }, { rx: 12, fill: theme.ground }),
    ...parts,
  );
  return { svg, width, height };
}
