/** From values to positions, and the round values at which an axis is marked. */

export interface Scale {
  /** The position of a value in pixels. */
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

/** From 0 to `most`, drawn from `start` to `end`. */
export function linearScale(most: number, start: number, end: number, tickCount = 4): Scale {
  return partScale([0, most], start, end, tickCount);
}

/** From one value to another, drawn from `start` to `end`. */
export function partScale([low, high]: readonly [number, number], start: number, end: number, tickCount = 4): Scale {
  const step = roundUp((high - low) / tickCount);
  const first = Math.ceil(low / step - 1e-9);
  const ticks = Array.from({ length: Math.floor(high / step + 1e-9) - first + 1 }, (_, i) => (first + i) * step);
  return { at: (value) => start + ((value - low) / (high - low)) * (end - start), ticks };
}

/** Logarithmic from `least` to `most`, both above 0; marked at 1, 2 and 5 of each decade, or at 1 alone when many. */
export function logScale(least: number, most: number, start: number, end: number): Scale {
  const [low, high] = [Math.log(least), Math.log(most)];
  const at = (value: number) => start + ((Math.log(value) - low) / (high - low)) * (end - start);
  const decades = Math.log10(most / least);
  const marks = decades > 2.5 ? [1] : [1, 2, 5];
  const first = Math.floor(Math.log10(least));
  const ticks = Array.from({ length: Math.ceil(decades) + 2 }, (_, i) => 10 ** (first + i))
    .flatMap((decade) => marks.map((mark) => mark * decade))
    .filter((value) => value >= least * 0.999 && value <= most * 1.001);
  return { at, ticks };
}

/** The next of 1, 2, 2.5, 5, 10 … times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const factor = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= value * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/**
 * Moves wanted positions as little as needed, so that neighbours are at least `gap` apart and all stay within the
 * bounds. The order of the answer is that of `wanted`.
 */
export function spread(wanted: readonly number[], gap: number, low: number, high: number): readonly number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed = new Map<number, number>();
  let next = low;
  for (const i of order) {
    const position = Math.max(next, wanted[i] ?? 0);
    placed.set(i, position);
    next = position + gap;
  }
  let most = high;
  for (const i of order.toReversed()) {
    const position = Math.min(most, placed.get(i) ?? 0);
    placed.set(i, position);
    most = position - gap;
  }
  return wanted.map((_, i) => placed.get(i) ?? 0);
}
