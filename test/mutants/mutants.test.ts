/** What the mutants are made of; that they are noticed is found by running them: `npm run mutants`. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isProgram, mutantsOf, mutated } from './candidates.ts';
import { graphOf } from './graph.ts';
import { OPERATORS } from './operators.ts';
import { withProbes } from './probes.ts';
import { sample } from './sample.ts';
import { stratumOf } from './strata.ts';

const PATH = 'src/x.ts';
const made = (source: string, operator: string) =>
  mutantsOf(PATH, source)
    .filter((mutant) => mutant.operator === operator)
    .map((mutant) => mutated(source, mutant));

describe('operators', () => {
  const CASES: Readonly<Record<string, readonly [source: string, mutants: readonly string[]]>> = {
    arithmetic: ['x = a * (b + 1) + "text";', ['x = a / (b + 1) + "text";', 'x = a * (b - 1) + "text";']],
    comparison: ['x = a < b;', ['x = a >= b;']],
    boundary: ['x = a < b && c === d;', ['x = a <= b && c === d;']],
    'and, or': ['x = a && b;', ['x = a || b;']],
    'one side': [
      'x = a ?? b; y = rows[0] ?? 0;',
      ['x = (a); y = rows[0] ?? 0;', 'x = (b); y = rows[0] ?? 0;', 'x = a ?? b; y = (0);'],
    ],
    assignment: ['x += 1;', ['x -= 1;']],
    condition: ['x = a ? b : c;', ['x = true ? b : c;', 'x = false ? b : c;', 'x = !(a) ? b : c;']],
    number: [
      'x = 2; y = rows[0] ?? 0;',
      [
        'x = (2 + 1); y = rows[0] ?? 0;',
        'x = (2 - 1); y = rows[0] ?? 0;',
        'x = 2; y = rows[(0 + 1)] ?? 0;',
        'x = 2; y = rows[(0 - 1)] ?? 0;',
      ],
    ],
    boolean: ['x = true;', ['x = false;']],
    text: [
      "import 'a'; x = { 'b': 'c' } as const satisfies 'd';",
      ["import 'a'; x = { 'b': '' } as const satisfies 'd';"],
    ],
    negation: ['x = !a;', ['x = a;']],
    anchor: ['x = /^a$/u;', ['x = /a$/u;', 'x = /^a/u;']],
    call: ['x = a.filter(f).min(1);', ['x = a.filter(f).max(1);', 'x = a.min(1);']],
    arguments: ['x = f(a, b); y = Math.min(a, b);', ['x = f(b, a); y = Math.min(a, b);']],
    'left out': ['x = [a, b];', ['x = [b];', 'x = [a];']],
    'statement removed': ['function f() { g(); }', ['function f() { {} }']],
    'returned early': ['function f() { return a; }', ['function f() { return undefined as never; return a; }']],
  };
  it('are each tried', () => expect(Object.keys(CASES)).toEqual(Object.keys(OPERATORS)));
  it.each(Object.entries(CASES))('%s', (operator, [source, mutants]) => {
    expect(made(source, operator)).toEqual(mutants);
  });
  it('leave types alone', () => {
    expect(mutantsOf(PATH, "type A = 'a' | 1; interface B { b: true } function f(x: 'a'): 1 | 2;")).toEqual([]);
  });
});

it('a mutant that is no program counts for nothing', () => {
  const [mutant] = mutantsOf(PATH, 'x = 1;');
  expect(isProgram('x = 1;', mutant!)).toBe(true);
  expect(isProgram('x = 1;', { ...mutant!, after: '(1 +' })).toBe(false);
});

it('a sample is a line each, the same for the same seed', () => {
  const mutants = mutantsOf(PATH, Array.from({ length: 40 }, (_, i) => `x${i} = ${i} + 1;`).join('\n'));
  const drawn = sample(mutants, 10, 7);
  expect(new Set(drawn.map(({ line }) => line)).size).toBe(10);
  expect(sample(mutants, 10, 7)).toEqual(drawn);
  expect(sample(mutants, 10, 8)).not.toEqual(drawn);
});

it('probes tell which functions run', () => {
  const ran = new Set<string>();
  const source = withProbes(PATH, 'const f = (a) => ({ a });\nfunction g() { return f(1); }\ng();');
  new Function('globalThis', source)({ __ran: ran });
  expect([...ran]).toEqual([`${PATH}#26`, `${PATH}#10`]);
});

it('the graph counts steps, and follows processes', () => {
  const graph = graphOf(
    new Map([
      ['test/a.test.ts', "import { b } from '../src/b.ts'; const MAIN = new URL('../src/main.ts', import.meta.url);"],
      ['src/b.ts', "export * from './c.ts';"],
      ['src/c.ts', ''],
      ['src/main.ts', "await import('./d.ts');"],
      ['src/d.ts', ''],
      ['src/e.ts', ''],
    ]),
  );
  const paths = ['src/b.ts', 'src/c.ts', 'src/main.ts', 'src/d.ts', 'src/e.ts'];
  expect(paths.map((path) => graph.hops('test/a.test.ts', path))).toEqual([1, 2, 1, 2, undefined]);
  expect(paths.map((path) => graph.isProcess('test/a.test.ts', path))).toEqual([false, false, true, true, false]);
});

it('every file of the program is in a stratum, but tables of data', () => {
  const root = new URL('../../', import.meta.url);
  const files = ['src', 'commands', 'adapters'].flatMap((top) =>
    readdirSync(new URL(top, root), { recursive: true, encoding: 'utf8' }).map((name) => `${top}/${name}`),
  );
  const left = files.filter((path) => path.endsWith('.ts') && stratumOf(path) === undefined);
  expect(left.filter((path) => !/^src\/facts\/(models|gpus|machines|prices)\//.test(path)).toSorted()).toEqual([
    'src/chart/inter.ts',
    'src/facts/calibration.ts',
    'src/facts/error-widths.ts',
  ]);
});
