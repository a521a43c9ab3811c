/** The checks of `npm run house` find what they look for: each planted stray is one, and what is right is none. */
import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { unusedExports } from './house/exports.ts';
import { strayImports } from './house/imports.ts';
import { longFiles, longFunctions } from './house/lengths.ts';
import { planted } from './house/plant.ts';
import { computedImports, impurities } from './house/purity.ts';
import { roadFrom } from './house/road.ts';
import { wideSeams } from './house/seams.ts';
import { sourcesOf } from './house/sources.ts';

/** The rules that the files break, each once. */
async function brokenBy(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const tree = planted(files);
  try {
    return [...new Set((await strayImports(tree)).map((line) => line.split(':')[0]!))];
  } finally {
    rmSync(tree, { recursive: true });
  }
}

describe('the rules of imports find a planted stray', { timeout: 30_000 }, () => {
  it.each([
    ['src/memory/estimate.ts', `import { readFileSync } from 'node:fs';`, 'estimator-is-pure'],
    ['src/memory/estimate.ts', `import { Client } from 'discord.js';`, 'estimator-is-pure'],
    ['src/memory/estimate.ts', `import { vram } from '../../commands/vram/vram.ts';`, 'estimator-is-pure'],
    ['src/memory/estimate.ts', `import { createStores } from '../services/store/index.ts';`, 'estimator-is-pure'],
    ['src/memory/estimate.ts', `import MiniSearch from 'minisearch';`, 'resolvable'],
    ['src/errors.ts', `import { z } from 'zod';`, 'vocabulary'],
    ['src/services/store/index.ts', `import type { Hub } from '../hub/index.ts';`, 'services-stand-alone'],
    [
      'src/services/store/index.ts',
      `import type { Command } from '../../../commands/core/command.ts';`,
      'services-stand-alone',
    ],
    ['commands/vram/vram.ts', `import { weights } from '../../src/memory/terms/weights.ts';`, 'commands-use-doors'],
    ['commands/vram/vram.ts', `import { createHub } from '../../src/services/hub/index.ts';`, 'commands-use-doors'],
    ['commands/vram/vram.ts', `import type { Adapter } from '../../adapters/adapter.ts';`, 'commands-use-doors'],
    ['commands/vram/vram.ts', `export * from 'node:os';`, 'commands-use-doors'],
    ['commands/vram/vram.ts', `const { App } = await import('@slack/bolt');`, 'commands-use-doors'],
    ['adapters/web/index.ts', `import { render } from '../slack/render.ts';`, 'platforms-stand-alone'],
    ['adapters/web/index.ts', `import { Client } from 'discord.js';`, 'discord-alone'],
    ['adapters/web/index.ts', `import { createHub } from '../../src/services/hub/index.ts';`, 'platforms-stand-alone'],
    ['adapters/web/index.ts', `import {\n  plan,\n} from '../../src/plan/plan.ts';`, 'platforms-stand-alone'],
    ['adapters/web/index.ts', `import { drawMemory } from '../../src/chart/memory.ts';`, 'platforms-stand-alone'],
    ['adapters/web/index.ts', `import { Kysely } from 'kysely';`, 'platforms-libraries'],
    ['adapters/slack/index.ts', `import { Hono } from 'hono';`, 'hono-is-the-web'],
    ['adapters/slack/index.ts', `import '../main.ts';`, 'main-is-the-root'],
    ['adapters/server.ts', `import { App } from '@slack/bolt';`, 'slack-alone'],
    ['adapters/server.ts', `import './main.ts';`, 'main-is-the-root'],
    ['adapters/index.ts', `import { renderReply } from './web/render.ts';`, 'root-of-adapters'],
    ['adapters/main.ts', `import { run } from '../test/adapters/main/run.ts';`, 'sources-know-no-tests'],
    ['adapters/web/index.ts', `import fc from 'fast-check';`, 'declared'],
    ['src/services/hub/index.ts', `const fs = require('node:fs');`, 'no-require'],
    ['test/adapters/web/page.test.ts', `import '../../../adapters/main.ts';`, 'main-is-the-root'],
    ['test/adapters/web/page.test.ts', `import { Client } from 'discord.js';`, 'discord-alone'],
  ])('in %s: %s', async (path, text, rule) => {
    expect(await brokenBy({ [path]: text })).toContain(rule);
  });

  it('in a file that is named without its ending', async () => {
    const files = { 'src/memory/estimate.ts': `import { peak } from './peak';`, 'src/memory/peak.ts': 'export {};' };
    expect(await brokenBy(files)).toContain('resolvable');
  });

  it('in a cycle, of types alone too', async () => {
    const a = `import type { B } from './b.ts';\nexport interface A { b: B }`;
    const b = `import type { A } from './a.ts';\nexport interface B { a: A }`;
    expect(await brokenBy({ 'src/plan/a.ts': a, 'src/plan/b.ts': b })).toEqual(['no-cycle']);
  });

  it.each([
    ['src/memory/estimate.ts', `import { z } from 'zod';\nimport { makePlan } from '../plan/plan.ts';`],
    ['src/memory/estimate.ts', `/* import 'node:fs' */\n// import 'discord.js'\nexport {};`],
    ['commands/vram/vram.ts', `import { a } from '../../src/index.ts';\nimport { b } from '../../src/errors.ts';`],
    ['adapters/slack/index.ts', `import type { Context } from 'hono';\nimport { App } from '@slack/bolt';`],
    ['adapters/index.ts', `import { slackEnv } from './slack/env.ts';\nconst load = () => import('./slack/index.ts');`],
    ['adapters/web/chart.ts', `import { drawChart } from '../../src/chart/index.ts';`],
    ['adapters/main.ts', `const a = await import('../src/services/store/index.ts');`],
  ])('and nothing wrong in %s: %s', async (path, text) => {
    expect(await brokenBy({ [path]: text })).toEqual([]);
  });
});

