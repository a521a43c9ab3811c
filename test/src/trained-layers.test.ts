/** Runs that train the last blocks alone, or embeddings and head beside LoRA weights. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { architectureOf, estimate, makePlan, MODELS, resolveModel, type RequestInput } from '../../src/index.ts';

const LLAMA = 'meta-llama/Llama-3.1-8B';
const bytesOf = (request: Partial<RequestInput>, kind: string) =>
  estimate({ model: LLAMA, method: 'full', precision: 'pure-bf16', ...request })
    .components.filter((one) => one.kind === kind)
    .reduce((sum, { bytes }) => sum + bytes, 0);
const peakOf = (request: RequestInput) => estimate(request).peak.allocatedBytes;

describe('training the last blocks', () => {
  it.each([
    // 218,112,000 parameters a block, 4,096 in the final norm, 525,336,576 in the head, which is not the token table.
    ['8 of Llama 3.1 8B', LLAMA, 8, 8 * 218_112_000 + 4096 + 525_336_576],
    // 60,821,504 a block, and a head that is the token table stays frozen.
    ['2 of Llama 3.2 1B', 'meta-llama/Llama-3.2-1B', 2, 2 * 60_821_504 + 2048],
    ['more than there are: all', LLAMA, 100, 8_030_261_248],
  ])('%s', (_, model, trainedLayers, count) => {
    expect(makePlan({ model, method: 'full', trainedLayers }).share.trained.elements).toBe(count);
  });

  it('keeps gradients, states and activations of those alone, and all weights', () => {
    const trained = 8 * 218_112_000 + 4096 + 525_336_576;
    expect(bytesOf({ trainedLayers: 8 }, 'weights')).toBe(bytesOf({}, 'weights'));
    expect(bytesOf({ trainedLayers: 8 }, 'optimizer-states')).toBe(4 * trained);
    const stored = (trainedLayers: number | null) => bytesOf({ trainedLayers, checkpointing: 'off' }, 'activations');
    expect(stored(8)).toBeCloseTo(stored(null) / 4, -3);
  });

  it('a model whose layers differ is cut from the top', () => {
    const model = 'deepseek-ai/DeepSeek-V2-Lite';
    const { layers } = makePlan({ model, method: 'lora', trainedLayers: 2 }).share.architecture;
    const dense = layers.find(({ mlp }) => mlp.kind === 'dense')!;
    const names = makePlan({ model, method: 'lora', trainedLayers: 26 }).share.trained.adapted.map(
      ({ in: from }) => from,
    );
    expect(dense.mlp.kind === 'dense' && names.includes(dense.mlp.intermediate)).toBe(false);
  });

  it('more trained blocks never need less', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...MODELS.map(({ id }) => id)),
        fc.constantFrom('full', 'lora', 'qlora'),
        fc.constantFrom('on', 'off'),
        fc.integer({ min: 1, max: 40 }),
        (model, method, checkpointing, trainedLayers) => {
          const request = { model, method, checkpointing } as const;
          const fewer = peakOf({ ...request, trainedLayers });
          expect(fewer).toBeLessThanOrEqual(peakOf({ ...request, trainedLayers: trainedLayers + 1 }) * (1 + 1e-12));
          expect(fewer).toBeLessThanOrEqual(peakOf(request) * (1 + 1e-12));
        },
      ),
    );
  });

  it('every layer of every model is in its order once', () => {
    for (const { id } of MODELS) {
      const { layers, order } = architectureOf(resolveModel(id).model);
      expect(layers.map((_, index) => order.filter((one) => one === index).length)).toEqual(
        layers.map(({ count }) => count),
      );
    }
  });
});

describe('embeddings and head beside LoRA weights', () => {
  it('are copies that are trained whole: two matrices, their gradients and states', () => {
    const matrices = 2 * 128_256 * 4096;
    const of = (trainsEmbeddings: boolean) =>
      makePlan({ model: LLAMA, method: 'lora', trainsEmbeddings }).share.trained;
    expect(of(true).elements - of(false).elements).toBe(matrices);
    expect(of(true).gradientBytes - of(false).gradientBytes).toBe(2 * matrices);
  });
});
