import { describe, expect, it } from 'vitest';
import { gpus, makePlan, UserError, type RequestInput } from '../../../src/index.ts';
import { SPEED } from '../../../src/facts/utilisation.ts';
import { trainingTime, type JobInput, type SpeedSettings } from '../../../src/cost/time.ts';
import { tokenWork } from '../../../src/cost/time/work.ts';

const gpu = (id: string) => gpus.find((row) => row.id === id)!;
const LLAMA_8B = 'meta-llama/Llama-3.1-8B';

function time(id: string, request: Partial<RequestInput> = {}, job: JobInput = {}, settings: SpeedSettings = {}) {
  const device = gpu(id);
  return trainingTime(makePlan({ model: LLAMA_8B, gpu: device, ...request }), device, job, settings)!;
}

describe('operations per token', () => {
  // Llama 3.1 8B: 8,030,261,248 parameters less 128,256 × 4,096 of the token table.
  const products = 8_030_261_248 - 128_256 * 4096;
  const head = 128_256 * 4096;
  it.each([
    ['full, kept', { method: 'full', checkpointing: 'off' }, 6 * products],
    ['full, recomputed', { method: 'full', checkpointing: 'on' }, 8 * products - 2 * head],
    ['full, half recomputed', { method: 'full', checkpointing: 'alternate' }, 7 * products - head],
    ['frozen, kept', { method: 'lora', checkpointing: 'off' }, 4 * products + 6 * 41_943_040],
    ['frozen, recomputed', { method: 'qlora', checkpointing: 'on' }, 6 * products - 2 * head + 8 * 41_943_040],
  ] as const)('%s', (_, request, expected) => {
    expect(tokenWork(makePlan({ model: LLAMA_8B, ...request })).matmulFlops).toBeCloseTo(expected, -3);
  });
  it.each([
    // Forward 2·L·d·S under a causal mask; backward two and a half times that.
    [1024, 3.5 * 2 * 32 * 4096 * 1024],
    [8192, 3.5 * 2 * 32 * 4096 * 8192],
  ])('attention at %i tokens', (sequenceLength, expected) => {
    const plan = makePlan({ model: LLAMA_8B, method: 'full', checkpointing: 'off', sequenceLength });
    expect(tokenWork(plan).attentionFlops).toBeCloseTo(expected, -3);
  });
  it('counts chosen experts only', () => {
    const plan = makePlan({ model: 'mistralai/Mixtral-8x7B-v0.1', method: 'full', checkpointing: 'off' });
    // 2 of 8 experts of three 4,096 × 14,336 matrices in 32 layers.
    expect(tokenWork(plan).expertFlops).toBeCloseTo(6 * 32 * 2 * 3 * 4096 * 14_336, -3);
  });
});

describe('the default job', () => {
  it('is Alpaca-sized, and says so', () => {
    const { job, assumptions } = time('a100-80gb-sxm');
    expect(job).toMatchObject({ tokens: 25_600_000, epochs: 3, packing: true, stated: false });
    expect(assumptions[0]).toBe(
      '50,000 examples × 512 tokens × 3 epochs = 76.8 M tokens (an Alpaca-sized job, since none was given)',
    );
  });
  it('takes 3 to 12 hours as 8B QLoRA on one A100 80GB, low and high end', () => {
    const { lowSeconds, seconds, highSeconds, confidence } = time('a100-80gb-sxm');
    expect(lowSeconds / 3600).toBeGreaterThan(3);
    expect(highSeconds / 3600).toBeLessThan(12);
    expect(lowSeconds).toBeLessThan(seconds);
    expect(highSeconds).toBeGreaterThan(seconds);
    expect(confidence).toBe('measured');
  });
});

describe('the job', () => {
  it.each([
    [{ tokens: 10e6 }, 10e6],
    [{ tokens: 10e6, epochs: 2 }, 20e6],
    [{ examples: 5000, length: 600, epochs: 3 }, 9e6],
    [{ examples: 5000, length: 600 }, 9e6],
    [{ tokens: 3e6, examples: 5000, length: 600 }, 3e6],
    [{ epochs: 1 }, 25.6e6],
  ])('%j trains on %d tokens', (job, tokens) => {
    const { job: filled } = time('a100-80gb-sxm', {}, job);
    expect(filled.tokens * filled.epochs).toBeCloseTo(tokens);
  });
  it('refuses numbers that contradict each other', () => {
    expect(() => time('a100-80gb-sxm', {}, { tokens: 1e6, examples: 5000, length: 600 })).toThrow(UserError);
  });
  it('refuses a job for inference', () => {
    expect(() => time('a100-80gb-sxm', { method: 'inference' })).toThrow(/trains nothing/);
  });
});

