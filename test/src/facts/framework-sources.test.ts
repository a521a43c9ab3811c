/** Whether every default of every framework rests on a file that somebody can open as it was. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FRAMEWORKS, type FrameworkRow } from '../../../src/facts/frameworks.ts';

/** A file or folder at a commit or release, or a change that will not change any more. */
const PINNED =
  /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/((blob|tree)\/([0-9a-f]{7,40}|v\d+(\.\d+)+)\/\S+|commit\/[0-9a-f]{7,40}|pull\/\d+|issues\/\d+|releases\/tag\/v\d+(\.\d+)+)$/;

/** Words for people, and rules about gear; everything else is a fact of the framework. */
const WORDS = ['label', 'aliases', 'requires', 'instead', 'sources'];

const rows: readonly (readonly [string, FrameworkRow])[] = Object.entries(FRAMEWORKS);

/** What a row says and no source shows, and sources that can change under it. */
function unproven(row: FrameworkRow): readonly string[] {
  const shown = new Set<string>(row.sources.flatMap(({ of }) => of));
  const said = Object.entries(row).filter(([name, value]) => value !== undefined && !WORDS.includes(name));
  return [
    ...said.flatMap(([name]) => (shown.has(name) ? [] : [`${name} has no source`])),
    ...row.sources.flatMap(({ url = 'nowhere' }) => (PINNED.test(url) ? [] : [`${url} is not pinned`])),
  ];
}

describe('a framework', () => {
  it.each(rows)('%s has a pinned source for each of its defaults', (_, row) => {
    expect(unproven(row)).toEqual([]);
  });

  it.each(rows)('%s has sources for a default each', (_, row) => {
    expect(row.sources.filter(({ of }) => of.length === 0)).toEqual([]);
  });

  it('that nobody looked up is noticed', () => {
    const invented: FrameworkRow = { ...FRAMEWORKS.trl, label: 'Invented', fusedKernels: true, sources: [] };
    expect(unproven(invented)).toContain('fusedKernels has no source');
    const branch = 'https://github.com/huggingface/trl/blob/main/trl/trainer/sft_trainer.py';
    const floating = { title: 'TRL', url: branch, of: ['fusedKernels'] } as const;
    expect(unproven({ ...invented, sources: [floating] })).toContain(`${branch} is not pinned`);
  });
});

it('no table of facts names a branch, which moves under what was read; prices are as of their date', () => {
  const folder = new URL('../../../src/facts/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.ts'));
  const moving = files.filter(
    (path) =>
      !path.startsWith('prices/') &&
      /\/(blob|tree)\/(main|master|develop)\b/.test(readFileSync(new URL(path, folder), 'utf8')),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(moving).toEqual([]);
});
