/**
 * `npm run bench:models -- --dir DIR`: reads a folder of `<name>.json` = `{ "config": {…}, "publishedParameters": n }`,
 * and compares what the configuration reader computes with what was published.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { countModel, type Counted } from './count.ts';

const { values } = parseArgs({ options: { dir: { type: 'string' } } });
if (values.dir === undefined) {
  process.stderr.write('Give a folder: npm run bench:models -- --dir DIR\n');
  process.exit(2);
}

if (!statSync(values.dir, { throwIfNoEntry: false })?.isDirectory()) {
  process.stderr.write(`There is no folder "${values.dir}": npm run bench:models -- --dir DIR\n`);
  process.exit(2);
}

const names = readdirSync(values.dir)
  .filter((name) => name.endsWith('.json'))
  .sort();
const counted = names.map((name) =>
  countModel(name.slice(0, -'.json'.length), readFileSync(join(values.dir!, name), 'utf8')),
);
for (const one of counted) process.stdout.write(`${lineOf(one)}\n`);
process.stdout.write(`${summaryOf(counted)}\n`);

function lineOf({ name, computed, published, relative, remark, failure }: Counted): string {
  if (failure !== undefined) return `${name}: ${failure}`;
  const compared = relative === undefined ? 'no published count' : `${(100 * relative).toFixed(3)} %`;
  const figures = `computed ${text(computed)}, published ${text(published)}, ${compared}`;
  return `${name}: ${figures}${remark === '' ? '' : ` (${remark})`}`;
}

function text(count: number | undefined): string {
  return count?.toLocaleString('en-US') ?? '–';
}

/** The last line: `N of M within 0.1 %, worst X %, C crashed`. */
function summaryOf(all: readonly Counted[]): string {
  const errors = all.flatMap(({ relative }) => (relative === undefined ? [] : [Math.abs(relative)]));
  const near = errors.filter((error) => error <= 0.001).length;
  const crashed = all.filter(({ crashed: has }) => has).length;
  const worst = (100 * Math.max(0, ...errors)).toFixed(2);
  return `${near} of ${all.length} within 0.1 %, worst ${worst} %, ${crashed} crashed`;
}
