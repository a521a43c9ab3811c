/**
 * What a TrueType file says of its characters: widths, outlines and kerning, as the OpenType specification lays them out
 * (https://learn.microsoft.com/typography/opentype/spec/). Everything in font units; nothing is read before it is asked
 * for. opentype.js stops at Inter's substitutions, fontkit takes 200 ms to begin and 5 ms a line: a picture has 30 lines.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { contoursOf, type Contour } from './glyphs.ts';
import { kerningOf } from './kerning.ts';
import { tablesOf, type Tables } from './tables.ts';

/** Where Inter's files are, by the weight's name. */
const FILES = { regular: '400Regular/Inter_400Regular.ttf', semibold: '600SemiBold/Inter_600SemiBold.ttf' } as const;

export interface Font {
  readonly unitsPerEm: number;
  /** The glyph of a code point of the basic plane; undefined when the font has none. */
  glyphOf(codePoint: number): number | undefined;
  /** How far the pen moves after a glyph. */
  advanceOf(glyph: number): number;
  /** What is added between two glyphs that follow each other; mostly 0. */
  kerning(left: number, right: number): number;
  /** Closed curves, y upwards. */
  contoursOf(glyph: number): readonly Contour[];
}

/** Inter as it comes with the program. @throws Error when the file is missing, or no TrueType font. */
export function readInter(weight: keyof typeof FILES): Font {
  return readFont(readFileSync(fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${FILES[weight]}`))));
}

function readFont(bytes: Buffer): Font {
  const tables = tablesOf(bytes);
  const metricCount = bytes.readUInt16BE(tables.at('hhea') + 34);
  const glyphs = charactersOf(tables);
  return {
    unitsPerEm: bytes.readUInt16BE(tables.at('head') + 18),
    glyphOf: (codePoint) => glyphs.get(codePoint),
    advanceOf: (glyph) => bytes.readUInt16BE(tables.at('hmtx') + 4 * Math.min(glyph, metricCount - 1)),
    kerning: kerningOf(tables),
    contoursOf: (glyph) => contoursOf(tables, glyph),
  };
}

/** Code point → glyph, from the format 4 subtable: the basic plane is all that is asked for. */
function charactersOf({ bytes, at }: Tables): ReadonlyMap<number, number> {
  const start = subtableOf(bytes, at('cmap'));
  const doubled = bytes.readUInt16BE(start + 6);
  const glyphs = new Map<number, number>();
  for (let i = 0; i < doubled; i += 2) {
    const last = bytes.readUInt16BE(start + 14 + i);
    const first = bytes.readUInt16BE(start + 16 + doubled + i);
    const delta = bytes.readUInt16BE(start + 16 + 2 * doubled + i);
    const offsetAt = start + 16 + 3 * doubled + i;
    const offset = bytes.readUInt16BE(offsetAt);
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const raw = offset === 0 ? code : bytes.readUInt16BE(offsetAt + offset + 2 * (code - first));
      const glyph = raw === 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0) glyphs.set(code, glyph);
    }
  }
  return glyphs;
}

function subtableOf(bytes: Buffer, cmap: number): number {
  const count = bytes.readUInt16BE(cmap + 2);
  const starts = Array.from({ length: count }, (_, i) => cmap + bytes.readUInt32BE(cmap + 8 + 8 * i));
  const start = starts.find((candidate) => bytes.readUInt16BE(candidate) === 4);
  if (start === undefined) throw new Error('the font has no character table of format 4');
  return start;
}
