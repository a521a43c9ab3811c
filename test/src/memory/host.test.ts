import { describe, expect, it } from 'vitest';
import {
  adviceFor,
  estimate,
  estimateOn,
  hostBytes,
  KV_CACHES,
  makePlan,
  parseDevice,
  UserError,
  type RequestInput,
} from '../../../src/index.ts';

const LLAMA_8B = 'meta-llama/Llama-3.1-8B';
const PARAMETERS = 8_030_261_248;
const host = (request: Partial<RequestInput>) => hostBytes(makePlan({ model: LLAMA_8B, ...request }));

describe('host memory', () => {
  it('holds masters, gradients and states of a step on the CPU: 16 B a parameter (ZeRO-Offload)', () => {
    expect(host({ method: 'full', optimizer: 'adamw-cpu' })).toBe(16 * PARAMETERS);
    const { components } = estimate({ model: LLAMA_8B, method: 'full', optimizer: 'adamw-cpu' });
    expect(components.find(({ id }) => id === 'weights')!.bytes).toBe(2 * PARAMETERS);
    expect(components.some(({ kind }) => kind === 'optimizer-states')).toBe(false);
  });

  it('holds them once where states are sharded, and once a GPU where they are not', () => {
    const of = (sharding: 'ddp' | 'zero1') => host({ method: 'full', optimizer: 'adamw-cpu', gpus: 4, sharding });
    expect(of('zero1')).toBe(16 * PARAMETERS);
    expect(of('ddp')).toBe(4 * 16 * PARAMETERS);
  });

  it.each([
    ['fsdp-offload', 4 + 4 + 8],
    ['zero3-offload', 4 + 2 + 2 + 8],
  ] as const)(
    'holds all of a full fine-tune under %s: %i B a parameter, once for all GPUs',
    (sharding, perParameter) => {
      for (const gpus of [2, 8]) expect(host({ method: 'full', sharding, gpus })).toBe(perParameter * PARAMETERS);
    },
  );

  it('holds a base with its LoRA weights once', () => {
    const { base, trained } = makePlan({ model: LLAMA_8B, method: 'qlora' }).share;
    const states = 2 * trained.bytes;
    expect(host({ method: 'qlora', sharding: 'fsdp-offload', gpus: 2 })).toBe(
      base.bytes + trained.bytes + trained.gradientBytes + states,
    );
  });

  it('holds the checkpoints of every GPU', () => {
    const one = host({ method: 'lora', checkpointing: 'offload' });
    expect(one).toBe(2048 * 32 * 4096 * 2);
    expect(host({ method: 'lora', checkpointing: 'offload', gpus: 4 })).toBe(4 * one);
  });

  it('is stated where something is offloaded, and not where nothing is', () => {
    const said = (request: Partial<RequestInput>) => estimate({ model: LLAMA_8B, ...request }).assumptions.join('; ');
    expect(said({ method: 'full', optimizer: 'adamw-cpu' })).toMatch(
      /119\.7 GiB of host memory in all, for optimizer states and master weights/,
    );
    expect(said({ checkpointing: 'offload' })).toMatch(/of host memory in all, for checkpoints/);
    expect(said({})).not.toContain('host memory');
  });

  it('more than a machine has never leaves nothing to try on several cards', () => {
    const { gpu } = parseDevice('4090');
    const request = { model: 'meta-llama/Llama-3.3-70B-Instruct', method: 'full', optimizer: 'adamw-cpu' } as const;
    expect(estimateOn(request, gpu, 2).fit.verdict).toBe('no');
  });
});

describe('advice on what may wait elsewhere', () => {
  it('offers paged states beside 8-bit ones, with the host memory they may take', () => {
    const { suggestions } = adviceFor({ model: LLAMA_8B, method: 'full' }, parseDevice('a100 80gb').gpu, 1);
    const of = (id: string) => suggestions.find((one) => one.id === id)!;
    expect(of('optimizer').hostBytes).toBe(0);
    expect(of('paged').hostBytes).toBeGreaterThan(2 * PARAMETERS);
    expect(of('paged').savedBytes).toBeGreaterThan(of('optimizer').savedBytes);
    expect(of('offload').hostBytes).toBe(16 * PARAMETERS);
  });

  it('says nothing of host memory where nothing goes there', () => {
    const { suggestions } = adviceFor({ model: LLAMA_8B, method: 'lora' }, parseDevice('12').gpu, 1);
    expect(suggestions.find(({ id }) => id === 'method')?.hostBytes).toBe(0);
  });
});

describe('a quantized KV cache', () => {
  const cache = (kvCache: keyof typeof KV_CACHES, sequenceLength = 32_768) =>
    estimate({ model: LLAMA_8B, method: 'inference', kvCache, sequenceLength }).components.find(
      ({ kind }) => kind === 'kv-cache',
    )!.bytes;
  /** Values of keys and values per token: 2 × 8 heads × 128 × 32 layers. */
  const VALUES = 65_536;

  it('takes the bytes of its values, and of the newest tokens as they are', () => {
    expect(cache('plain')).toBe(32_768 * VALUES * 2);
    expect(cache('fp8')).toBe(32_768 * VALUES);
    expect(cache('int8')).toBe((32_768 - 128) * VALUES * (1 + 4 / 64) + 128 * VALUES * 2);
    expect(cache('int4')).toBe((32_768 - 128) * VALUES * (0.5 + 4 / 64) + 128 * VALUES * 2);
  });

  it('saves nothing of a text shorter than what stays as it is', () => {
    expect(cache('int4', 100)).toBe(cache('plain', 100));
  });

  it('is offered where generating does not fit, and refused in training', () => {
    const { suggestions } = adviceFor(
      { model: LLAMA_8B, method: 'inference', sequenceLength: 16_384, microBatch: 4 },
      parseDevice('4090').gpu,
      1,
    );
    expect(suggestions.find(({ id }) => id === 'kv-cache')?.savedBytes).toBeGreaterThan(0);
    expect(() => makePlan({ model: LLAMA_8B, kvCache: 'fp8' })).toThrow(UserError);
  });
});
