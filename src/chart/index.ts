/**
 * Charts as SVG, from numbers alone: the same makers draw a page's inline charts and, through the Charts service, a
 * chat's pictures. Pure; equal charts in equal looks are equal bytes.
 */
import type { ChartSpec } from '../ports.ts';
import { drawComparison } from './comparison.ts';
import { drawCost } from './cost.ts';
import type { Look } from './look.ts';
import { drawMemory } from './memory.ts';
import { drawPhases } from './phases.ts';
import { drawSequence } from './sequence.ts';
import type { Drawing } from './svg.ts';

export { type Ground, type Look, pictureLook, type Theme, THEMES } from './look.ts';
export type { Drawing } from './svg.ts';

interface DrawOptions {
  /** Whether the picture says the verdict and its title itself; a page that has both above it does not want them twice. */
  readonly headline?: boolean;
}

export function drawChart(chart: ChartSpec, look: Look, { headline = true }: DrawOptions = {}): Drawing {
  switch (chart.kind) {
    case 'memory':
      return drawMemory(chart, look, headline);
    case 'phases':
      return drawPhases(chart, look, headline);
    case 'comparison':
      return drawComparison(chart, look, headline);
    case 'cost':
      return drawCost(chart, look, headline);
    case 'sequence':
      return drawSequence(chart, look, headline);
    default:
      return chart satisfies never;
  }
}
