/** `node bench/oracle/compare.ts [--rows FILE] [--worst N]`: the estimator against the oracle's rows. */
import { parseArgs } from 'node:util';
import { resolveModel } from '../../src/index.ts';
import { compareRow, isComparable, summarizeBy, type Comparison, type Summary } from './errors.ts';
import { ORACLE_ROWS, readOracleRows } from './rows.ts';

const { values } = parseArgs({ options: { rows: { type: 'string' }, worst: { type: 'string' } } });

const percent = (share: number) => `${(100 * share).toFixed(1)} %`.padStart(9);

function line({ name, count, median, p90, bias, worst }: Summary): string {
  const figures = [median, p90, bias, worst.error].map(percent).join('');
  return `${name.padEnd(28)}${String(count).padStart(5)}${figures}  ${worst.row.id}`;
}

function print(title: string, summaries: readonly Summary[]): void {
  console.log(`\n${title.padEnd(28)} rows   median      P90     bias    worst  where`);
  for (const one of summaries) console.log(line(one));
}

const rows = readOracleRows(values.rows ?? ORACLE_ROWS);
const comparable = rows.filter(isComparable);
const all = comparable.flatMap(compareRow);
console.log(
  `${comparable.length} of ${rows.length} rows; the others run fallback kernels, or an optimizer that the estimator does not know`,
);
const peaks = all.filter(({ quantity }) => quantity === 'peak');
print(
  'quantity',
  summarizeBy(all, ({ quantity }) => quantity),
);
print(
  'peak, by method',
  summarizeBy(peaks, ({ row }) => row.method),
);
print(
  'peak, by family',
  summarizeBy(peaks, ({ row }) => resolveModel(row.model).model.family),
);
print(
  'peak, by optimizer',
  summarizeBy(peaks, ({ row }) => row.request.optimizer ?? ''),
);

const gib = (bytes: number) => (bytes / 2 ** 30).toFixed(3);
const byError = (a: Comparison, b: Comparison) => Math.abs(b.error) - Math.abs(a.error);
for (const { row, quantity, expected, predicted, error } of all.toSorted(byError).slice(0, Number(values.worst ?? 0)))
  console.log(`${percent(error)} ${quantity}: oracle ${gib(expected)}, estimator ${gib(predicted)} GiB  ${row.id}`);
