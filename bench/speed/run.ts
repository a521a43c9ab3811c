/**
 * `npm run bench:speed -- [--only SECTION,…] [--peers DIR] [--json]`: CPU time against the targets, all in one run. Fails
 * when one is missed. DIR holds checkouts of other calculators, named as their repositories: gpu_poor (RahulSChand),
 * vram-calculator (furiousteabag); nothing of them is kept here.
 */
import { parseArgs } from 'node:util';
import { yardstickOf } from './cpu.ts';
import { estimator } from './estimator.ts';
import { growth } from './growth.ts';
import { peers } from './peers.ts';
import { pictures } from './pictures.ts';
import { renderers } from './renderers.ts';
import { replies } from './replies.ts';
import { searches } from './searches.ts';
import { judged, tableOf, type Section } from './targets.ts';
import { terminal } from './terminal.ts';

const SECTIONS: readonly Section[] = [estimator, searches, replies, renderers, pictures, terminal, growth, peers];

const { values } = parseArgs({
  options: { json: { type: 'boolean', default: false }, only: { type: 'string' }, peers: { type: 'string' } },
});
const only = values.only?.split(',') ?? SECTIONS.map(({ name }) => name);
const unknown = only.filter((name) => !SECTIONS.some((section) => section.name === name));
if (unknown.length > 0) {
  console.error(`No section ${unknown.join(', ')}; there are ${SECTIONS.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const sections = [];
for (const { name, measure } of SECTIONS.filter((section) => only.includes(section.name))) {
  process.stderr.write(`${name} …\n`);
  sections.push({ name, rows: await measure({ peers: values.peers }) });
}
const yardstick = yardstickOf();
const results = sections.map(({ name, rows }) => ({ name, rows: rows.map((row) => judged(row, yardstick)) }));
const missed = results.flatMap(({ rows }) => rows).filter(({ isMet }) => isMet === false);

if (values.json) {
  console.log(JSON.stringify({ yardstick, results }, null, 2));
} else {
  console.log(
    `Yardstick ${yardstick.toFixed(2)}: CPU time here, and divided by it, which is what a target is held against.`,
  );
  for (const { name, rows } of results) console.log(`\n${name}\n${tableOf(rows)}`);
  console.log(
    missed.length === 0
      ? '\nEvery target is met.'
      : `\n${missed.length} missed: ${missed.map(({ name }) => name).join('; ')}.`,
  );
}
process.exitCode = missed.length === 0 ? 0 : 1;
