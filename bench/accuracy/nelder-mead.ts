/** Minimisation without derivatives: Nelder and Mead, The Computer Journal 7 (1965), with the usual coefficients. */

type Point = readonly number[];

interface Vertex {
  readonly at: Point;
  readonly value: number;
}

export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/** The best point found within the bounds, from `start`; deterministic. */
export function minimise(
  f: (point: Point) => number,
  start: Point,
  bounds: readonly Bounds[],
  iterations = 200 * start.length,
): Point {
  const clamp = (point: Point) => point.map((x, i) => Math.min(bounds[i]!.high, Math.max(bounds[i]!.low, x)));
  const vertex = (point: Point): Vertex => {
    const at = clamp(point);
    return { at, value: f(at) };
  };
  let simplex = [start, ...start.map((_, i) => stepped(start, bounds, i))].map(vertex);
  for (let n = 0; n < iterations; n++) {
    simplex = simplex.toSorted((a, b) => a.value - b.value);
    if (simplex.at(-1)!.value - simplex[0]!.value < 1e-9) break;
    simplex = moved(simplex, vertex);
  }
  return simplex.toSorted((a, b) => a.value - b.value)[0]!.at;
}

/** A quarter of the way to the farther bound along one axis. */
function stepped(start: Point, bounds: readonly Bounds[], axis: number): Point {
  return start.map((x, i) => {
    if (i !== axis) return x;
    const { low, high } = bounds[i]!;
    return x + 0.25 * (high - x > x - low ? high - x : low - x);
  });
}

/** One step: reflect the worst vertex, then expand, contract, or shrink all towards the best. */
function moved(sorted: readonly Vertex[], vertex: (point: Point) => Vertex): Vertex[] {
  const worst = sorted.at(-1)!;
  const others = sorted.slice(0, -1);
  const best = sorted[0]!;
  const centre = worst.at.map((_, i) => others.reduce((sum, { at }) => sum + at[i]!, 0) / others.length);
  const along = (t: number) => vertex(centre.map((x, i) => x + t * (worst.at[i]! - x)));
  const reflected = along(-1);
  if (reflected.value < best.value) {
    const expanded = along(-2);
    return [...others, expanded.value < reflected.value ? expanded : reflected];
  }
  if (reflected.value < others.at(-1)!.value) return [...others, reflected];
  const contracted = along(reflected.value < worst.value ? -0.5 : 0.5);
  if (contracted.value < Math.min(reflected.value, worst.value)) return [...others, contracted];
  return sorted.map(({ at }) => vertex(at.map((x, i) => (x + best.at[i]!) / 2)));
}
