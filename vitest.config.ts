/** How the tests run: no limit of time that a busy machine reaches, and properties tried on the same inputs every time. */
import { defineConfig } from 'vitest/config';

/** A test that hangs ends; one that is only slow does not. */
const HANGS_MS = 120_000;

export default defineConfig({
  test: {
    // What a file imports stays imported for the next one: a third of the time, and nothing here depends on a fresh import.
    isolate: false,
    setupFiles: ['test/setup.ts'],
    testTimeout: HANGS_MS,
    hookTimeout: HANGS_MS,
    expect: { poll: { timeout: HANGS_MS / 4 } },
  },
});
