/** Writes src/chart/inter.ts from the font files: `node test/src/chart/write-widths.ts`, after the font was updated. */
import { writeFileSync } from 'node:fs';
import { readInter } from '../../../src/services/chart/font.ts';

/** What names of models, cards and currencies are written with: Latin, Greek, Cyrillic, punctuation, arrows, operators. */
const BLOCKS = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x370, 0x3ff],
  [0x400, 0x45f],
  [0x2010, 0x2044],
  [0x20a0, 0x20bf],
  [0x2190, 0x2193],
  [0x2200, 0x2265],
] as const;

const widths = (weight: 'regular' | 'semibold') => {
  const font = readInter(weight);
  return (code: number) => {
    const glyph = font.glyphOf(code);
    return glyph && Math.round((1000 * font.advanceOf(glyph)) / font.unitsPerEm);
  };
};
const [regular, semibold] = [widths('regular'), widths('semibold')];

/** Runs of characters that both files have. */
const runs: { first: number; regular: number[]; semibold: number[] }[] = [];
for (const [from, to] of BLOCKS) {
  let open = false;
  for (let code = from; code <= to; code += 1) {
    const [light, strong] = [regular(code), semibold(code)];
    if (light === undefined || strong === undefined) {
      open = false;
      continue;
    }
    if (!open) runs.push({ first: code, regular: [], semibold: [] });
    open = true;
    runs.at(-1)?.regular.push(light);
    runs.at(-1)?.semibold.push(strong);
  }
}

const rows = runs.map(
  ({ first, regular: light, semibold: strong }) =>
    `{ first: 0x${first.toString(16)}, regular: [${light.join(', ')}], semibold: [${strong.join(', ')}] },`,
);
writeFileSync(
  new URL('../../../src/chart/inter.ts', import.meta.url),
  `/**
 * How wide the characters of Inter are, in thousandths of the text's size: runs of neighbouring code points in its two
 * weights. Made from the font files of @expo-google-fonts/inter by test/src/chart/write-widths.ts.
 */
export interface WidthRun {
  readonly first: number;
  readonly regular: readonly number[];
  readonly semibold: readonly number[];
}

export const INTER: readonly WidthRun[] = [
${rows.join('\n')}
];
`,
);
