/**
 * How long pictures take, how large they are, and how much they keep the program from answering: `npm run bench:charts`.
 * The bounds: under 90 ms and 100 kB each, and a suggestion delayed by no more than 20 ms while 20 are drawn.
 */
import { commands } from '../../commands/index.ts';
import { createBot } from '../../commands/core/bot.ts';
import { createCharts } from '../../src/services/chart/index.ts';
import { SAMPLES } from './samples.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const bot = createBot({ commands, log });
const charts = createCharts();

/** Runs it `times` times. @returns milliseconds, sorted. */
async function timed(times: number, run: (i: number) => unknown): Promise<readonly number[]> {
  const all: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const start = performance.now();
    await run(i);
    all.push(performance.now() - start);
  }
  return all.sort((a, b) => a - b);
}

function line(name: string, times: readonly number[], more = ''): string {
  const at = (share: number) => (times[Math.min(times.length - 1, Math.floor(share * times.length))] ?? 0).toFixed(1);
  return `${name.padEnd(28)} median ${at(0.5).padStart(6)} ms   worst ${at(1).padStart(6)} ms   ${more}\n`;
}

await charts.png(SAMPLES['memory-fits'], 'dark');
for (const [name, chart] of Object.entries(SAMPLES)) {
  // Another title each time, so that no picture is a kept one.
  const times = await timed(15, (i) => charts.png({ ...chart, title: `Run ${i}` }, 'dark'));
  const { length } = await charts.png(chart, 'dark');
  process.stdout.write(line(name, times, `${(length / 1000).toFixed(1)} kB`));
}
process.stdout.write(line('a kept picture', await timed(200, () => charts.png(SAMPLES.cost, 'dark'))));

const suggest = () => bot.suggest('vram', 'model', 'qwen 32');
// Turns of the event loop, as an interaction would have to wait for them.
const turn = () => new Promise((resolve) => setImmediate(resolve)).then(suggest);
await timed(50, turn);
process.stdout.write(line('a suggestion, at rest', await timed(200, turn)));
let drawing = true;
const many = Promise.all(
  Array.from({ length: 20 }, (_, i) => charts.png({ ...SAMPLES['memory-fits'], title: `At once ${i}` }, 'dark')),
).then(() => (drawing = false));
const busy: number[] = [];
while (drawing) busy.push(...(await timed(1, turn)));
await many;
process.stdout.write(
  line(
    'a suggestion, 20 drawn',
    busy.sort((a, b) => a - b),
  ),
);
await charts.stop();
