/**
 * The texts of a drawing as outlines, so that what draws it needs no fonts: it would read them anew for every picture and
 * shape each line for half a millisecond.
 */
import { readInter, type Font } from './font.ts';
import type { Contour, Point } from './glyphs.ts';

/** A glyph's curves as path data from its origin, and where the pen stands after them, in font units with y down. */
interface Shape {
  readonly start: readonly [number, number];
  /** After the first move; empty for a blank. */
  readonly data: string;
  readonly end: readonly [number, number];
}

interface Face extends Font {
  readonly shapes: Map<number, Shape>;
}

/** What `src/chart/svg.ts` writes; numbers and colours, no text, stand between the quotation marks. */
const TEXT = /<text ([^>]*)>([^<]*)<\/text>/g;
const ATTRIBUTE = /([\w-]+)="([^"]*)"/g;
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };

const faces = { regular: lazyFace('regular'), semibold: lazyFace('semibold') } as const;

function lazyFace(weight: 'regular' | 'semibold'): () => Face {
  let face: Face | undefined;
  return () => (face ??= { ...readInter(weight), shapes: new Map() });
}

/** The drawing with a path in the place of every text. */
export function outlined(svg: string): string {
  return svg.replace(TEXT, (_, attributes: string, content: string) => {
    const given = Object.fromEntries([...attributes.matchAll(ATTRIBUTE)].map(([, name, value]) => [name, value]));
    const text = content.replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity);
    return pathOf(text, given);
  });
}

function pathOf(text: string, given: Readonly<Record<string, string | undefined>>): string {
  const face = faces[given['font-weight'] === undefined ? 'regular' : 'semibold']();
  const { data, advance } = lineOf(face, text);
  const scale = Number(given['font-size']) / face.unitsPerEm;
  const shift = { start: 0, middle: 0.5, end: 1 }[given['text-anchor'] ?? 'start'] ?? 0;
  const x = Number(given['x']) - shift * advance * scale;
  return `<path transform="translate(${round(x)} ${given['y']}) scale(${scale})" fill="${given['fill']}" d="${data}"/>`;
}

/** A line of text from the origin as path data, each glyph relative to where the one before left the pen. */
function lineOf(face: Face, text: string): { readonly data: string; readonly advance: number } {
  let data = 'M0 0';
  let pen: readonly [number, number] = [0, 0];
  let advance = 0;
  let before: number | undefined;
  for (const character of text) {
    const glyph = face.glyphOf(character.codePointAt(0) ?? 0) ?? 0;
    if (before !== undefined) advance += face.kerning(before, glyph);
    const { start, data: curves, end } = shapeOf(face, glyph);
    if (curves !== '') {
      data += `m${advance + start[0] - pen[0]} ${start[1] - pen[1]}${curves}`;
      pen = [advance + end[0], end[1]];
    }
    advance += face.advanceOf(glyph);
    before = glyph;
  }
  return { data, advance };
}

function shapeOf(face: Face, glyph: number): Shape {
  let shape = face.shapes.get(glyph);
  if (shape === undefined) {
    shape = shapeFrom(face.contoursOf(glyph));
    face.shapes.set(glyph, shape);
  }
  return shape;
}

/** Each contour is closed, which takes the pen back to where the contour began. */
function shapeFrom(contours: readonly Contour[]): Shape {
  const drawn = contours.filter(({ length }) => length > 1).map(curveOf);
  let data = '';
  drawn.forEach(({ x, y, curves }, i) => {
    const last = drawn[i - 1];
    data += last === undefined ? curves : `m${round(x - last.x)} ${round(y - last.y)}${curves}`;
  });
  const [first, last] = [drawn[0] ?? { x: 0, y: 0 }, drawn.at(-1) ?? { x: 0, y: 0 }];
  return { start: [round(first.x), round(first.y)], data, end: [round(last.x), round(last.y)] };
}

/** From a point on the curve; between two points off it lies one on it, half way, which the file leaves out. */
function curveOf(contour: Contour): { readonly x: number; readonly y: number; readonly curves: string } {
  const from = contour.findIndex(({ isOn }) => isOn);
  const points = from < 0 ? [...contour] : [...contour.slice(from), ...contour.slice(0, from)];
  const start = from < 0 ? middle(points.at(-1)!, points[0]!) : points.shift()!;
  let at = start;
  let curves = '';
  let control: Point | undefined;
  const to = (point: Point) => `${round(point.x - at.x)} ${round(at.y - point.y)}`;
  const draw = (point: Point) => {
    curves += control === undefined ? `l${to(point)}` : `q${to(control)} ${to(point)}`;
    at = { ...point, x: at.x + round(point.x - at.x), y: at.y - round(at.y - point.y) };
  };
  for (const point of [...points, start]) {
    if (point.isOn || point === start) {
      draw(point);
      control = undefined;
    } else {
      if (control !== undefined) draw(middle(control, point));
      control = point;
    }
  }
  return { x: start.x, y: -start.y, curves: `${curves}z` };
}

function middle(a: Point, b: Point): Point {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, isOn: true };
}

/** To hundredths: of a font unit nobody sees them, of a pixel neither. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
