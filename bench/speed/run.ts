/** `npm run bench:speed -- [--json]`: how long the estimator takes, measured in one run, so that ratios hold anywhere. */
import { parseArgs } from 'node:util';
import { Bench } from 'tinybench';
import { TASKS } from './tasks.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });

const bench = new Bench({ time: 300, warmupTime: 100 });
for (const { name, run } of TASKS) bench.add(name, run);
await bench.run();

/** Of one call. */
const results = bench.tasks.map(({ name, result }) => {
  if (result.state !== 'completed') throw new Error(`${name} did not complete`);
  const { p50, p99 } = result.latency;
  return { name, medianMs: p50, p99Ms: p99 };
});
const unit = results.find(({ name }) => name === 'estimate')!.medianMs;

if (values.json) {
  console.log(JSON.stringify(results, null, 2));
} else {
  const width = Math.max(...results.map(({ name }) => name.length));
  console.log(`${''.padEnd(width)}  median ms   p99 ms  in estimates`);
  for (const { name, medianMs, p99Ms } of results) {
    const figures = [medianMs.toFixed(4), p99Ms.toFixed(4), (medianMs / unit).toFixed(2)];
    console.log(
      `${name.padEnd(width)}  ${figures.map((figure, index) => figure.padStart([9, 7, 12][index]!)).join('  ')}`,
    );
  }
}
