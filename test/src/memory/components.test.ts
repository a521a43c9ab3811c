import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ATTENTIONS,
  CHECKPOINTINGS,
  COMPONENT_KINDS,
  COMPONENTS,
  estimate,
  FRAMEWORKS,
  LOSSES,
  METHODS,
  OBJECTIVES,
  OPTIMIZERS,
  parseDevice,
  PRECISIONS,
  QUANTIZATIONS,
  SHARDINGS,
  unlessRefused,
  type MemoryComponent,
  type RequestInput,
} from '../../../src/index.ts';

const idsOf = <Rows extends object>(rows: Rows) =>
  fc.option(fc.constantFrom(...(Object.keys(rows) as (keyof Rows & string)[])), { nil: undefined });
const oneOf = <Value>(...values: readonly Value[]) => fc.option(fc.constantFrom(...values), { nil: undefined });

/** Whatever can be asked, most of it with several things said at once. */
const ANYTHING = fc.record({
  model: fc.constantFrom(
    'meta-llama/Llama-3.1-8B',
    'mistralai/Mixtral-8x7B-v0.1',
    'deepseek-ai/DeepSeek-V3',
    'google/gemma-4-E4B',
    'Qwen/Qwen2.5-VL-7B-Instruct',
  ),
  method: idsOf(METHODS),
  objective: idsOf(OBJECTIVES),
  framework: idsOf(FRAMEWORKS),
  optimizer: idsOf(OPTIMIZERS),
  quantization: idsOf(QUANTIZATIONS),
  precision: idsOf(PRECISIONS),
  checkpointing: idsOf(CHECKPOINTINGS),
  attention: idsOf(ATTENTIONS),
  loss: idsOf(LOSSES),
  sharding: idsOf(SHARDINGS),
  gpus: oneOf(2, 4, 8),
  pipelineParallel: oneOf(1, 2),
  accumulation: oneOf(4),
  vllmShare: oneOf(0, 0.3),
  images: oneOf({ count: 1 }, null),
  baseDtype: oneOf('fp32' as const),
  autocast: oneOf(true, false),
}) satisfies fc.Arbitrary<RequestInput>;

/** What chance meets too seldom. */
const RARE: readonly RequestInput[] = [
  { model: 'meta-llama/Llama-3.1-8B', method: 'qlora', gpu: parseDevice('m4 max 64gb').gpu },
  { model: 'meta-llama/Llama-3.1-8B', method: 'full', sharding: 'fsdp2', gpus: 8, pipelineParallel: 2 },
  { model: 'meta-llama/Llama-3.1-8B', method: 'full', sharding: 'fsdp2', gpus: 8 },
  { model: 'meta-llama/Llama-3.1-8B', method: 'full', checkpointing: 'off', microBatch: 64 },
  { model: 'meta-llama/Llama-3.1-8B', method: 'full', objective: 'ppo', optimizer: 'paged-adamw-8bit', loss: 'liger' },
  { model: 'meta-llama/Llama-3.1-8B', method: 'full', objective: 'ppo', checkpointing: 'off', microBatch: 64 },
];

const answers = (): readonly (readonly MemoryComponent[])[] =>
  [...RARE, ...fc.sample(ANYTHING, { numRuns: 3000, seed: 7 })].flatMap((request) => {
    const answer = unlessRefused(() => estimate(request));
    return answer ? [answer.components] : [];
  });

describe("components' ids", () => {
  it('stand in no estimate twice, each under its own kind, and there is none that no estimate has', () => {
    const found = answers();
    expect(found.length).toBeGreaterThan(500);
    const seen = new Set<string>();
    for (const components of found) {
      const ids = components.map(({ id }) => id);
      expect(new Set(ids).size, ids.join(' ')).toBe(ids.length);
      for (const { id, kind } of components) {
        expect(COMPONENTS[kind]).toContain(id);
        seen.add(id);
      }
    }
    expect([...seen].sort()).toEqual(Object.values(COMPONENTS).flat().sort());
  });

  it('have one kind each', () => {
    const all = COMPONENT_KINDS.flatMap((kind) => COMPONENTS[kind]);
    expect(new Set(all).size).toBe(all.length);
  });
});