describe('the sources', () => {
  it.each([
    `const at = Date.now();`,
    `const at = new Date();`,
    `const luck = Math.random();`,
    `const { token } = process.env;`,
    `const page = await fetch('https://example.org');`,
    `const f = console.log;`,
    `setTimeout(() => undefined, 10);`,
  ])('are held to be pure in the estimator: %s', (text) => {
    expect(impurities(sourcesOf({ 'src/memory/estimate.ts': text }))).toHaveLength(1);
    expect(impurities(sourcesOf({ 'src/services/hub/index.ts': text }))).toEqual([]);
  });

  it('may give the names of impure things to fields', () => {
    const text = `const row = { process: 1, fetch: 2 };\nexport const sum = row.process + row.fetch + +new Date(0);`;
    expect(impurities(sourcesOf({ 'src/memory/estimate.ts': text }))).toEqual([]);
  });

  it('may import nothing computed', () => {
    const text = `const name = 'x';\nawait import(name);\nawait import('./index.ts');`;
    expect(computedImports(sourcesOf({ 'adapters/server.ts': text }))).toEqual([
      'adapters/server.ts:2 import(name) is computed',
    ]);
  });

  it('may have 250 lines a file and 40 a function, facts aside', () => {
    const lines = (count: number) => Array.from({ length: count }, (_, i) => `  use(${i});`).join('\n');
    const sources = sourcesOf({
      'src/plan/a.ts': lines(251),
      'src/plan/b.ts': lines(250),
      'src/facts/gpus.ts': lines(900),
      'commands/a.ts': `export function long() {\n${lines(39)}\n}\nconst alsoLong = () => {\n${lines(39)}\n};`,
      'commands/b.ts': `/** A comment\n *\n */\nexport function right() {\n${lines(38)}\n}`,
    });
    expect(longFiles(sources)).toEqual(['src/plan/a.ts has 251 lines, at most 250']);
    expect(longFunctions(sources)).toEqual([
      'commands/a.ts:1 long has 41 lines, at most 40',
      'commands/a.ts:42 alsoLong has 41 lines, at most 40',
    ]);
  });

  it('may have five members at a seam, those inherited counted, and as many as they like in data', () => {
    const ports = `
      export interface Price { a: 1; b: 2; c: 3; d: 4; e: 5; f: 6 }
      export interface Right { a(): void; b: 2; c: 3; d: 4; e: 5 }
      export interface Wide { a(): void; b: 2; c: 3; d: 4; e: 5; f: 6 }
      export interface Wider extends Right { f: 6 }
      export interface Services { a: Right; b?: Right | undefined; c: 3; d: 4; e: 5; f: 6 }`;
    expect(wideSeams(sourcesOf({ 'src/ports/a.ts': ports, 'src/plan/a.ts': ports }))).toEqual([
      'src/ports/a.ts:4 Wide has 6 members, at most 5',
      'src/ports/a.ts:5 Wider has 6 members, at most 5',
      'src/ports/a.ts:6 Services has 6 members, at most 5',
    ]);
  });

  it('may export nothing that no other file takes, or tests alone use', () => {
    const sources = sourcesOf({
      'src/a.ts': [
        `export const taken = 1;`,
        `export const forgotten = 2;`,
        `export const tested = 3;`,
        `export const testedHere = 4;\nexport const sum = taken + testedHere;`,
        `export interface Shape { a: 1 }`,
        `export interface Named { a: 1 }`,
        `export const passed = 5;`,
        `export const lazily = 6;`,
      ].join('\n'),
      'src/b.ts': `import { taken as one, sum, type Named } from './a.ts';\nexport { passed } from './a.ts';`,
      'src/c.ts': `import { passed } from './b.ts';`,
      'src/d.ts': `export const lazy = 7;`,
      'commands/a.ts': `const { lazy } = await import('../src/d.ts');\ntype Lazily = typeof import('../src/a.ts').lazily;`,
      'test/a.test.ts': `import { tested, testedHere } from '../src/a.ts';`,
    });
    expect(unusedExports(sources)).toEqual([
      'src/a.ts:2 nobody takes forgotten: it need not be exported',
      'src/a.ts:3 nothing but tests uses tested: it belongs in test/',
      'src/a.ts:6 nobody takes Shape: it need not be exported',
    ]);
  });
});

