/** Writes down which probes a test file ran into. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { afterAll, expect } from 'vitest';

const folder = process.env['MUTANTS_RAN'];
const ran = new Set<string>();
if (folder !== undefined) Object.assign(globalThis, { __ran: ran });

afterAll(() => {
  if (folder === undefined) return;
  const test = expect.getState().testPath ?? '';
  const name = createHash('sha256').update(test).digest('hex').slice(0, 16);
  writeFileSync(`${folder}/${name}.json`, JSON.stringify({ test, ran: [...ran] }));
});
