/** Who may import whom. The checker is a function of sources, so that planted strays prove that it would find real ones. */
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Source {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

/** A part of the tree. The first zone that holds a file rules it. */
interface Zone {
  readonly holds: RegExp;
  /** What its files may import: paths from the root, or packages. */
  readonly may: (target: string, from: Source, typeOnly: boolean) => boolean;
}

// ----- The table -----

/** The words that everybody speaks: errors, units, ports, colours. They import nothing but each other. */
const VOCABULARY = /^src\/(errors|nearest|ports(\/\w+)?|units|chart\/palette)\.ts$/;
/** The estimator's door, that of the makers of charts, and charts as bars of text, which need none of the makers. */
const ESTIMATOR_DOOR = /^src\/(index|chart\/(index|bars))\.ts$/;
const ESTIMATOR = /^src\/(?!services\/)/;
const OWN_PACKAGES: Readonly<Record<string, RegExp>> = {
  discord: /^(discord\.js|@discordjs\/[\w-]+|discord-api-types)(\/|$)/,
  slack: /^@slack\/[\w-]+(\/|$)/,
  web: /^hono(\/|$)/,
};

const ZONES: readonly Zone[] = [
  { holds: VOCABULARY, may: (target) => VOCABULARY.test(target) },
  {
    holds: /^src\/services\//,
    may: (target, { path }) =>
      ESTIMATOR.test(target) || isNode(target) || target.startsWith(folder(path, 3)) || isLibrary(target),
  },
  {
    holds: /^src\//,
    may: (target) => ESTIMATOR.test(target) || target === 'zod',
  },
  {
    holds: /^commands\//,
    may: (target) => isDoor(target) || target.startsWith('commands/') || target === 'zod',
  },
  { holds: /^adapters\/main\.ts$/, may: () => true },
  {
    // The parts of the root: the list of platforms, the environment, the log, the server.
    holds: /^adapters\/[\w-]+\.ts$/,
    may: (target) =>
      isDoor(target) ||
      /^(adapters\/[\w-]+\.ts|adapters\/[\w-]+\/(env|index)\.ts|commands\/.+)$/.test(target) ||
      /^(zod|pino|hono|@hono\/node-server)(\/|$)/.test(target) ||
      isNode(target),
  },
  {
    holds: /^adapters\//,
    may: (target, { path }, typeOnly) =>
      isDoor(target) ||
      target.startsWith('commands/') ||
      target.startsWith(folder(path, 2)) ||
      target === 'adapters/adapter.ts' ||
      OWN_PACKAGES[path.split('/')[1] ?? '']?.test(target) === true ||
      (typeOnly && /^hono(\/|$)/.test(target)) ||
      target === 'zod' ||
      isNode(target),
  },
  { holds: /^(test|bench)\//, may: (target) => target !== 'adapters/main.ts' },
];

/** Packages that are written in one folder, and its tests, alone. */
const CONFINED = [
  { what: OWN_PACKAGES['discord'] ?? /^$/, to: /^(test\/)?(adapters\/discord|conformance)\// },
  { what: OWN_PACKAGES['slack'] ?? /^$/, to: /^(test\/)?(adapters\/slack|conformance)\// },
];

/** What the estimator must not reach for: the clock, chance, the process, the network, the console. */
const IMPURE =
  /\b(process\.|console\.|performance\.|Date\.now|new Date\(\)|Math\.random|fetch\(|set(Timeout|Interval)\()/;

function isNode(target: string): boolean {
  return target.startsWith('node:');
}

function isDoor(target: string): boolean {
  return ESTIMATOR_DOOR.test(target) || VOCABULARY.test(target);
}

/** A package, as against a path from the root. */
function isLibrary(target: string): boolean {
  return !/^(src|commands|adapters|test|bench|\.\.)\//.test(target) && !isNode(target);
}

/** The first parts of a path, with the slash behind them: `adapters/slack/`. */
function folder(path: string, parts: number): string {
  return `${path.split('/').slice(0, parts).join('/')}/`;
}

// ----- The checker -----

/** One sentence for every import that the table does not allow. */
function straysIn(sources: readonly Source[]): readonly string[] {
  return sources.flatMap((source) => {
    const code = withoutComments(source.text);
    return [
      ...importsOf(code).flatMap((one) => strayImport(source, one)),
      ...(/\bimport\(\s*[^'"\s]/.test(code) ? [`${source.path} imports something computed`] : []),
      ...(/\brequire\(/.test(code) && !source.path.startsWith('test/') ? [`${source.path} uses require`] : []),
      ...(ESTIMATOR.test(source.path) && IMPURE.test(code)
        ? [`${source.path} is impure: ${IMPURE.exec(code)?.[0]}`]
        : []),
    ];
  });
}

function strayImport(source: Source, { specifier, typeOnly }: Import): readonly string[] {
  const isRelative = specifier.startsWith('.');
  if (isRelative && !/\.(ts|json)$/.test(specifier)) return [`${source.path} imports ${specifier} without .ts`];
  const target = isRelative ? posix.join(posix.dirname(source.path), specifier) : specifier;
  const zone = ZONES.find(({ holds }) => holds.test(source.path));
  const isConfined = CONFINED.some(({ what, to }) => what.test(target) && !to.test(source.path));
  const allowed = target !== 'adapters/main.ts' && !isConfined && zone?.may(target, source, typeOnly) === true;
  return allowed ? [] : [`${source.path} must not import ${target}`];
}

function importsOf(code: string): readonly Import[] {
  const statements = code.matchAll(/\b(import|export)\s+(type\s)?[^'"`;()]*?\bfrom\s*['"]([^'"]+)['"]/g);
  const bare = code.matchAll(/\bimport\s*['"]([^'"]+)['"]/g);
  const dynamic = code.matchAll(/\bimport\(\s*['"]([^'"]+)['"]/g);
  return [
    ...[...statements].map(([, , type, specifier = '']) => ({ specifier, typeOnly: type !== undefined })),
    ...[...bare, ...dynamic].map(([, specifier = '']) => ({ specifier, typeOnly: false })),
  ];
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

// ----- The tests -----

const ROOT = new URL('..', import.meta.url);

function readSources(): readonly Source[] {
  return ['src', 'commands', 'adapters', 'test', 'bench'].flatMap((top) =>
    readdirSync(new URL(top, ROOT), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => posix.join(top, name))
      // This file holds strays on purpose.
      .filter((path) => path !== 'test/architecture.test.ts')
      .map((path) => ({ path, text: readFileSync(new URL(path, ROOT), 'utf8') })),
  );
}

describe('the architecture', () => {
  const sources = readSources();
  it('reads the sources', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(importsOf(sources.find(({ path }) => path === 'adapters/main.ts')?.text ?? '').length).toBeGreaterThan(5);
  });
  it('keeps to the table of imports', () => {
    expect(straysIn(sources)).toEqual([]);
  });
  it('keeps files to 250 lines, tables of facts and tests aside', () => {
    const long = sources.filter(
      ({ path, text }) => !/^(src\/facts|test|bench)\//.test(path) && text.trimEnd().split('\n').length > 250,
    );
    expect(long.map(({ path }) => path)).toEqual([]);
  });
});

describe('the checker finds a planted stray', () => {
  it.each([
    ['src/memory/estimate.ts', `import { readFileSync } from 'node:fs';`],
    ['src/memory/estimate.ts', `import { Client } from 'discord.js';`],
    ['src/memory/estimate.ts', `import { vram } from '../../commands/vram/vram.ts';`],
    ['src/memory/estimate.ts', `import { createMemoryStore } from '../services/store/memory.ts';`],
    ['src/memory/estimate.ts', `import MiniSearch from 'minisearch';`],
    ['src/memory/estimate.ts', `import { peak } from './peak';`],
    ['src/memory/estimate.ts', `const at = Date.now();`],
    ['src/memory/estimate.ts', `const { token } = process.env;`],
    ['src/errors.ts', `import { z } from 'zod';`],
    ['src/services/store/memory.ts', `import type { Hub } from '../hub/index.ts';`],
    ['src/services/store/memory.ts', `import type { Command } from '../../../commands/core/command.ts';`],
    ['commands/vram/vram.ts', `import { weights } from '../../src/memory/terms/weights.ts';`],
    ['commands/vram/vram.ts', `import { createMemoryStore } from '../../src/services/store/memory.ts';`],
    ['commands/vram/vram.ts', `import type { Adapter } from '../../adapters/adapter.ts';`],
    ['commands/vram/vram.ts', `export * from 'node:os';`],
    ['commands/vram/vram.ts', `const { App } = await import('@slack/bolt');`],
    ['adapters/web/index.ts', `import { render } from '../slack/render.ts';`],
    ['adapters/web/index.ts', `import { Client } from 'discord.js';`],
    ['adapters/web/index.ts', `import { createMemoryStore } from '../../src/services/store/memory.ts';`],
    ['adapters/web/index.ts', `import {\n  plan,\n} from '../../src/plan/plan.ts';`],
    ['adapters/web/index.ts', `import { drawMemory } from '../../src/chart/memory.ts';`],
    ['adapters/slack/index.ts', `import { Hono } from 'hono';`],
    ['adapters/slack/index.ts', `import '../main.ts';`],
    ['adapters/server.ts', `import { App } from '@slack/bolt';`],
    ['adapters/server.ts', `import './main.ts';`],
    ['adapters/index.ts', `import { renderReply } from './web/render.ts';`],
    ['adapters/index.ts', `const name = 'x'; await import(name);`],
    ['test/adapters/web/page.test.ts', `import '../../../adapters/main.ts';`],
    ['test/adapters/web/page.test.ts', `import { Client } from 'discord.js';`],
  ])('in %s: %s', (path, text) => {
    expect(straysIn([{ path, text }])).toHaveLength(1);
  });
  it.each([
    ['src/memory/estimate.ts', `import { z } from 'zod';\nimport { makePlan } from '../plan/plan.ts';`],
    ['src/memory/estimate.ts', `/* import 'node:fs' */\n// import 'discord.js'\nexport {};`],
    [
      'commands/vram/vram.ts',
      `import { estimate } from '../../src/index.ts';\nimport { UserError } from '../../src/errors.ts';`,
    ],
    ['adapters/slack/index.ts', `import type { Context } from 'hono';\nimport { App } from '@slack/bolt';`],
    ['adapters/index.ts', `import { slackEnv } from './slack/env.ts';\nconst load = () => import('./slack/index.ts');`],
    ['adapters/web/chart.ts', `import { drawChart } from '../../src/chart/index.ts';`],
    ['adapters/main.ts', `const a = await import('../src/services/store/memory.ts');`],
  ])('and nothing wrong in %s: %s', (path, text) => {
    expect(straysIn([{ path, text }])).toEqual([]);
  });
});
