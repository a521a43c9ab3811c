/** Trees that hold one file of ours, to see that a check would find what is wrong with it. */
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Writes the file into a folder of its own, with an empty file wherever it imports one of ours, and our packages. */
export function planted(files: Readonly<Record<string, string>>): string {
  const tree = mkdtempSync(join(tmpdir(), 'headroom-house-'));
  symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
  copyFileSync(join(ROOT, 'package.json'), join(tree, 'package.json'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  };
  for (const [path, text] of Object.entries(files)) write(join(tree, path), text);
  for (const [path, text] of Object.entries(files)) {
    for (const [, target = ''] of text.matchAll(/['"](\.{1,2}\/[^'"]+\.ts)['"]/g)) {
      const file = join(tree, dirname(path), target);
      if (!existsSync(file)) write(file, 'export {};');
    }
  }
  return tree;
}
