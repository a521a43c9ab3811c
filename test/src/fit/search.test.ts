import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  judgePlan,
  largestWhere,
  limitOf,
  makePlan,
  parseDevice,
  type Axis,
  type RequestInput,
} from '../../../src/index.ts';

describe('largestWhere', () => {
  it('finds the last number that holds, wherever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 1, max: 2000 }), (limit, max) => {
        const found = largestWhere(1, max, (value) => value <= limit);
        expect(found).toBe(limit < 1 ? undefined : Math.min(limit, max));
      }),
    );
  });

  it('asks logarithmically often', () => {
    let asked = 0;
    largestWhere(1, 10_000_000, (value) => {
      asked++;
      return value <= 8_765_432;
    });
    expect(asked).toBeLessThan(60);
  });
});

const CASES: readonly (readonly [string, string, RequestInput])[] = [
  ['4090', 'QLoRA', { model: 'meta-llama/Llama-3.1-8B', method: 'qlora' }],
  ['a100 80gb', 'full, pure bf16', { model: 'Qwen/Qwen2.5-3B', method: 'full', precision: 'pure-bf16' }],
  ['48', 'LoRA with full logits', { model: 'Qwen/Qwen3-14B', method: 'lora', loss: 'materialized' }],
  ['m4 max 64gb', 'MLX', { model: 'Qwen/Qwen3-8B', method: 'qlora' }],
];

describe('limitOf', () => {
  it.each(
    CASES.flatMap(([card, name, request]) => axesOf(request).map((axis) => [card, name, axis, request] as const)),
  )('on %s, %s: %s is exact', (card, _, axis, request) => {
    const { gpu } = parseDevice(card);
    const verdictAt = (value: number) => judgePlan(makePlan({ ...request, gpu, [axis]: value }), gpu).verdict;
    const { fits, tight } = limitOf(request, axis, gpu);
    expect(verdictAt(fits!)).toBe('fits');
    expect(verdictAt(fits! + 1)).not.toBe('fits');
    expect(verdictAt(tight!)).not.toBe('no');
    expect(verdictAt(tight! + 1)).toBe('no');
  });

  it('is undefined where not even the least fits', () => {
    const { gpu } = parseDevice('4090');
    expect(limitOf({ model: 'meta-llama/Llama-3.3-70B-Instruct' }, 'sequenceLength', gpu)).toEqual({
      fits: undefined,
      tight: undefined,
    });
  });
});

function axesOf({ method }: RequestInput): readonly Axis[] {
  return method === 'full' ? ['sequenceLength', 'microBatch'] : ['sequenceLength', 'microBatch', 'rank'];
}
