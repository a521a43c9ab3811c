/** Kerning from a font's `GPOS` table: which pairs of glyphs stand closer, or further apart, than their widths say. */
import type { Tables } from './tables.ts';

/** What a subtable adds between two glyphs; undefined when it says nothing of them. */
type Pairs = (left: number, right: number) => number | undefined;

/** Kinds of lookup: pairs, and one that points to where another kind lies. */
const PAIRS = 2;
const ELSEWHERE = 9;
/** The bit of a value's format that says it moves the pen; the bits before it are two bytes each. */
const ADVANCE = 4;

/** @returns 0 for pairs of which the font says nothing. */
export function kerningOf({ bytes, at }: Tables): (left: number, right: number) => number {
  const lookups = lookupsOf(bytes, at('GPOS'));
  const known = new Map<number, number>();
  return (left, right) => {
    const key = left * 0x10000 + right;
    let value = known.get(key);
    if (value === undefined) {
      value = 0;
      for (const subtables of lookups) value += firstOf(subtables, left, right);
      known.set(key, value);
    }
    return value;
  };
}

function firstOf(subtables: readonly Pairs[], left: number, right: number): number {
  for (const pairs of subtables) {
    const value = pairs(left, right);
    if (value !== undefined) return value;
  }
  return 0;
}

/** The subtables of each lookup that the feature `kern` names. */
function lookupsOf(bytes: Buffer, gpos: number): readonly (readonly Pairs[])[] {
  const features = gpos + bytes.readUInt16BE(gpos + 6);
  const list = gpos + bytes.readUInt16BE(gpos + 8);
  const wanted = new Set<number>();
  for (let i = 0; i < bytes.readUInt16BE(features); i += 1) {
    const record = features + 2 + 6 * i;
    if (bytes.toString('latin1', record, record + 4) !== 'kern') continue;
    const feature = features + bytes.readUInt16BE(record + 4);
    for (const index of numbers(bytes, feature + 2)) wanted.add(index);
  }
  return [...wanted].map((index) => {
    const lookup = list + bytes.readUInt16BE(list + 2 + 2 * index);
    const kind = bytes.readUInt16BE(lookup);
    return numbers(bytes, lookup + 4).flatMap((offset) => {
      const start = lookup + offset;
      if (kind === PAIRS) return [pairsOf(bytes, start)];
      const isPairs = kind === ELSEWHERE && bytes.readUInt16BE(start + 2) === PAIRS;
      return isPairs ? [pairsOf(bytes, start + bytes.readUInt32BE(start + 4))] : [];
    });
  });
}

function pairsOf(bytes: Buffer, start: number): Pairs {
  const [format, coverage, first, second] = [0, 2, 4, 6].map((offset) => bytes.readUInt16BE(start + offset));
  const covered = coverageOf(bytes, start + (coverage ?? 0));
  const sizes = [sizeOf(first ?? 0), sizeOf(second ?? 0)] as const;
  const valueAt = (place: number) =>
    (first ?? 0) & ADVANCE ? bytes.readInt16BE(place + sizeOf((first ?? 0) & (ADVANCE - 1))) : 0;
  return format === 1
    ? singlePairs(bytes, start, covered, sizes, valueAt)
    : classPairs(bytes, start, covered, sizes, valueAt);
}

/** Pairs named one by one: a list for each left glyph. */
function singlePairs(
  bytes: Buffer,
  start: number,
  covered: ReadonlyMap<number, number>,
  [first, second]: readonly [number, number],
  valueAt: (place: number) => number,
): Pairs {
  return (left, right) => {
    const index = covered.get(left);
    if (index === undefined) return undefined;
    const set = start + bytes.readUInt16BE(start + 10 + 2 * index);
    const length = 2 + first + second;
    for (let i = 0; i < bytes.readUInt16BE(set); i += 1) {
      const record = set + 2 + i * length;
      if (bytes.readUInt16BE(record) === right) return valueAt(record + 2);
    }
    return undefined;
  };
}

/** Pairs by class: glyphs of like shape are kerned alike. */
function classPairs(
  bytes: Buffer,
  start: number,
  covered: ReadonlyMap<number, number>,
  [first, second]: readonly [number, number],
  valueAt: (place: number) => number,
): Pairs {
  const lefts = classesOf(bytes, start + bytes.readUInt16BE(start + 8));
  const rights = classesOf(bytes, start + bytes.readUInt16BE(start + 10));
  const count = bytes.readUInt16BE(start + 14);
  return (left, right) => {
    if (!covered.has(left)) return undefined;
    const index = (lefts.get(left) ?? 0) * count + (rights.get(right) ?? 0);
    return valueAt(start + 16 + index * (first + second));
  };
}

/** Glyph → its place in a coverage table. */
function coverageOf(bytes: Buffer, start: number): ReadonlyMap<number, number> {
  if (bytes.readUInt16BE(start) === 1) return new Map(numbers(bytes, start + 2).map((glyph, i) => [glyph, i]));
  return rangesOf(bytes, start + 2, (first, value) => value + first);
}

/** Glyph → its class; what is not in there has class 0. */
function classesOf(bytes: Buffer, start: number): ReadonlyMap<number, number> {
  if (bytes.readUInt16BE(start) !== 1) return rangesOf(bytes, start + 2, (_, value) => value);
  const first = bytes.readUInt16BE(start + 2);
  return new Map(numbers(bytes, start + 4).map((value, i) => [first + i, value]));
}

/** @param valueOf of a glyph, by how far into its range it is and what the range says. */
function rangesOf(bytes: Buffer, start: number, valueOf: (within: number, value: number) => number) {
  const values = new Map<number, number>();
  for (let i = 0; i < bytes.readUInt16BE(start); i += 1) {
    const [first = 0, last = 0, value = 0] = [2, 4, 6].map((offset) => bytes.readUInt16BE(start + offset + 6 * i));
    for (let glyph = first; glyph <= last; glyph += 1) values.set(glyph, valueOf(glyph - first, value));
  }
  return values;
}

/** A list that begins with its length, two bytes each. */
function numbers(bytes: Buffer, start: number): readonly number[] {
  return Array.from({ length: bytes.readUInt16BE(start) }, (_, i) => bytes.readUInt16BE(start + 2 + 2 * i));
}

/** Bytes of a value of this format: two for each bit. */
function sizeOf(format: number): number {
  let bits = 0;
  for (let rest = format; rest > 0; rest >>= 1) bits += rest & 1;
  return 2 * bits;
}
