import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { estimate, makePlan, textOf, UserError, type RequestInput } from '../../../src/index.ts';

const QWEN = 'Qwen/Qwen2.5-VL-7B-Instruct';
const seen = (model: string, size?: readonly [number, number], count = 1) => {
  const images = size ? { count, size: { width: size[0], height: size[1] } } : { count };
  return makePlan({ model, images }).share.tower!.sight;
};
const required = (request: RequestInput) => estimate(request).peak.requiredBytes;

describe('tokens of one image', () => {
  it.each([
    [QWEN, [1024, 1024], 1369, 5476],
    [QWEN, [1920, 1080], 69 * 39, 4 * 69 * 39],
    [QWEN, [28, 28], 4, 16],
    [QWEN, [16_000, 16_000], 128 * 128, 4 * 128 * 128],
    ['Qwen/Qwen3-VL-8B-Instruct', [1024, 1024], 1024, 4096],
    ['google/gemma-3-12b-pt', [1024, 1024], 256, 4096],
    ['google/gemma-3-12b-pt', [300, 200], 256, 4096],
    ['llava-hf/llava-1.5-13b-hf', [640, 480], 576, 577],
    ['google/gemma-4-31B', [1024, 1024], 256, 2304],
    ['google/gemma-4-31B', [800, 400], 23 * 11, 9 * 23 * 11],
    ['mistralai/Mistral-Small-3.1-24B-Instruct-2503', [1024, 1024], 38 * 37, 4 * 37 * 37],
    ['mistralai/Mistral-Small-3.1-24B-Instruct-2503', [3080, 1540], 56 * 28, 4 * 55 * 28],
    ['meta-llama/Llama-4-Scout-17B-16E-Instruct', [1024, 1024], 17 * 144, 17 * 577],
    ['meta-llama/Llama-4-Scout-17B-16E-Instruct', [336, 336], 144, 577],
    ['meta-llama/Llama-3.2-11B-Vision-Instruct', [1024, 1024], 1, 4 * 1601],
  ] as const)('%s %j', (model, size, tokens, patches) => {
    expect(seen(model, size)).toMatchObject({ tokens, patches });
  });
  it('of any size and shape are a bounded number', () => {
    const side = fc.integer({ min: 16, max: 16_384 });
    fc.assert(
      fc.property(
        fc.constantFrom(QWEN, 'google/gemma-4-31B', 'Qwen/Qwen3-VL-8B-Instruct'),
        side,
        side,
        (model, w, h) => {
          const { tokens, patches } = seen(model, [w, h]);
          expect(Number.isInteger(tokens) && tokens >= 1 && tokens <= 16_384 + 1024).toBe(true);
          expect(patches).toBeGreaterThanOrEqual(tokens);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('what a block of the tower keeps', () => {
  /** Saved tensors of huggingface/transformers 5.18.0 with PEFT 0.21, bf16 and SDPA, four blocks less two. */
  it.each([
    [QWEN, 'full', 65_832],
    [QWEN, 'lora', 60_872],
    ['Qwen/Qwen3-VL-8B-Instruct', 'full', 42_632],
    ['Qwen/Qwen3-VL-8B-Instruct', 'lora', 42_760],
    ['google/gemma-3-12b-pt', 'full', 35_720],
    ['google/gemma-3-12b-pt', 'lora', 35_912],
  ] as const)('%s %s: %d B a patch', (model, method, measured) => {
    const exact = { precision: 'pure-bf16', loraDtype: 'bf16', autocast: false } as const;
    const { block } = makePlan({ model, method, images: { count: 1 }, ...exact }).share.tower!;
    expect(Math.abs(block!.storedBytes / measured - 1)).toBeLessThan(0.001);
  });
});

describe('a tower', () => {
  it('carries LoRA weights where it is trained: the number that Unsloth prints for its Qwen2.5-VL 7B notebook', () => {
    const plan = makePlan({ model: QWEN, method: 'qlora', framework: 'unsloth', images: { count: 1 } });
    expect(plan.share.trained.elements).toBe(51_521_536);
    expect(makePlan({ model: QWEN, images: { count: 1 }, tower: 'frozen' }).share.trained.elements).toBe(40_370_176);
    expect(makePlan({ model: QWEN }).share.trained.elements).toBe(40_370_176);
  });
  it.each([
    ['trl', 'trained'],
    ['unsloth', 'trained'],
    ['llama-factory', 'frozen'],
    ['ms-swift', 'frozen'],
  ] as const)('is by default what %s makes of it: %s', (framework, tower) => {
    expect(makePlan({ model: QWEN, framework, images: { count: 1 } }).chosen.request.tower).toBe(tower);
  });
  it('that is frozen has no gradients and states in a full fine-tune, and keeps nothing', () => {
    const [trained, frozen] = (['trained', 'frozen'] as const).map((tower) =>
      makePlan({ model: QWEN, method: 'full', images: { count: 1 }, tower }),
    );
    const { vision } = trained!.whole.architecture.parameters;
    expect(trained!.share.trained.elements - frozen!.share.trained.elements).toBe(vision);
    const kept = ({ components }: ReturnType<typeof estimate>) =>
      components.filter(({ label }) => /Vision tower, activations/.test(label)).length;
    expect([kept(estimate(trained!.chosen.request)), kept(estimate(frozen!.chosen.request))]).toEqual([1, 0]);
  });
  it('needs more with every image, trained more than frozen, and text alone least', () => {
    const request = { model: QWEN, method: 'lora', sequenceLength: 16_384 } as const;
    const sizes = [1, 2, 4, 8].map((count) => required({ ...request, images: { count } }));
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(required({ ...request, images: { count: 8 }, tower: 'frozen' })).toBeLessThan(sizes[3]!);
    expect(required(request)).toBeLessThan(required({ ...request, images: { count: 1 }, tower: 'frozen' }));
  });
  it('sees as many images as there are sequences', () => {
    const of = (microBatch: number, objective: 'sft' | 'dpo') =>
      estimate({ model: QWEN, images: { count: 1 }, microBatch, objective }).components.find(({ label }) =>
        /Vision tower, act/.test(label),
      )!.bytes;
    expect(of(4, 'sft')).toBe(4 * of(1, 'sft'));
    expect(of(2, 'dpo')).toBe(of(4, 'sft'));
  });
  it('is quantized as any linear by bitsandbytes, and stays 16-bit in the copies of Unsloth', () => {
    const blocks = 32 * (4 * 1280 ** 2 + 3 * 1280 * 3420);
    const quantized = (framework: 'trl' | 'unsloth', quantization: 'nf4' | 'gptq') =>
      makePlan({ model: QWEN, framework, quantization }).share.base.quantizedElements;
    expect(quantized('trl', 'nf4') - quantized('trl', 'gptq')).toBe(blocks);
    expect(quantized('unsloth', 'nf4')).toBe(quantized('trl', 'gptq'));
    const { base, trained } = makePlan({ model: QWEN, framework: 'unsloth', images: { count: 1 } }).share;
    const [packed, others] = [base.quantizedElements / 2, base.plainElements];
    expect(packed + others + trained.elements).toBe(5_081_043_968);
  });
  it('makes the sequence as long as its images need', () => {
    expect(makePlan({ model: QWEN, images: { count: 3 }, sequenceLength: 2048 }).chosen.request.sequenceLength).toBe(
      3 * 1369,
    );
    expect(makePlan({ model: QWEN, images: { count: 1 }, sequenceLength: 2048 }).chosen.request.sequenceLength).toBe(
      2048,
    );
  });
  it.each([
    [{ model: 'meta-llama/Llama-3.1-8B' }, /sees no images/],
    [{ model: QWEN, framework: 'litgpt' }, /LitGPT trains on text alone/],
  ] as const)('refuses %j', (request, sentence) => {
    expect(() => makePlan({ ...request, images: { count: 1 } })).toThrow(sentence);
    expect(() => makePlan({ ...request, images: { count: 1 } })).toThrow(UserError);
  });
  it('says what it counted', () => {
    const { assumptions } = estimate({ model: QWEN, images: { count: 2 }, tower: 'frozen' });
    expect(assumptions.join()).toMatch(/2 images of 1,036 × 1,036 an example: 2,738 of the 2,738 tokens, tower frozen/);
    expect(
      estimate({ model: QWEN })
        .assumptions.map((one) => textOf(one))
        .join(),
    ).toMatch(/text alone \(images: 1/);
    expect(estimate({ model: 'meta-llama/Llama-3.1-8B' }).assumptions.join()).not.toMatch(/images/);
  });
});
