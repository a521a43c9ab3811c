/** No test measures the clock, or sleeps for a fixed time: on a busy machine both fail. Costs are counted (test/cost.ts). */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** What may use a clock, and for what. */
const ALLOWED: Readonly<Record<string, RegExp>> = {
  // Two times of one run are compared.
  'cost.ts': /performance\.now/,
  // A store in memory forgets as time goes on; tests hand it a clock of their own.
  'adapters/memory-store.ts': /performance\.now/,
  // They look again and again, until something is there.
  'src/services/store/databases.ts': /setTimeout/,
  'src/services/store/child.ts': /setTimeout/,
  // Mutants may run for ever.
  'mutants/sandbox.ts': /setTimeout/,
  // A request carries the time at which it was signed.
  'adapters/slack/stand-in.ts': /Date\.now/,
  'src/services/hub/hub.test.ts': /Date\.now/,
  // Strays, planted, and what finds them.
  'architecture.test.ts': /./,
  'house/purity.ts': /Date\.now/,
  'clock.test.ts': /./,
};

const CLOCK = /performance\.now|hrtime|Date\.now|setTimeout\(|setInterval\(|cpuUsage/g;

it('reads no clock but where it must', () => {
  const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const found = files.flatMap((name) =>
    [...readFileSync(`${import.meta.dirname}/${name}`, 'utf8').matchAll(CLOCK)]
      .filter(([use]) => !ALLOWED[name]?.test(use))
      .map(([use]) => `${name}: ${use}`),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(found).toEqual([]);
});
