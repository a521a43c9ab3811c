import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configs } from '../../bench/oracle/configs.ts';
import { compareRow, COMPONENTS, isComparable, summarize } from '../../bench/oracle/errors.ts';
import { readOracleRows } from '../../bench/oracle/rows.ts';
import { MODELS } from '../../src/index.ts';

const rows = readOracleRows();
const all = rows.filter(isComparable).flatMap(compareRow);
const of = (quantity: string) => all.filter((one) => one.quantity === quantity);

describe('the rows', () => {
  it('are a few hundred, of every kind, each once', () => {
    expect(rows.length).toBeGreaterThan(300);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(new Set(rows.map(({ method }) => method))).toEqual(new Set(['full', 'lora', 'dora', 'dpo (lora)']));
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
