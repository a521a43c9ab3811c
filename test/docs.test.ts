import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { refreshed } from './docs/blocks.ts';

const root = new URL('../', import.meta.url);
const readme = await readFile(new URL('README.md', root), 'utf8');
const { scripts } = JSON.parse(await readFile(new URL('package.json', root), 'utf8')) as {
  scripts: Record<string, string>;
};

describe('the README', () => {
  it('has every made part as the code makes it now (npm run docs)', async () => {
    expect(readme).toBe(await refreshed(readme));
  });

  it('names no script that package.json lacks', () => {
    const named = [...readme.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name]) => name!);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it('names no file of the project that is not there', () => {
    const named = [...readme.matchAll(/`((?:src|commands|adapters|test|bench|deploy|\.github)\/[\w./<>-]*)`/g)].map(
      ([, path]) => path!,
    );
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, path]) => path!);
    const paths = [...named, ...links].filter((path) => !path.includes('<'));
    expect(paths.length).toBeGreaterThan(5);
    expect(paths.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
  });

  it('leads with a question and a picture of its answer', () => {
    const opening = readme.split('\n## ')[0]!;
    expect(opening).toMatch(/\?/);
    expect(opening).toMatch(/!\[[^\]]{20,}\]\(\.github\//);
  });
});
