/** How the tests run over a mutant: in the order given, and no longer than it takes to be sure. */
import { defineConfig, mergeConfig } from 'vitest/config';
import type { TestSpecification } from 'vitest/node';
import shared from '../../vitest.config.ts';

const order = (process.env['MUTANTS_ORDER'] ?? '').split(',');
const place = ({ moduleId }: TestSpecification) => order.findIndex((path) => moduleId.endsWith(path));

class InOrder {
  async shard(specs: TestSpecification[]): Promise<TestSpecification[]> {
    return specs;
  }
  async sort(specs: TestSpecification[]): Promise<TestSpecification[]> {
    return specs.toSorted((a, b) => place(a) - place(b));
  }
}

/** While it is written down what runs, each test file imports everything anew, so that it tells what it runs on import. */
const isWatched = process.env['MUTANTS_RAN'] !== undefined;
const projects = (shared.test?.projects ?? []).map((project) =>
  typeof project === 'object' && 'test' in project && isWatched
    ? { ...project, test: { ...project.test, isolate: true } }
    : project,
);

export default mergeConfig(
  { ...shared, test: { ...shared.test, projects } },
  defineConfig({
    cacheDir: '.vite',
    test: {
      setupFiles: ['test/mutants/setup.ts'],
      maxWorkers: 2,
      testTimeout: 40_000,
      hookTimeout: 40_000,
      sequence: { sequencer: InOrder },
    },
  }),
);
