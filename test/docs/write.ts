/** `npm run docs`: writes the made parts of the README. */
import { readFile, writeFile } from 'node:fs/promises';
import { refreshed } from './blocks.ts';

const readme = new URL('../../README.md', import.meta.url);
await writeFile(readme, await refreshed(await readFile(readme, 'utf8')));
