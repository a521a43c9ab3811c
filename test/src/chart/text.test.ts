import { Resvg } from '@resvg/resvg-js';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { INTER } from '../../../src/chart/inter.ts';
import { cut, drawable, measure } from '../../../src/chart/text.ts';
import { readInter } from '../../../src/services/chart/font.ts';

const FILES = { regular: '400Regular/Inter_400Regular.ttf', semibold: '600SemiBold/Inter_600SemiBold.ttf' } as const;

describe('the table of widths', () => {
  it.each(['regular', 'semibold'] as const)('is what the font file says, %s', (weight) => {
    const font = readInter(weight);
    const widthOf = (code: number) => (1000 * font.advanceOf(font.glyphOf(code) ?? 0)) / font.unitsPerEm;
    const wrong = INTER.flatMap((run) =>
      run[weight].flatMap((width, i) => (Math.round(widthOf(run.first + i)) === width ? [] : [run.first + i])),
    );
    expect(wrong).toEqual([]);
    expect(INTER.flatMap((run) => run[weight]).length).toBeGreaterThan(400);
  });

  it.each([
    'Llama 3.3 70B · QLoRA · RTX 6000 Ada',
    'Optimizer states',
    '1.1 GiB to 47.1 GiB',
    'Тестовая модель',
    'AVATAR To',
  ])('foretells how wide "%s" is drawn', (text) => {
    for (const weight of ['regular', 'semibold'] as const) {
      const drawn = drawnWidth(text, weight);
      // Kerning draws letters together and is not in the table: texts may turn out narrower, never wider.
      expect(measure(text, 100, weight) / drawn).toBeGreaterThan(0.99);
      expect(measure(text, 100, weight) / drawn).toBeLessThan(1.1);
    }
  });
});

function drawnWidth(text: string, weight: keyof typeof FILES): number {
  const fontFiles = Object.values(FILES).map((path) =>
    fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${path}`)),
  );
  const style = `font-family="Inter" font-size="100" font-weight="${weight === 'semibold' ? 600 : 400}"`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="200"><text x="20" y="120" ${style}>${text}</text></svg>`;
  const box = new Resvg(svg, { font: { loadSystemFonts: false, fontFiles, defaultFontFamily: 'Inter' } }).getBBox();
  return box?.width ?? 0;
}

describe('what can be drawn', () => {
  it.each([
    ['Llama 3.3 70B', undefined, 'Llama 3.3 70B'],
    ['Größe', undefined, 'Größe'],
    ['Mo\u0308we', undefined, 'Möwe'],
    ['ｆｕｌｌ　ｗｉｄｔｈ', undefined, 'full width'],
    ['千问 32B', 'qwen-32b', 'qwen-32b'],
    ['千问 32B', undefined, '· 32B'],
    ['千', '千', '·'],
    ['a\u202Eb\u0000c\td', undefined, 'a b c d'],
    ['🚀 fast', undefined, '· fast'],
    ['', undefined, ''],
  ])('%j with the id %j is %j', (text, id, shown) => {
    expect(drawable(text, id)).toBe(shown);
  });

  it('is cut with an ellipsis to the room there is, and not otherwise', () => {
    const text = 'Optimizer states';
    const room = measure(text, 15);
    expect(cut(text, room, 15)).toBe(text);
    expect(cut(text, room - 1, 15)).toMatch(/^Optimizer s\w*…$/);
    expect(measure(cut(text, 60, 15), 15)).toBeLessThanOrEqual(60);
  });
});
