import { describe, expect, it } from 'vitest';
import { casesOf, resultOf } from '../../bench/time/bench.ts';
import { lastLine } from '../../bench/time/report.ts';
import { OPEN_ROWS, readSpeedRows } from '../../bench/time/rows.ts';

const rows = readSpeedRows([OPEN_ROWS]);
const result = resultOf(casesOf(rows));

describe('predicted against measured training speed', () => {
  it('stays within 12 % on the macro median, and within 30 % for 85 % of the rows', () => {
    expect(result.macroMedian).toBeLessThanOrEqual(0.12);
    expect(result.overall.within30).toBeGreaterThanOrEqual(0.85);
  });
  it('leaves out few rows, and says why', () => {
    expect(result.skipped.length).toBeLessThanOrEqual(4);
    expect(result.overall.rows + result.skipped.length).toBe(rows.length);
  });
  it('ends in one line', () => {
    expect(lastLine(result)).toMatch(/^macro median \d+\.\d %, within 30 % \d+\.\d %, \d+ rows$/);
  });
});

describe('rows of other kinds', () => {
  const row = {
    ...rows[0]!,
    gpu_count: 1,
    parallelism: null,
    grad_accum: null,
    tokens_per_second_total: null,
    tokens_per_second_per_gpu: 3000,
    notes: null,
  };
  it.each([
    ['a model scaled from one that is known', { model: 'Foo-11B', params_b: 11, method: 'lora' }],
    ['no micro-batch', { model: 'Llama-3.1-8B', params_b: 8.03, micro_batch_size: null }],
    [
      'a card without bf16',
      {
        model: 'Llama-3.1-8B',
        params_b: 8.03,
        method: 'qlora',
        gpu: 't4',
        quantization: 'nf4',
      },
    ],
    [
      'an accelerator',
      {
        model: 'Llama-3.1-8B',
        params_b: 8.03,
        gpu: 'gaudi2',
        gpu_count: 8,
        parallelism: 'DDP',
      },
    ],
    [
      'experts',
      {
        model: 'Qwen3-30B-A3B',
        params_b: 30.5,
        active_params_b: 3.3,
        gpu_count: 8,
        parallelism: 'EP/FSDP',
      },
    ],
  ])('are predicted: %s', (_, changes) => {
    const { cases, skipped } = casesOf([{ ...row, ...changes }]);
    expect(skipped).toEqual([]);
    expect(cases).toHaveLength(1);
  });
  it.each([
    [{ method: 'dpo' }, /method not known/],
    [{ gpu: 'H9000' }, /device not known/],
    [{ seq_len: null }, /no sequence length/],
    [{ quality: 'suspect' }, /suspect/],
    [{ tokens_per_second_per_gpu: null, seconds_per_step: null }, /no speed/],
  ])('are left out with a reason: %j', (changes, reason) => {
    const { cases, skipped } = casesOf([{ ...row, ...changes }]);
    expect(cases).toEqual([]);
    expect(skipped[0]!.reason).toMatch(reason);
  });
});
