/** Starts the program as a person would, in a folder of its own and with no environment but the given one. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../adapters/main.ts', import.meta.url));

export interface Run {
  readonly child: ChildProcess;
  /** What it has written so far. */
  readonly written: { output: string; errors: string };
  /** Resolves once its output, or what it logs, matches; rejects when it ends before. */
  until(pattern: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<{ code: number | null; output: string; errors: string }>;
}

interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What `.env` holds. */
  readonly dotenv?: string;
  readonly input?: string;
  readonly nodeArgs?: readonly string[];
  /** Puts a shell between, as npm does. */
  readonly throughShell?: boolean;
}

export function run(
  args: readonly string[],
  { env = {}, dotenv, input, nodeArgs = [], throughShell = false }: RunOptions = {},
): Run {
  const cwd = mkdtempSync(join(tmpdir(), 'headroom-'));
  if (dotenv !== undefined) writeFileSync(join(cwd, '.env'), dotenv);
  const words = [process.execPath, ...nodeArgs, MAIN, ...args];
  const [file = '', ...rest] = throughShell ? ['/bin/sh', '-c', '"$@"; exit', 'sh', ...words] : words;
  const child = spawn(file, rest, { cwd, env: { PATH: process.env['PATH'], ...env } });
  const written = { output: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written.output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (written.errors += text));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const ended = new Promise<{ code: number | null; output: string; errors: string }>((resolve) => {
    child.on('close', (code) => resolve({ code, ...written }));
  });
  const until = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(written.output) ?? pattern.exec(written.errors);
        if (found) resolve(found);
      };
      child.stdout.on('data', look);
      child.stderr.on('data', look);
      void ended.then(({ errors }) => reject(new Error(`ended without ${pattern}: ${errors}`)));
      look();
    });
  return { child, written, until, ended };
}