describe('the road from a request', () => {
  it('counts the files that the request passes through, and the calls back into one that it had left', () => {
    const sources = sourcesOf({
      'src/plan/request.ts': `
        export interface RequestInput { rank: number }
        export interface Chosen { readonly request: RequestInput }
        export function fill(input: Partial<RequestInput>): Chosen { return { request: { rank: 1, ...input } }; }
        export function check({ request }: Chosen) { return blind(request.rank); }
        function blind(rank: number) { return rank; }`,
      'src/plan/weights.ts': `
        import { check, type Chosen } from './request.ts';
        export function weights(chosen: Chosen) { return check(chosen) + check(chosen) + own(chosen); }
        function own(chosen: Chosen) { return chosen.request.rank; }`,
      'src/plan/plan.ts': `
        import { fill, type RequestInput } from './request.ts';
        import { weights } from './weights.ts';
        export function makePlan(input: RequestInput) { return weights(fill(input)); }`,
    });
    expect(roadFrom(sources, 'src/plan/plan.ts', 'makePlan')).toEqual({
      stops: [
        'src/plan/plan.ts:4 makePlan',
        'src/plan/request.ts:4 fill',
        'src/plan/weights.ts:3 weights',
        'src/plan/request.ts:5 check',
        'src/plan/weights.ts:4 own',
      ],
      files: ['src/plan/plan.ts', 'src/plan/request.ts', 'src/plan/weights.ts'],
      reentries: ['src/plan/weights.ts → src/plan/request.ts:5 check'],
    });
  });
});
