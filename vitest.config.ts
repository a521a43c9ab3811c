/** How the tests run: no limit of time that a busy machine reaches, and properties tried on the same inputs every time. */
import { configDefaults, defineConfig } from 'vitest/config';

/** A test that hangs ends; one that is only slow does not. */
const HANGS_MS = 120_000;

/** Tests that put something of their own in place of a module, before anybody has imported it. */
const FRESH = ['test/commands/options/otherwise.test.ts'];

export default defineConfig({
  test: {
    setupFiles: ['test/setup.ts'],
    testTimeout: HANGS_MS,
    hookTimeout: HANGS_MS,
    expect: { poll: { timeout: HANGS_MS / 4 } },
    projects: [
      // What a file imports stays imported for the next one: a third of the time.
      { extends: true, test: { name: 'shared', isolate: false, exclude: [...configDefaults.exclude, ...FRESH] } },
      { extends: true, test: { name: 'fresh', include: FRESH } },
    ],
  },
});
