/** What other people's tools expect of a repository: that it is there, and says what is true. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { satisfies } from 'semver';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = new URL('../', import.meta.url);
const read = (name: string) => readFile(new URL(name, root), 'utf8');

interface Package {
  readonly version: string;
  readonly license: string;
  readonly engines?: { readonly node?: string };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const manifest = JSON.parse(await read('package.json')) as Package;
const lock = JSON.parse(await read('package-lock.json')) as { packages: Readonly<Record<string, Package>> };

describe('the top level', () => {
  it.skipIf(!existsSync(new URL('.git', root)))('holds what people look for, and nothing else', () => {
    const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
    const top = [
      ...new Set(
        files
          .trim()
          .split('\n')
          .map((file) => file.split('/')[0]!),
      ),
    ].sort();
    expect(top).toEqual([
      '.ci',
      '.dependency-cruiser.mjs',
      '.editorconfig',
      '.env.example',
      '.github',
      '.gitignore',
      '.npmrc',
      '.nvmrc',
      '.prettierignore',
      'CHANGELOG.md',
      'CONTRIBUTING.md',
      'LICENSE',
      'README.md',
      'SECURITY.md',
      'adapters',
      'bench',
      'commands',
      'package-lock.json',
      'package.json',
      'src',
      'test',
      'tsconfig.json',
      'vitest.config.ts',
    ]);
  });

  it('carries the licence that package.json names', async () => {
    expect(await read('LICENSE')).toMatch(new RegExp(`^${manifest.license} License\n`));
  });
});

describe('Node', () => {
  const pinned = manifest.devDependencies['node']!;

  it('is of the major that .nvmrc names', async () => {
    expect(pinned.split('.')[0]).toBe((await read('.nvmrc')).trim());
  });

  it('of the versions that the README names installs without a warning about engines', async () => {
    const named = /Node (\d+\.\d+) or (\d+)/.exec(await read('README.md'));
    expect(named).not.toBeNull();
    const versions = [`${named![1]}.0`, named![2] === pinned.split('.')[0] ? pinned : `${named![2]}.0.0`];
    const asked = Object.entries(lock.packages).flatMap(([path, { engines }]) =>
      engines?.node === undefined ? [] : [{ path: path || 'this package', range: engines.node }],
    );
    expect(asked.length).toBeGreaterThan(50);
    const warned = versions.flatMap((version) =>
      asked.filter(({ range }) => !satisfies(version, range)).map(({ path, range }) => `${path} asks for ${range}`),
    );
    expect(warned).toEqual([]);
  });

  it('has every dependency pinned exactly', () => {
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter(([, version]) => !/^(npm:[@\w/-]+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});

describe('a version', () => {
  it('has its part in the changelog, below what is unreleased', async () => {
    const headings = [...(await read('CHANGELOG.md')).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading!);
    expect(headings.filter((heading) => heading !== 'Unreleased')[0]).toMatch(
      new RegExp(`^${manifest.version.replaceAll('.', '\\.')} \\(\\d{4}-\\d\\d-\\d\\d\\)$`),
    );
    expect(headings.indexOf('Unreleased')).toBeLessThan(1);
  });
});

describe('.github', () => {
  interface Workflow {
    readonly on: object;
    readonly permissions: object;
    readonly jobs: Readonly<Record<string, { readonly steps: readonly { readonly run?: string }[] }>>;
  }
  interface Form {
    readonly name: string;
    readonly description: string;
    readonly body: readonly { readonly type: string; readonly id?: string; readonly attributes: Attributes }[];
  }
  interface Attributes {
    readonly label?: string;
    readonly description?: string;
    readonly placeholder?: string;
  }

  it.each(['ci', 'release'])('runs .ci/run in the workflow %s', async (name) => {
    const { on, permissions, jobs } = parse(await read(`.github/workflows/${name}.yml`)) as Workflow;
    expect([on, permissions].every((part) => typeof part === 'object')).toBe(true);
    expect(Object.values(jobs).flatMap(({ steps }) => steps.map(({ run }) => run))).toContain('.ci/run');
  });

  it('asks an update bot to look after packages and actions', async () => {
    const { updates } = parse(await read('.github/dependabot.yml')) as { updates: Record<string, unknown>[] };
    expect(updates.map((update) => update['package-ecosystem'])).toEqual(['npm', 'github-actions']);
  });

  it('has forms for issues, every field with its own id and a label', async () => {
    const folder = new URL('.github/ISSUE_TEMPLATE/', root);
    const names = (await readdir(folder)).filter((name) => name !== 'config.yml');
    expect(names.sort()).toEqual(['bug.yml', 'estimate-is-wrong.yml']);
    for (const name of names) {
      const form = parse(await readFile(new URL(name, folder), 'utf8')) as Form;
      expect([form.name, form.description].every((text) => text.length > 10)).toBe(true);
      const fields = form.body.filter(({ type }) => type !== 'markdown');
      expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length);
      expect(fields.filter(({ attributes }) => !attributes.label)).toEqual([]);
    }
  });

  it('asks of a wrong estimate for the JSON, what was measured, the script, the versions and the model', async () => {
    const form = parse(await read('.github/ISSUE_TEMPLATE/estimate-is-wrong.yml')) as Form;
    const text = JSON.stringify(form.body);
    for (const needed of ['--json', 'max_memory_allocated', 'nvidia-smi', 'optimizer', 'pip list', 'config.json']) {
      expect(text).toContain(needed);
    }
  });
});
