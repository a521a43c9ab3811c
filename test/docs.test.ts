import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { refreshed } from './docs/blocks.ts';

const root = new URL('../', import.meta.url);
const read = (name: string) => readFile(new URL(name, root), 'utf8');
const readme = await read('README.md');
const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> };

describe.each(['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'])('%s', async (name) => {
  const page = await read(name);

  it('names no script that package.json lacks', () => {
    const named = [...page.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, script]) => script!);
    expect(named.filter((script) => !Object.hasOwn(scripts, script))).toEqual([]);
  });

  it('names no file of the project that is not there', () => {
    const named = [
      ...page.matchAll(/`((?:(?:src|commands|adapters|test|bench|deploy|docs|\.github|\.ci)\/|\.\w)[\w./<>-]*)`/g),
    ].map(([, path]) => path!);
    const links = [...page.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, path]) => path!);
    const paths = [...named, ...links].filter((path) => !path.includes('<') && path !== '.env');
    expect(paths.filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
  });
});

describe('the README', () => {
  it('has every made part as the code makes it now (npm run docs)', async () => {
    expect(readme).toBe(await refreshed(readme));
  });

  it('leads with a question and a picture of its answer', () => {
    const opening = readme.split('\n## ')[0]!;
    expect(opening).toMatch(/\?/);
    expect(opening).toMatch(/!\[[^\]]{20,}\]\(\.github\//);
  });
});

describe('the table of rooms in CONTRIBUTING.md', async () => {
  const rooms = [...(await read('CONTRIBUTING.md')).matchAll(/^\| `([^`]+)\/` /gm)].map(([, room]) => room!);
  const patterns = rooms.map((room) => new RegExp(`^${room.replace(/<\w+>/, '[^/]+')}$`));
  const foldersOf = async (parent: string) =>
    (await readdir(new URL(parent, root), { withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map((entry) => `${parent}/${entry.name}`);
  const folders = (await Promise.all(['src', 'src/services', 'commands', 'adapters', 'bench'].map(foldersOf)))
    .flat()
    .filter((folder) => folder !== 'src/services')
    .concat('test');

  it('has a row for every folder', () => {
    expect(folders.filter((folder) => !patterns.some((pattern) => pattern.test(folder)))).toEqual([]);
  });

  it('has a folder for every row', () => {
    expect(rooms.filter((_, row) => !folders.some((folder) => patterns[row]!.test(folder)))).toEqual([]);
  });
});
