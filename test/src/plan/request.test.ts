import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimate, makePlan, MODELS, RANGES, UserError, type RequestInput } from '../../../src/index.ts';

const MODEL = 'meta-llama/Llama-3.1-8B';

/** What the door says of a request from somebody who has no types. */
function refusal(request: unknown): UserError {
  try {
    estimate(request as RequestInput);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('the door of the estimator', () => {
  it.each([
    [{ microBatch: -5 }, 'microBatch: -5 is not a whole number from 1 to 4,096.'],
    [{ microBatch: 1.5 }, 'microBatch: 1.5 is not a whole number from 1 to 4,096.'],
    [{ microBatch: '2' }, 'microBatch: 2 is not a whole number from 1 to 4,096.'],
    [{ rank: NaN }, 'rank: NaN is not a whole number from 1 to 4,096.'],
    [{ gpus: 0 }, 'gpus: 0 is not a whole number from 1 to 512.'],
    [{ sequenceLength: 1e300 }, 'sequenceLength: 1e+300 is not a whole number from 1 to 10,000,000.'],
    [{ sequenceLength: Infinity }, 'sequenceLength: Infinity is not a whole number from 1 to 10,000,000.'],
    [{ vllmShare: 2 }, 'vllmShare: 2 is not a number from 0 to 0.95.'],
    [{ loraDropout: -0.1 }, 'loraDropout: -0.1 is not a number from 0 to 1.'],
    [{ reference: 'yes' }, 'reference: yes is not true or false.'],
    [{ dtype: 'bf17' }, 'dtype: bf17 is not fp32, bf16 or fp16.'],
    [{ images: { count: 0 } }, 'images.count: 0 is not a whole number from 1 to 1,000.'],
    [{ overrides: { fusedMlp: 1 } }, 'overrides.fusedMlp: 1 is not true or false.'],
    [{ targets: [] }, 'targets: [] is not a preset, or a list of names.'],
    [{ model: 8 }, 'model: 8 is not the name of a model, or the facts of one.'],
    [{ model: { ...MODELS[0], layers: -1 } }, /^model: \{.*… is not the name of a model, or the facts of one\.$/],
    [{ gpu: { id: 'rtx-4090' } }, 'gpu: {"id":"rtx-4090"} is not a device of the catalogue.'],
  ])('%o', (fields, sentence) => {
    const error = refusal({ model: MODEL, ...fields });
    expect(error.code).toBe('invalid-option');
    expect(error.message).toMatch(sentence);
    expect(error.hint).toBeTruthy();
  });

  it('says which field, what it was given and what is allowed, as data', () => {
    expect(refusal({ model: MODEL, rank: 5000 }).about).toEqual({
      field: 'rank',
      value: 5000,
      allowed: { min: 1, max: 4096, whole: true },
    });
    expect(refusal({ model: MODEL, framework: 'trll' }).about).toMatchObject({
      field: 'framework',
      value: 'trll',
      allowed: { oneOf: expect.arrayContaining(['trl', 'unsloth']) },
    });
  });

  it.each([
    [{ method: 'lorra' }, 'Did you mean method: lora?'],
    [{ metod: 'lora' }, 'Did you mean method?'],
    [{ overrides: { fusedMpl: true } }, 'Did you mean fusedMlp?'],
  ])('says what %o may have meant', (fields, hint) => {
    expect(refusal({ model: MODEL, ...fields }).hint).toBe(hint);
  });

  it.each([undefined, null, 'a request', [], {}])('refuses %o, which is none', (request) => {
    expect(refusal(request).code).toBe('invalid-option');
  });

  it('takes what it once filled in', () => {
    const first = estimate({ model: MODEL, method: 'lora', objective: 'grpo', gpus: 4 });
    const again = estimate(first.request);
    expect(again.request).toEqual(first.request);
    expect(again.peak).toEqual(first.peak);
  });

  it('takes every number of a range, and none beside it', () => {
    const fields = ['microBatch', 'sequenceLength', 'accumulation', 'rank', 'gpus', 'trainedLayers'] as const;
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.integer({ min: -3, max: 20_000_000 }), (field, value) => {
        const { min, max } = RANGES[field];
        const isTaken = value >= min && value <= max;
        const request = { model: MODEL, [field]: value } as RequestInput;
        if (isTaken) expect(estimate(request).peak.requiredBytes).toBeGreaterThan(0);
        else expect(refusal(request).about?.field).toBe(field);
      }),
    );
  });

  it('is not what searches go through: they make their own requests', () => {
    expect(() => makePlan({ model: MODEL, microBatch: 5000 })).not.toThrow();
  });
});
