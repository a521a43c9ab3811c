import { describe, expect, it } from 'vitest';
import { architectureOf, customModel, estimate, UserError } from '../../../src/index.ts';

describe('parameters alone', () => {
  it.each([1e8, 5e8, 1.3e9, 3e9, 7e9, 13e9, 34e9, 70e9, 180e9, 1e12])('%d', (params) => {
    const { model, note } = customModel({ params });
    const { parameters } = architectureOf(model);
    expect(parameters.total).toBe(params);
    expect(model.heads % model.kvHeads).toBe(0);
    expect(model.intermediateSize! / model.hiddenSize).toBeGreaterThan(0.8);
    expect(model.intermediateSize! / model.hiddenSize).toBeLessThan(7);
    expect(note).toMatch(/typical dense decoder is assumed/);
  });
  it('near a known size come near its memory', () => {
    const request = { method: 'qlora', sequenceLength: 2048 } as const;
    const guessed = estimate({ ...request, model: customModel({ params: 8.03e9 }).model });
    const known = estimate({ ...request, model: 'meta-llama/Llama-3.1-8B' }).peak.requiredBytes;
    expect(guessed.range.lowBytes).toBeLessThan(known);
    expect(guessed.range.highBytes).toBeGreaterThan(known);
  });
  it('widen the range', () => {
    const { peak, range } = estimate({ model: customModel({ params: 13e9 }).model });
    const exact = estimate({ model: 'meta-llama/Llama-2-13b-hf' });
    const width = (of: typeof range, required: number) => (of.highBytes - of.lowBytes) / required;
    expect(width(range, peak.requiredBytes)).toBeGreaterThan(width(exact.range, exact.peak.requiredBytes));
  });
});

describe('dimensions', () => {
  it('all of them are a model, and nothing is assumed', () => {
    const { model, note } = customModel({
      layers: 40,
      hidden: 5120,
      heads: 40,
      kv: 40,
      intermediate: 13824,
      vocab: 32000,
    });
    expect(architectureOf(model).parameters.total).toBe(13_015_864_320);
    expect([note, model.uncertainty]).toEqual([undefined, undefined]);
  });
  it('some of them are completed', () => {
    const { model, note } = customModel({ layers: 32, hidden: 4096 });
    expect(model).toMatchObject({ layers: 32, hiddenSize: 4096, heads: 32, kvHeads: 8 });
    expect(note).toMatch(/assumed for heads, kv, intermediate, vocab/);
  });
  it.each([
    [{}, /needs its parameters, or at least its layers and hidden size/],
    [{ layers: 32 }, /needs its parameters/],
    [{ params: 7e9, heads: 32, kv: 5 }, /multiple of kv/],
    [{ params: 7e9, layers: 32, hidden: 4096, intermediate: 90_000 }, /make 37\.\d\S* parameters, and params says/],
    [{ params: 1e8, layers: 100, hidden: 8192 }, /too few for 100 layers/],
    [{ layers: 2, hidden: 16, heads: 32 }, /do not fit a hidden size/],
  ])('%j', (dimensions, sentence) => {
    expect(() => customModel(dimensions)).toThrow(sentence);
    expect(() => customModel(dimensions)).toThrow(UserError);
  });
});
