/** Who imports whom, held against `.dependency-cruiser.mjs`. */
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FOLDERS } from './sources.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** One line for each import that a rule forbids, and for each cycle, in the tree under `baseDir`. */
export async function strayImports(baseDir = ROOT): Promise<readonly string[]> {
  const options = await extractDepcruiseOptions(join(ROOT, '.dependency-cruiser.mjs'));
  const folders = FOLDERS.filter((folder) => existsSync(join(baseDir, folder)));
  const { output } = await cruise(folders, { ...options, baseDir, preserveSymlinks: baseDir !== ROOT });
  return (output as ICruiseResult).summary.violations.map(({ rule, from, to, cycle }) => {
    const way = cycle ? cycle.map(({ name }) => name) : [to];
    return `${rule.name}: ${[from, ...way].join(' → ')}`;
  });
}
