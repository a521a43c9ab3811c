/** Who imports whom, as far as a file's text says. */
import { posix } from 'node:path';

interface Graph {
  /** From a test file to a file, in steps; undefined where no way leads. Processes are followed from one step away. */
  hops(test: string, file: string): number | undefined;
  /** Whether the way begins with a process of its own, whose functions nobody sees running. */
  isProcess(test: string, file: string): boolean;
}

const IMPORT = /\b(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g;
/** Programs and threads are started by their address. */
const STARTED = /new URL\(\s*['"](\.{0,2}[^'":]+\.ts)['"]/g;
const PROCESS_HOPS = 2;

export function graphOf(sources: ReadonlyMap<string, string>): Graph {
  const edges = (pattern: RegExp) =>
    new Map(
      [...sources].map(([path, text]) => [
        path,
        [...text.matchAll(pattern)]
          .map(([, to = '']) => posix.join(posix.dirname(path), to))
          .filter((to) => sources.has(to)),
      ]),
    );
  const imports = edges(IMPORT);
  const started = edges(STARTED);
  const imported = new Map<string, ReadonlyMap<string, number>>();
  const fromTest = (test: string) => {
    const known = imported.get(test) ?? reach(test, imports);
    imported.set(test, known);
    return known;
  };
  const byProcess = (test: string, file: string) => {
    const programs = [...fromTest(test).keys()].flatMap((path) => started.get(path) ?? []);
    const ways = programs.map((program) => reach(program, imports).get(file) ?? Infinity);
    const nearest = Math.min(...ways) + 1;
    return nearest <= PROCESS_HOPS ? nearest : undefined;
  };
  return {
    hops: (test, file) => fromTest(test).get(file) ?? byProcess(test, file),
    isProcess: (test, file) => byProcess(test, file) !== undefined,
  };
}

function reach(start: string, edges: ReadonlyMap<string, readonly string[]>): ReadonlyMap<string, number> {
  const found = new Map([[start, 0]]);
  for (const [path, hops] of found) {
    for (const to of edges.get(path) ?? []) if (!found.has(to)) found.set(to, hops + 1);
  }
  return found;
}
