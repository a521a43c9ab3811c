/** `npm run bench:accuracy -- [--rows FILE …] [--json] [--worst N] [--why ID] [--widths]`: the estimator against measured runs. */
import { parseArgs } from 'node:util';
import { resultOf, run } from './bench.ts';
import { calibrationText, recalibrate } from './calibrate.ts';
import { predict } from './predict.ts';
import { explanation, predictionText, resultText } from './report.ts';
import { OPEN_ROWS, readRows } from './rows.ts';
import { errorOf } from './score.ts';
import { errorWidths, writeWidths } from './widths.ts';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', multiple: true },
    json: { type: 'boolean', default: false },
    worst: { type: 'string' },
    why: { type: 'string', multiple: true },
    widths: { type: 'boolean', default: false },
  },
});

const rows = readRows(values.rows ?? [OPEN_ROWS]);
if (values.why) {
  for (const row of rows) if (values.why.includes(row.id)) console.log(explanation(predict(row)));
} else {
  const all = run(rows);
  const result = resultOf(all);
  if (values.json) console.log(JSON.stringify(result, null, 2));
  else {
    const validated = recalibrate(all.scored);
    console.log([resultText(result, all), calibrationText(validated)].join('\n\n'));
    if (values.widths) writeWidths(errorWidths(validated));
  }
  if (values.worst !== undefined) {
    const worst = all.scored.toSorted((a, b) => Math.abs(errorOf(b)) - Math.abs(errorOf(a)));
    for (const one of worst.slice(0, Number(values.worst))) console.log(`\n${predictionText(one)}`);
  }
}
