/** What the tests do over the unchanged program: how long each file takes, and which functions it runs. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { probeId, withProbes } from './probes.ts';
import type { Sandbox } from './sandbox.ts';

export interface Baseline {
  /** Milliseconds of a test file. */
  readonly durations: ReadonlyMap<string, number>;
  /** Whether a test file runs a function of a file. */
  runs(test: string, path: string, start: number): boolean;
  /** Test files that fail as it is: they notice nothing. */
  readonly failed: readonly string[];
}

const LONGEST_MS = 3 * 3_600_000;

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly startTime: number;
    readonly endTime: number;
  }[];
}

/** What is kept of a run, for the next one over the same files. */
interface Kept {
  readonly durations: readonly (readonly [test: string, ms: number])[];
  readonly ran: readonly (readonly [test: string, functions: readonly string[]])[];
  readonly failed: readonly string[];
}

/** @param paths of the program's files, which get probes while the tests run. */
export async function measure(sandbox: Sandbox, tests: readonly string[], paths: readonly string[]): Promise<Baseline> {
  const place = join(tmpdir(), `headroom-mutants-${hashOf(sandbox)}.json`);
  if (!existsSync(place)) writeFileSync(place, JSON.stringify(await runAll(sandbox, tests, paths)));
  const { durations, ran, failed } = readJson<Kept>(place);
  const sets = new Map(ran.map(([test, functions]) => [test, new Set(functions)]));
  return {
    durations: new Map(durations),
    runs: (test, path, start) => sets.get(test)?.has(probeId(path, start)) ?? true,
    failed,
  };
}

function hashOf({ files, read }: Sandbox): string {
  const hash = createHash('sha256');
  for (const path of files.filter((one) => !one.startsWith('test/mutants/'))) hash.update(path).update(read(path));
  return hash.digest('hex').slice(0, 16);
}

async function runAll(sandbox: Sandbox, tests: readonly string[], paths: readonly string[]): Promise<Kept> {
  const folder = join(sandbox.folder, 'ran');
  const report = join(sandbox.folder, 'report.json');
  mkdirSync(folder);
  for (const path of paths) sandbox.write(path, withProbes(path, sandbox.read(path)));
  // Each test file imports everything anew, so that it tells what it runs on import.
  const flags = ['--isolate', '--reporter=json', `--outputFile=${report}`];
  const { output } = await sandbox.test(tests, { env: { MUTANTS_RAN: folder }, flags, limitMs: LONGEST_MS });
  for (const path of paths) sandbox.write(path, sandbox.read(path));
  if (!existsSync(report)) throw new Error(`The tests wrote no report:\n${output.slice(-3000)}`);
  const { testResults } = readJson<Report>(report);
  const local = (path: string) => path.slice(path.indexOf('/test/') + 1);
  const ran = readdirSync(folder).map((name) => readJson<{ test: string; ran: string[] }>(join(folder, name)));
  return {
    durations: testResults.map(({ name, startTime, endTime }) => [local(name), endTime - startTime]),
    ran: ran.map(({ test, ran: functions }) => [local(test), functions]),
    failed: testResults.filter(({ status }) => status !== 'passed').map(({ name }) => local(name)),
  };
}

function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}
