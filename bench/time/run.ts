/** `npm run bench:time -- [--rows FILE …] [--json] [--worst N] [--fit]`: predicted against measured training speed. */
import { parseArgs } from 'node:util';
import { errorOf } from '../accuracy/score.ts';
import { casesOf, resultOf, speedOf } from './bench.ts';
import { stepSeconds } from '../../src/cost/time/step.ts';
import { fitText } from './fit.ts';
import { lastLine, resultText } from './report.ts';
import { OPEN_ROWS, readSpeedRows } from './rows.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
    worst: { type: 'string' },
    fit: { type: 'boolean', default: false },
  },
});

const all = casesOf(readSpeedRows(values.rows ?? [OPEN_ROWS]));
const result = resultOf(all);
if (values.json) console.log(JSON.stringify({ ...result, summary: lastLine(result) }, null, 2));
else console.log(resultText(result));
if (values.worst !== undefined) {
  const size = (one: (typeof all.cases)[number]) => Math.abs(errorOf(speedOf(one)));
  for (const one of all.cases.toSorted((a, b) => size(b) - size(a)).slice(0, Number(values.worst))) {
    const { row, plan, gpu, settings } = one;
    console.log(
      `${row.id} ${row.source.slice(19, 50)} ${row.model} ${row.method} ${row.gpu} ×${row.gpu_count} mb ${row.micro_batch_size} × ${row.seq_len}: ${(100 * errorOf(speedOf(one))).toFixed(0)}% ${JSON.stringify(stepSeconds(plan, gpu, settings))}`,
    );
  }
}
if (values.fit) console.log(fitText(all.cases));
// Beside JSON the line goes where it does not break it.
if (values.json) console.error(lastLine(result));
else console.log(lastLine(result));
