/** What the font files say about their characters: the table in src/chart/inter.ts is made of this and held to it. */
import { readFileSync } from 'node:fs';

export interface FontWidths {
  /** The advance of a code point in thousandths of the text's size; undefined when the font has no glyph for it. */
  of(codePoint: number): number | undefined;
}

const FONTS = new URL('../../../node_modules/@expo-google-fonts/inter/', import.meta.url);

export function readFont(path: string): FontWidths {
  const bytes = readFileSync(new URL(path, FONTS));
  const tables = tablesOf(bytes);
  const at = (tag: string) => tables.get(tag) ?? 0;
  const unitsPerEm = bytes.readUInt16BE(at('head') + 18);
  const metricCount = bytes.readUInt16BE(at('hhea') + 34);
  const glyphs = segmentsOf(bytes, at('cmap'));
  return {
    of(codePoint) {
      const glyph = glyphs.get(codePoint);
      if (!glyph) return undefined;
      const advance = bytes.readUInt16BE(at('hmtx') + 4 * Math.min(glyph, metricCount - 1));
      return Math.round((1000 * advance) / unitsPerEm);
    },
  };
}

/** Where each table of a TrueType file begins. */
function tablesOf(bytes: Buffer): ReadonlyMap<string, number> {
  const count = bytes.readUInt16BE(4);
  return new Map(
    Array.from({ length: count }, (_, i) => {
      const record = 12 + 16 * i;
      return [bytes.toString('latin1', record, record + 4), bytes.readUInt32BE(record + 8)];
    }),
  );
}

/** Code point → glyph, from the format 4 subtable: the basic plane is all that is asked for. */
function segmentsOf(bytes: Buffer, cmap: number): ReadonlyMap<number, number> {
  const start = subtableOf(bytes, cmap);
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
      if (raw !== 0) glyphs.set(code, (raw + delta) & 0xffff);
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
