/** Texts as outlines, held against what resvg makes of the same font files with a shaper of its own. */
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { outlined } from '../../../../src/services/chart/letters.ts';

const FILES = ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf'];
const fontFiles = FILES.map((path) => fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${path}`)));

interface Style {
  readonly anchor?: 'middle' | 'end';
  readonly weight?: number;
}

function drawing(content: string, { anchor, weight }: Style): string {
  const style = [anchor && ` text-anchor="${anchor}"`, weight && ` font-weight="${weight}"`].filter(Boolean).join('');
  const text = `<text x="400" y="60" font-size="38" fill="#ff0000"${style}>${content}</text>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 800 90" font-family="Inter">${text}</svg>`;
}

function pixelsOf(svg: string, fonts: readonly string[]): Uint8Array {
  const font = { loadSystemFonts: false, fontFiles: [...fonts], defaultFontFamily: 'Inter' };
  return new Resvg(svg, { font, logLevel: 'off' }).render().pixels;
}

/** Of the pixels that either has ink on, the share where one has much of it and the other little. */
function differing(a: Uint8Array, b: Uint8Array): number {
  let [inked, different] = [0, 0];
  for (let i = 3; i < a.length; i += 4) {
    if (a[i] || b[i]) inked += 1;
    if (Math.abs((a[i] ?? 0) - (b[i] ?? 0)) > 64) different += 1;
  }
  expect(inked).toBeGreaterThan(100);
  return different / inked;
}

describe('a text as outlines', () => {
  it.each<readonly [string, Style]>([
    ['Base model weights', {}],
    ['AVATAR To Ty 1.17', {}],
    ['AVATAR To Ty 1.17', { weight: 600 }],
    ['Größe é ñ Å ž', {}],
    ['Тестовая модель', { weight: 600 }],
    ['Does not fit', { anchor: 'middle' }],
    ['AVATAR, at the end', { anchor: 'end', weight: 600 }],
    ['a &lt; b &amp; &quot;c&quot;', {}],
  ])('"%s" %j is where and what the font draws', (content, style) => {
    const svg = drawing(content, style);
    expect(outlined(svg)).not.toContain('<text');
    expect(differing(pixelsOf(outlined(svg), []), pixelsOf(svg, fontFiles))).toBeLessThan(0.002);
  });

  it('differs from another text, and leaves everything else as it was', () => {
    const [one, other] = [drawing('weights', {}), drawing('weighs', {})];
    expect(differing(pixelsOf(outlined(one), []), pixelsOf(other, fontFiles))).toBeGreaterThan(0.1);
    const rest = '<svg><rect width="3"/><title>a text</title></svg>';
    expect(outlined(rest)).toBe(rest);
  });
});
