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

export default mergeConfig(
  shared,
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