describe('laws', () => {
  const base = time('a100-80gb-sxm', {}, { tokens: 1e7 }).seconds;
  it('twice the tokens take twice as long', () => {
    expect(time('a100-80gb-sxm', {}, { tokens: 2e7 }).seconds / base).toBeCloseTo(2, 2);
  });
  it.each([
    ['more GPUs', 'a100-80gb-sxm', { gpus: 2 }, {}],
    ['a faster device', 'h100-sxm', {}, {}],
    ['compiled kernels', 'a100-80gb-sxm', {}, { compiled: true }],
    ['no checkpointing', 'a100-80gb-sxm', { checkpointing: 'off' }, {}],
    ['no quantization', 'a100-80gb-sxm', { method: 'lora', loraDtype: 'bf16' }, {}],
  ] as const)('%s take less time', (_, id, request, settings) => {
    expect(time(id, request, { tokens: 1e7 }, settings).seconds).toBeLessThan(base);
  });
  it.each([
    ['a full fine-tune', 'a100-80gb-sxm', { method: 'full' }, {}],
    ['padding', 'a100-80gb-sxm', {}, { packing: false, length: 100 }],
    ['longer sequences', 'a100-80gb-sxm', { sequenceLength: 32_768 }, {}],
  ] as const)('%s takes more', (_, id, request, job) => {
    expect(time(id, request, { tokens: 1e7, ...job }).seconds).toBeGreaterThan(base);
  });
  it('a power limit takes more', () => {
    expect(time('a100-80gb-sxm', {}, { tokens: 1e7 }, { powerShare: 0.5 }).seconds).toBeGreaterThan(base);
  });
  it('8-bit floats help only where the device has them', () => {
    const seconds = (id: string, fp8: boolean) => time(id, { method: 'full' }, { tokens: 1e7 }, { fp8 }).seconds;
    expect(seconds('h100-sxm', true)).toBeLessThan(seconds('h100-sxm', false));
    expect(seconds('a100-80gb-sxm', true)).toBe(seconds('a100-80gb-sxm', false));
  });
  it('layers split without a pipeline leave one GPU working at a time', () => {
    const split = time('a100-80gb-sxm', { gpus: 2, sharding: 'split' }, { tokens: 1e7 });
    expect(split.seconds / base).toBeCloseTo(1, 1);
  });
  it('sharding over a slow bus costs more where weights are not quantized', () => {
    const seconds = (method: 'lora' | 'qlora', sharding: 'ddp' | 'fsdp') =>
      time('rtx-3090', { method, gpus: 2, sharding }, { tokens: 1e7 }, { linkBytesPerSecond: 4e9 }).seconds;
    const cost = (method: 'lora' | 'qlora') => seconds(method, 'fsdp') / seconds(method, 'ddp');
    expect(cost('lora')).toBeGreaterThan(1.5 * cost('qlora'));
  });
});

describe('every device', () => {
  it.each(gpus.map((device) => [device.id] as const))('%s has a time and a confidence', (id) => {
    const known = time(id, { method: 'lora' }, { tokens: 1e7 });
    // Nobody has measured a training step on an Ascend that we could read: no time is better than a guessed one.
    if (id.startsWith('ascend')) return expect(known).toBeUndefined();
    const { seconds, lowSeconds, highSeconds } = known;
    expect(seconds).toBeGreaterThan(60);
    expect(seconds).toBeLessThan(1e7);
    expect(lowSeconds).toBeLessThan(highSeconds);
  });
  it.each([
    ['a100-80gb-sxm', 'measured'],
    ['h100-sxm', 'measured'],
    ['rtx-4090', 'measured'],
    ['t4', 'low'],
    ['mi300x', 'low'],
    ['rtx-5090', 'low'],
    ['rtx-pro-5000-blackwell', 'low'],
  ] as const)('%s is %s', (id, confidence) => {
    expect(time(id).confidence).toBe(confidence);
  });
});

it('the constants stay physical', () => {
  for (const share of [SPEED.matmulShare, SPEED.attentionShare, SPEED.expertShare])
    expect(share).toBeLessThanOrEqual(1);
  expect(SPEED.fp8Gain).toBeLessThanOrEqual(2);
  expect(SPEED.fusedMoves).toBeLessThan(SPEED.eagerMoves);
});
