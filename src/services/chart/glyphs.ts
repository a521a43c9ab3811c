/** Outlines of glyphs from a TrueType file's `glyf` table: quadratic curves, and glyphs put together of others. */
import type { Tables } from './tables.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
  /** On the curve; the others pull it towards themselves. */
  readonly isOn: boolean;
}

export type Contour = readonly Point[];

/** Bits of a point's flags. */
const POINT = { on: 1, shortX: 2, shortY: 4, repeat: 8, sameX: 16, sameY: 32 } as const;
/** Bits of a component's flags. */
const COMPONENT = { words: 1, offsets: 2, scale: 8, more: 32, twoScales: 64, matrix: 128 } as const;

/** @returns no contours for a blank. */
export function contoursOf(tables: Tables, glyph: number): readonly Contour[] {
  const { bytes, at } = tables;
  const isLong = bytes.readInt16BE(at('head') + 50) === 1;
  const offset = (i: number) =>
    isLong ? bytes.readUInt32BE(at('loca') + 4 * i) : 2 * bytes.readUInt16BE(at('loca') + 2 * i);
  if (offset(glyph) === offset(glyph + 1)) return [];
  const start = at('glyf') + offset(glyph);
  const count = bytes.readInt16BE(start);
  return count < 0 ? compositeOf(tables, start + 10) : simpleOf(bytes, start + 10, count);
}

function simpleOf(bytes: Buffer, start: number, count: number): readonly Contour[] {
  const ends = Array.from({ length: count }, (_, i) => bytes.readUInt16BE(start + 2 * i));
  const instructions = start + 2 * count;
  let place = instructions + 2 + bytes.readUInt16BE(instructions);
  const flags: number[] = [];
  while (flags.length <= (ends.at(-1) ?? -1)) {
    const flag = bytes.readUInt8(place++);
    const times = flag & POINT.repeat ? bytes.readUInt8(place++) + 1 : 1;
    for (let i = 0; i < times; i += 1) flags.push(flag);
  }
  const along = (short: number, same: number) => {
    let value = 0;
    return flags.map((flag) => {
      if (flag & short) value += flag & same ? bytes.readUInt8(place++) : -bytes.readUInt8(place++);
      else if (!(flag & same)) {
        value += bytes.readInt16BE(place);
        place += 2;
      }
      return value;
    });
  };
  const xs = along(POINT.shortX, POINT.sameX);
  const ys = along(POINT.shortY, POINT.sameY);
  const points = flags.map((flag, i) => ({ x: xs[i] ?? 0, y: ys[i] ?? 0, isOn: (flag & POINT.on) !== 0 }));
  return ends.map((end, i) => points.slice((ends[i - 1] ?? -1) + 1, end + 1));
}

/** Other glyphs, each moved and stretched. @throws Error where a part hangs on a point of another, which Inter never does. */
function compositeOf(tables: Tables, start: number): readonly Contour[] {
  const { bytes } = tables;
  const contours: Contour[] = [];
  let place = start;
  for (let flags: number = COMPONENT.more; flags & COMPONENT.more;) {
    flags = bytes.readUInt16BE(place);
    const glyph = bytes.readUInt16BE(place + 2);
    if (!(flags & COMPONENT.offsets)) throw new Error('the font joins parts of a glyph at points');
    const isWide = (flags & COMPONENT.words) !== 0;
    const dx = isWide ? bytes.readInt16BE(place + 4) : bytes.readInt8(place + 4);
    const dy = isWide ? bytes.readInt16BE(place + 6) : bytes.readInt8(place + 5);
    place += isWide ? 8 : 6;
    const [a, b, c, d, length] = stretchOf(bytes, place, flags);
    place += length;
    const move = ({ x, y, isOn }: Point) => ({ x: a * x + c * y + dx, y: b * x + d * y + dy, isOn });
    contours.push(...contoursOf(tables, glyph).map((contour) => contour.map(move)));
  }
  return contours;
}

/** The four numbers of a component's matrix, and how many bytes they took. */
function stretchOf(bytes: Buffer, place: number, flags: number): readonly [number, number, number, number, number] {
  const at = (i: number) => bytes.readInt16BE(place + 2 * i) / 0x4000;
  if (flags & COMPONENT.scale) return [at(0), 0, 0, at(0), 2];
  if (flags & COMPONENT.twoScales) return [at(0), 0, 0, at(1), 4];
  if (flags & COMPONENT.matrix) return [at(0), at(1), at(2), at(3), 8];
  return [1, 0, 0, 1, 0];
}
