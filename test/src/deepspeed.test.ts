import { describe, expect, it } from 'vitest';
import { estimate, FRAMEWORKS, makePlan, type MemoryComponent, type RequestInput } from '../../src/index.ts';

const LLAMA_8B = 'meta-llama/Llama-3.1-8B';
const PARAMETERS = 8_030_261_248;

function component(request: Omit<RequestInput, 'model'>, label: RegExp): MemoryComponent | undefined {
  return estimate({ model: LLAMA_8B, ...request }).components.find((one) => label.test(one.label));
}

const buckets = (request: Omit<RequestInput, 'model'>) => component(request, /Reduce buckets/);

describe('reduce buckets of DeepSpeed', () => {
  it.each([
    ['trl', 'zero2', 5e8 * 2],
    ['transformers', 'zero1', 2 * 2e8 * 2],
    ['axolotl', 'zero2', 2 * 5e8 * 2],
    ['llama-factory', 'zero2', 5e8 * 2],
    ['ms-swift', 'zero2', 2 * 2e8 * 2],
    ['trl', 'zero3', 5e8 * 2],
    ['axolotl', 'zero3', 4096 ** 2 * 2],
  ] as const)('%s under %s: %i B, whatever is trained and on however many GPUs', (framework, sharding, bytes) => {
    for (const method of ['full', 'lora', 'qlora'] as const) {
      for (const gpus of [1, 2, 8])
        expect(buckets({ framework, sharding, method, gpus })?.bytes, `${method} ${gpus}`).toBe(bytes);
    }
  });

  it('come and go with the backward pass, but in stage 3', () => {
    expect(buckets({ sharding: 'zero2', gpus: 2 })?.phases).toEqual(['loss', 'backward']);
    expect(buckets({ sharding: 'zero3', gpus: 2 })?.phases).toContain('optimizer-step');
  });

  it('are nobody else’s, and none without training', () => {
    expect(buckets({ sharding: 'fsdp', gpus: 2 })).toBeUndefined();
    expect(buckets({ sharding: 'ddp', gpus: 2 })).toBeUndefined();
    expect(buckets({ sharding: 'zero2', gpus: 2, method: 'inference' })).toBeUndefined();
  });
});

describe("DeepSpeed's engine", () => {
  it.each(Object.keys(FRAMEWORKS).filter((id) => id !== 'mlx') as (keyof typeof FRAMEWORKS)[])(
    'runs a full fine-tune of %s in 16 bit beside fp32 masters',
    (framework) => {
      const { request } = makePlan({ model: LLAMA_8B, method: 'full', framework, gpus: 2, sharding: 'zero2' }).chosen;
      expect(request).toMatchObject({ precision: 'bf16-master', autocast: false });
    },
  );

  it.each([
    ['zero1', 2 + 4 / 8],
    ['zero2', 2 + 4 / 8],
    ['zero3', 2 / 8 + 4 / 8],
  ] as const)('%s divides masters as states: %f B a parameter on 8 GPUs', (sharding, perParameter) => {
    const bytes = component({ method: 'full', gpus: 8, sharding }, /Model weights/)?.bytes ?? 0;
    expect(bytes / PARAMETERS).toBeCloseTo(perParameter, 6);
  });

  it('casts gradients to fp32 by partition, in stage 3 by sub-groups of 1e9', () => {
    const cast = (sharding: 'zero2' | 'zero3') =>
      component({ method: 'full', gpus: 2, sharding }, /Optimizer temporaries/)?.bytes ?? 0;
    expect(cast('zero2')).toBe((6 * PARAMETERS) / 2);
    expect(cast('zero3')).toBe(6 * 1e9);
  });
});

describe('ZeRO-3 with everything in host memory', () => {
  it('needs nearly the same on any number of GPUs: what is gathered and computed', () => {
    const need = (gpus: number) =>
      estimate({ model: LLAMA_8B, method: 'lora', sharding: 'zero3-offload', gpus }).peak.requiredBytes;
    expect(need(8)).toBe(need(2));
    expect(need(2)).toBeLessThan(
      estimate({ model: LLAMA_8B, method: 'lora', sharding: 'zero3', gpus: 8 }).peak.requiredBytes,
    );
  });
});
