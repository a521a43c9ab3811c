/** LoRA on all linears: PEFT's own count, and no linear of the catalogue that no target knows. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { architectureOf, makePlan, MODULE_PARTS, readConfig } from '../../../src/index.ts';
import { MODELS } from '../../../src/facts/models/index.ts';

interface Row {
  readonly config: { readonly model_type: string };
  readonly rank: number;
  readonly trained: number;
}

/** bench/models/lora_counts.py: peft 0.21.0 and transformers 5.18.0 on the meta device. */
const rows = JSON.parse(
  readFileSync(new URL('../../../bench/models/lora-counts.json', import.meta.url), 'utf8'),
) as readonly Row[];

describe('as many LoRA weights as PEFT makes with target_modules="all-linear"', () => {
  it.each(rows.map((row) => [row.config.model_type, row] as const))('%s', (_, { config, rank, trained }) => {
    const { model } = readConfig(config, { id: 'org/name', name: 'name', source: 'test' });
    const plan = makePlan({ model, method: 'lora', rank, targets: 'all-linear', framework: 'transformers' });
    expect(plan.share.trained.elements).toBe(trained);
  });
});

describe('a linear', () => {
  it('of any model of the catalogue has a part, so that targets reach it or leave it knowingly', () => {
    const unknown = new Set(
      MODELS.flatMap((model) => architectureOf(model).linears.map(({ name }) => name)).filter(
        (name) => !Object.hasOwn(MODULE_PARTS, name),
      ),
    );
    expect([...unknown]).toEqual([]);
  });
});
