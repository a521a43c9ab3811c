/**
 * `npm run mutants -- --sample 60 --seed 7 [--stratum estimator]`: changes one line after the other in a copy of the project
 * and runs the tests that reach it. Prints every line that no test noticed, and the share that was noticed, by stratum.
 */
import { setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { type Baseline, measure } from './baseline.ts';
import { isProgram, type Mutant, mutantsOf, mutated } from './candidates.ts';
import { isEquivalent } from './equivalent.ts';
import { graphOf } from './graph.ts';
import { sample } from './sample.ts';
import { createSandbox, type Sandbox } from './sandbox.ts';
import { STRATA, type Stratum, stratumOf } from './strata.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
/** The pages' made parts repeat what the program says, so what they alone notice is not noticed. */
const NO_TESTS = /^test\/docs\.test\.ts$/;
/** For starting the tests, and for a machine that is busier than at first. */
const START_MS = 60_000;
const SLOWER = 4;
const MOST_EQUIVALENT = 0.05;

type Fate = 'noticed' | 'timed out' | 'survived' | 'equivalent';

const { values } = parseArgs({
  options: { sample: { type: 'string', default: '60' }, seed: { type: 'string' }, stratum: { type: 'string' } },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e6));
const strata = (Object.keys(STRATA) as Stratum[]).filter((name) => (values.stratum ?? name) === name);
if (strata.length === 0)
  throw new Error(`There is no stratum "${values.stratum}"; use ${Object.keys(STRATA).join(', ')}.`);
setPriority(5);

const sandbox = createSandbox(ROOT);
process.on('exit', () => sandbox.remove());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
const say = (text: string) => void process.stdout.write(`${text}\n`);

const files = sandbox.files.filter((path) => path.endsWith('.ts'));
const tests = files.filter((path) => path.endsWith('.test.ts') && !NO_TESTS.test(path));
const program = files.filter((path) => stratumOf(path) !== undefined);
const graph = graphOf(new Map(files.map((path) => [path, sandbox.read(path)])));

say(
  `Seed ${seed}, ${values.sample} lines of each of: ${strata.join(', ')}. First the tests as they are, ${tests.length} files.`,
);
const baseline = await measure(sandbox, tests, program);
if (baseline.failed.length > 0) say(`These fail as it is, and notice nothing: ${baseline.failed.join(', ')}`);

const scores = [];
for (const stratum of strata) scores.push(await tryStratum(stratum));
say(['', `Seed ${seed}`, ...scores.map(({ line }) => line)].join('\n'));
process.exitCode = scores.every(({ isFair }) => isFair) ? 0 : 1;

async function tryStratum(stratum: Stratum) {
  const all = program
    .filter((path) => stratumOf(path) === stratum)
    .flatMap((path) => mutantsOf(path, sandbox.read(path)));
  const drawn = sample(all, Number(values.sample), seed, (mutant) => isProgram(sandbox.read(mutant.path), mutant));
  say(`\n${stratum}: ${drawn.length} of ${all.length} mutants`);
  const fates: Fate[] = [];
  for (const mutant of drawn) {
    const fate = isEquivalent(mutant) ? 'equivalent' : await tryOne(sandbox, baseline, mutant);
    fates.push(fate);
    say(`${fate === 'survived' ? 'SURVIVED' : fate}: ${tell(mutant)}`);
  }
  const count = (fate: Fate) => fates.filter((one) => one === fate).length;
  const counted = fates.length - count('equivalent');
  const noticed = count('noticed') + count('timed out');
  const share = Math.round((100 * noticed) / Math.max(1, counted));
  const line = `${stratum}: ${share} % noticed, ${noticed} of ${counted} (${count('timed out')} by running on), ${count('equivalent')} equivalent`;
  return { line, isFair: count('equivalent') <= MOST_EQUIVALENT * fates.length };
}

async function tryOne({ read, write, test }: Sandbox, known: Baseline, mutant: Mutant): Promise<Fate> {
  const chosen = testsOf(known, mutant);
  if (chosen.length === 0) return 'survived';
  const expected = chosen.reduce((sum, path) => sum + (known.durations.get(path) ?? 0), 0);
  write(mutant.path, mutated(read(mutant.path), mutant));
  const outcome = await test(chosen, { flags: ['--bail', '1'], limitMs: START_MS + SLOWER * expected });
  write(mutant.path, read(mutant.path));
  return outcome.isLate ? 'timed out' : outcome.passed ? 'survived' : 'noticed';
}

/** The test files that reach a line, the nearest and quickest first. */
function testsOf(known: Baseline, { path, inside }: Mutant): readonly string[] {
  const runs = (test: string) => graph.isProcess(test, path) || inside.every((start) => known.runs(test, path, start));
  const cost = (test: string) => (graph.hops(test, path) ?? 0) + (known.durations.get(test) ?? 0) / 1000;
  return tests
    .filter((test) => !known.failed.includes(test) && graph.hops(test, path) !== undefined && runs(test))
    .toSorted((a, b) => cost(a) - cost(b));
}

function tell({ path, line, operator, before, after }: Mutant): string {
  const short = (text: string) =>
    JSON.stringify(text.length > 100 ? `${text.slice(0, 60)} … ${text.slice(-30)}` : text);
  return `${path}:${line} ${operator}: ${short(before)} → ${short(after)}`;
}
