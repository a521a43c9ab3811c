/** Bytes of a chart's data, as whoever draws it needs them. */
import type { ChartSegment } from '../ports.ts';

export function sumOf(segments: readonly ChartSegment[]): number {
  return segments.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Only what can be drawn: a chart of wild numbers is still a chart. */
export function finite(amount: number): number {
  return Number.isFinite(amount) ? Math.max(0, amount) : 0;
}
