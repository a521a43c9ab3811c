import { describe, expect, it } from 'vitest';
import { estimate, hostBytes, makePlan, MIB, textOf, type RequestInput } from '../../../src/index.ts';

const LLAMA_8B = 'meta-llama/Llama-3.1-8B';
const LLAMA_70B = 'meta-llama/Llama-3.1-70B';
const MIXTRAL = 'mistralai/Mixtral-8x7B-v0.1';

const bytesOf = (request: RequestInput, label: string) =>
  estimate(request)
    .components.filter((one) => one.label === label)
    .reduce((sum, { bytes }) => sum + bytes, 0);

describe("one GPU's share", () => {
  it('of a dequantized head is a part of the vocabulary', () => {
    const heads = [1, 2, 4].map((gpus) =>
      bytesOf({ model: LLAMA_70B, method: 'qlora', framework: 'litgpt', gpus, sharding: 'tp' }, 'Dequantized head'),
    );
    expect(heads.map((bytes) => bytes / MIB)).toEqual([2004, 1002, 501]);
  });

  it.each<[string, string, RequestInput]>([
    ['Logits of generated tokens', 'tp', { model: LLAMA_8B, method: 'lora', objective: 'ppo' }],
    ['Logits and loss', 'tp', { model: LLAMA_8B, method: 'lora', loss: 'materialized' }],
  ])('of %s is a half under %s', (label, sharding, request) => {
    const whole = bytesOf(request, label);
    expect(whole).toBeGreaterThan(0);
    const half = bytesOf({ ...request, gpus: 2, sharding: sharding as 'tp' }, label);
    expect(half / whole).toBeCloseTo(0.5, 1);
  });

  it.each(['tp', 'pp'] as const)('of a teacher is a part of it under %s, as of the model beside it', (sharding) => {
    const request = { model: LLAMA_8B, method: 'lora', objective: 'distillation', teacher: LLAMA_70B } as const;
    const [whole, part] = [request, { ...request, gpus: 8, sharding }].map((one) => bytesOf(one, 'Teacher'));
    // Norms are whole on every GPU, and a pipeline's end has a table beside its layers.
    expect(part! / whole!).toBeGreaterThan(1 / 8);
    expect(part! / whole!).toBeLessThan(1.1 / 8);
  });

  it.each<[string, RequestInput]>([
    [
      'One block in flight',
      { model: MIXTRAL, method: 'lora', framework: 'trl', sequenceLength: 1, checkpointing: 'on' },
    ],
    ['Dequantized experts of a layer', { model: MIXTRAL, method: 'qlora', framework: 'unsloth' }],
    ['fp8 of a layer, dequantized', { model: 'deepseek-ai/DeepSeek-V3', method: 'lora' }],
  ])('of experts in %s is about a quarter under ep:4', (label, request) => {
    const [whole, quarter] = [1, 4].map((gpus) => bytesOf({ ...request, gpus, sharding: 'ep' }, label));
    expect(quarter! / whole!).toBeGreaterThanOrEqual(0.25);
    expect(quarter! / whole!).toBeLessThan(0.3);
  });

  it.each<[string, RequestInput]>([
    ['a quantized base', { model: LLAMA_8B, method: 'qlora' }],
    ['a quantized head', { model: LLAMA_8B, method: 'qlora', framework: 'litgpt' }],
    ['a quantized tower', { model: 'Qwen/Qwen2.5-VL-7B-Instruct', method: 'qlora', framework: 'trl' }],
  ])('of both ends of a pipeline makes %s whole', (_, request) => {
    const { share: first, lastStage } = makePlan({ ...request, gpus: 2, sharding: 'pp' });
    const whole = makePlan(request).share.base;
    const last = lastStage!.share.base;
    expect(first.base.bytes + last.bytes).toBeCloseTo(whole.bytes, 0);
    expect(first.base.quantizedElements + last.quantizedElements).toBeCloseTo(whole.quantizedElements, 0);
  });

  it('of per-layer inputs is that of its own layers, but on the first stage, which makes them all', () => {
    const request = { model: 'google/gemma-4-E4B', method: 'lora', microBatch: 4 } as const;
    const whole = bytesOf(request, 'Per-layer inputs');
    const last = bytesOf({ ...request, gpus: 2, sharding: 'pp', loss: 'materialized' }, 'Per-layer inputs');
    expect(last).toBeCloseTo(whole / 2, 0);
  });
});

describe('the whole', () => {
  it.each(['tp', 'pp'] as const)('is what a release is published in, under %s too', (sharding) => {
    const warnings = (request: Partial<RequestInput>) =>
      estimate({ model: 'openai/gpt-oss-120b', method: 'lora', ...request })
        .warnings.map((one) => textOf(one))
        .filter((text) => text.includes('published'));
    expect(warnings({ gpus: 4, sharding })).toEqual(warnings({}));
    expect(warnings({})).toHaveLength(1);
  });

  it('of weights in host memory is the same however experts are divided', () => {
    const request = { model: MIXTRAL, method: 'full', gpus: 8, sharding: 'fsdp-offload' } as const;
    const [one, divided] = [1, 4].map((expertParallel) => hostBytes(makePlan({ ...request, expertParallel })));
    expect(divided! / one!).toBeCloseTo(1, 9);
  });
});
