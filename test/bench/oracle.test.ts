import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configs } from '../../bench/oracle/configs.ts';
import { compareRow, COMPONENTS, isComparable, summarize } from '../../bench/oracle/errors.ts';
import { GPU_ROWS, readOracleRows, TRAINER_ROWS } from '../../bench/oracle/rows.ts';
import { predict } from '../../bench/accuracy/predict.ts';
import { readRows } from '../../bench/accuracy/rows.ts';
import { GIB, MODELS, type MethodId } from '../../src/index.ts';

const rows = readOracleRows();
const all = rows.filter(isComparable).flatMap(compareRow);
const of = (quantity: string) => all.filter((one) => one.quantity === quantity);

/** PEFT's methods beside LoRA: bench/oracle/peft_methods.py. */
const OTHERS = [
  'adalora',
  'loha',
  'lokr',
  'oft',
  'boft',
  'fourierft',
  'miss',
  'road',
  'ia3',
  'vera',
  'ln-tuning',
  'prompt-tuning',
  'p-tuning',
  'prefix-tuning',
  'adapter',
] as const satisfies readonly MethodId[];

describe('the rows', () => {
  it('are a few hundred, of every kind, each once', () => {
    expect(rows.length).toBeGreaterThan(300);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    const objectives = ['dpo', 'orpo', 'kto', 'reward', 'grpo', 'distillation', 'embedding'];
    const others = objectives.flatMap((objective) => [`${objective} (lora)`, `${objective} (full)`]);
    expect(new Set(rows.map(({ method }) => method))).toEqual(new Set(['full', 'lora', 'dora', ...OTHERS, ...others]));
  });

  it('come from the dimensions that the catalogue has', () => {
    const written: unknown = JSON.parse(
      readFileSync(new URL('../../bench/oracle/configs.json', import.meta.url), 'utf8'),
    );
    expect(written).toEqual(JSON.parse(JSON.stringify(configs())));
  });

  it('have the largest phase as their value', () => {
    for (const { value, peaks } of rows) expect(value).toBe(Math.max(...Object.values(peaks)));
  });

  it('name models of the catalogue', () => {
    const known = new Set(MODELS.map(({ id }) => id));
    expect(rows.filter(({ model }) => !known.has(model))).toEqual([]);
  });
});

describe('the estimator against the oracle', () => {
  it.each(COMPONENTS)('is within 2 %% of %s at the median', (component) => {
    expect(summarize(component, of(component)).median).toBeLessThan(0.02);
  });

  it('is within 3 % of the peak at the median', () => {
    expect(summarize('peak', of('peak')).median).toBeLessThan(0.03);
  });
});

describe('methods beside LoRA', () => {
  it.each(OTHERS)('%s: within five percent of its peaks', (method) => {
    const peaks = of('peak').filter(({ row }) => row.method === method);
    expect(peaks.length).toBeGreaterThan(0);
    for (const { row, error } of peaks) expect(Math.abs(error), row.id).toBeLessThan(0.05);
  });
});

describe('on an H200', () => {
  const measured = readOracleRows(GPU_ROWS);
  const followed = new Map(rows.map(({ id, value }) => [id, value]));

  it('fake tensors are within 1 % of what PyTorch allocates, at the median', () => {
    const errors = measured
      .filter(({ id }) => followed.has(id))
      .map(({ id, value }) => Math.abs(followed.get(id)! / value - 1))
      .toSorted((a, b) => a - b);
    expect(errors.length).toBeGreaterThan(200);
    expect(errors[errors.length >> 1]).toBeLessThan(0.01);
  });

  it('the estimator is within 2 % of the peak, at the median', () => {
    const peaks = measured.filter(isComparable).flatMap(compareRow);
    const found = summarize(
      'peak',
      peaks.filter(({ quantity }) => quantity === 'peak'),
    );
    expect(found.count).toBeGreaterThan(200);
    expect(found.median).toBeLessThan(0.02);
  });

  it.each(readRows([TRAINER_ROWS]).map((row) => [row.id, row] as const))(
    '%s allocates what is estimated, to 6 %',
    (_, row) => {
      const { peak } = predict(row).estimate;
      const allocated = Number(row.secondary?.['max_memory_allocated_bytes']);
      expect(Math.abs(peak.allocatedBytes / allocated - 1)).toBeLessThan(0.06);
      expect(peak.requiredBytes / GIB).toBeGreaterThan(allocated / GIB);
    },
  );
});

describe('the objectives against the oracle', () => {
  const peaks = of('peak').filter(({ row }) => row.method.includes('('));
  it.each([...new Set(peaks.map(({ row }) => row.method))])(
    '%s: at most five percent off the peak, at the median',
    (method) => {
      const some = peaks.filter(({ row }) => row.method === method);
      expect(some.length).toBeGreaterThanOrEqual(6);
      expect(summarize(method, some).median).toBeLessThan(0.05);
    },
  );
});
