import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { column, widthOf, wrap } from '../../../adapters/discord/text.ts';

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });
const graphemesOf = (text: string) => Array.from(GRAPHEMES.segment(text), ({ segment }) => segment);

/** What answers are written with, what is wide, what joins its neighbours, and anything else. */
const texts = fc.string({
  unit: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...'aZ09 .,:×·–…→≤─│█é°') },
    { weight: 2, arbitrary: fc.constantFrom('千', '🚀', '👩‍💻', '\ufe0f', '\u0301', '\u200d', '\u00ad', '\t', '©', '▲') },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
  ),
  maxLength: 30,
});

describe('columns of a code block', () => {
  it.each([
    ['', 0],
    ['Base model weights: 5.3 GiB', 27],
    ['8× H100 · ≤ 80 GiB → fits…', 26],
    ['千问 32B', 8],
    ['🚀', 2],
    ['👩‍💻', 2],
    ['e\u0301', 1],
    ['▶\ufe0f', 2],
  ])('%j takes %i', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });

  it('are those of the graphemes, one by one', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const each = graphemesOf(text).map((grapheme) => widthOf(grapheme));
        expect(widthOf(text)).toBe(each.reduce((sum, width) => sum + width, 0));
      }),
      { numRuns: 500 },
    );
  });

  it('are filled, and never passed by a line', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 2, max: 20 }), (text, width) => {
        expect(widthOf(column(text, width))).toBe(width);
        for (const line of wrap(text, width)) expect(widthOf(line)).toBeLessThanOrEqual(width);
        // Words stay whole where they fit, and nothing but spaces is lost.
        expect(wrap(text, width).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
      { numRuns: 500 },
    );
  });
});
