/** What a drawing holds, read back from its text. */
import { measure, type Weight } from '../../../src/chart/text.ts';

interface TextBox {
  readonly text: string;
  readonly size: number;
  readonly weight: Weight;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

interface RectBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly fill: string;
  readonly title: string | undefined;
}

export function textsIn(svg: string): readonly TextBox[] {
  return [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes = '', escaped = '']) => {
    const text = unescape(escaped);
    const size = numberOf(attributes, 'font-size');
    const weight: Weight = attributes.includes('font-weight="600"') ? 'semibold' : 'regular';
    const width = measure(text, size, weight);
    const [x, y] = [numberOf(attributes, 'x'), numberOf(attributes, 'y')];
    const anchor = valueOf(attributes, 'text-anchor') ?? 'start';
    const left = anchor === 'end' ? x - width : anchor === 'middle' ? x - width / 2 : x;
    // Capitals and figures of Inter reach 0.73 of the size above the baseline.
    return { text, size, weight, left, right: left + width, top: y - 0.73 * size, bottom: y };
  });
}

export function rectsIn(svg: string): readonly RectBox[] {
  return [...svg.matchAll(/<rect ([^>]*?)(?:\/>|>(?:<title>([^<]*)<\/title>)?<\/rect>)/g)].map(
    ([, attributes = '', title]) => ({
      x: numberOf(attributes, 'x'),
      y: numberOf(attributes, 'y'),
      width: numberOf(attributes, 'width'),
      height: numberOf(attributes, 'height'),
      fill: valueOf(attributes, 'fill') ?? '',
      title: title && unescape(title),
    }),
  );
}

/** Pairs of texts that touch; a hair of rounding is none. */
export function overlapsIn(svg: string): readonly string[] {
  const texts = textsIn(svg);
  return texts.flatMap((a, i) =>
    texts
      .slice(i + 1)
      .filter(
        (b) => a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5,
      )
      .map((b) => `"${a.text}" and "${b.text}"`),
  );
}

/** Texts that reach over an edge. */
export function clippedIn(svg: string, width: number, height: number): readonly string[] {
  return textsIn(svg)
    .filter(({ left, right, top, bottom }) => left < 0 || right > width || top < 0 || bottom > height)
    .map(({ text }) => text);
}

function valueOf(attributes: string, name: string): string | undefined {
  return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(attributes)?.[1];
}

function numberOf(attributes: string, name: string): number {
  return Number(valueOf(attributes, name));
}

function unescape(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&');
}
