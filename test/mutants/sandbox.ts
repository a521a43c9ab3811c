/** A copy of the project, in which lines are changed and tests are run. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const CONFIG = 'test/mutants/vitest.config.ts';

interface Outcome {
  readonly passed: boolean;
  readonly isLate: boolean;
  readonly output: string;
}

interface TestRun {
  readonly env?: Readonly<Record<string, string>>;
  readonly flags?: readonly string[];
  /** Then all of it is ended. */
  readonly limitMs: number;
}

export interface Sandbox {
  readonly folder: string;
  /** The project's own files, from its root. */
  readonly files: readonly string[];
  read(path: string): string;
  write(path: string, text: string): void;
  /** Runs test files in their order, until the first fails. */
  test(files: readonly string[], run: TestRun): Promise<Outcome>;
  remove(): void;
}

export function createSandbox(root: string): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-mutants-'));
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  const files = listed.split('\n').filter(Boolean);
  for (const path of files) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  // The project itself may change meanwhile.
  const texts = new Map(files.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return {
    folder,
    files,
    read: (path) => texts.get(path) ?? '',
    write: (path, text) => writeFileSync(join(folder, path), text),
    test: (paths, run) => runTests(folder, paths, run),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function runTests(folder: string, paths: readonly string[], { env = {}, flags = [], limitMs }: TestRun) {
  const words = ['node_modules/vitest/vitest.mjs', 'run', '--config', CONFIG, '--reporter=dot', ...flags, ...paths];
  const child = spawn(process.execPath, words, {
    cwd: folder,
    env: { ...process.env, NO_COLOR: '1', MUTANTS_ORDER: paths.join(','), ...env },
    // A group of its own, so that workers that hang end with it.
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += String(data)));
  return new Promise<Outcome>((resolve) => {
    let isLate = false;
    const end = () => {
      isLate = true;
      process.kill(-child.pid!, 'SIGKILL');
    };
    const timer = setTimeout(end, limitMs);
    child.on('close', (code) => {
      clearTimeout(timer);
      resolve({ passed: code === 0, isLate, output });
    });
  });
}
