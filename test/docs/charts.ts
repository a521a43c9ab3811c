/** `npm run docs:charts`: draws a sample of each kind of chart for the README. */
import { mkdir, writeFile } from 'node:fs/promises';
import { createCharts } from '../../src/services/chart/index.ts';
import { SAMPLES } from '../../bench/charts/samples.ts';

const SHOWN = {
  memory: SAMPLES['memory-tight'],
  phases: SAMPLES['phases-full'],
  comparison: SAMPLES['compare-methods'],
  cost: SAMPLES.cost,
  sequence: SAMPLES.sequence,
} as const;

const folder = new URL('../../.github/charts/', import.meta.url);
await mkdir(folder, { recursive: true });
const charts = createCharts();
for (const [name, chart] of Object.entries(SHOWN)) {
  await writeFile(new URL(`${name}.png`, folder), await charts.png(chart, 'light'));
}
await charts.stop();
