import { describe, expect, it } from 'vitest';
import { predict } from '../../bench/accuracy/predict.ts';
import { OPEN_ROWS, readRows } from '../../bench/accuracy/rows.ts';

/** Real steps of TRL's GRPO trainer, generation and backward pass, whose peak PyTorch reported: no constant was fitted to them. */
const MEASURED = readRows([OPEN_ROWS]).filter(
  ({ method, model, what_measured, notes }) =>
    /GRPO/.test(method ?? '') &&
    /max_memory_allocated/.test(what_measured ?? '') &&
    /^RL step/.test(notes ?? '') &&
    /^Qwen\/Qwen3-/.test(model ?? ''),
);

describe('GRPO as somebody measured it', () => {
  it('has three models', () => {
    expect(MEASURED.map(({ model }) => model)).toEqual(['Qwen/Qwen3-1.7B', 'Qwen/Qwen3-4B', 'Qwen/Qwen3-8B']);
  });

  it.each(MEASURED.map((row) => [row.model, row] as const))('%s is estimated to 2 %%', (_, row) => {
    const { estimate } = predict(row);
    const error = estimate.peak.allocatedBytes / 2 ** 30 / row.value_gib_per_gpu! - 1;
    expect(Math.abs(error)).toBeLessThan(0.02);
    expect(estimate.peak.phase).toBe('loss');
  });
});
