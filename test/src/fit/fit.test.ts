import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  estimateOn,
  gpus,
  judgePlan,
  METHODS,
  MODELS,
  parseDevice,
  planOn,
  UserError,
  type GpuFacts,
  type MethodId,
  type RequestInput,
} from '../../../src/index.ts';

const LLAMA_8B = 'meta-llama/Llama-3.1-8B';
const card = (name: string) => parseDevice(name).gpu;
const ORDER = ['no', 'tight', 'fits'];

function refusal(request: RequestInput, gpu: GpuFacts, gpuCount = 1): UserError {
  try {
    estimateOn(request, gpu, gpuCount);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

describe('the verdict', () => {
  it('more memory never turns fits into does not fit', () => {
    const requests = fc.record({
      model: fc.constantFrom(...MODELS.map(({ id }) => id)),
      method: fc.constantFrom(...(Object.keys(METHODS) as MethodId[])),
      sequenceLength: fc.integer({ min: 1, max: 32_768 }),
    });
    const property = fc.property(
      requests,
      fc.constantFrom(...gpus),
      fc.double({ min: 0, max: 200, noNaN: true }),
      fc.constantFrom(1, 2, 4),
      (request, gpu, more, count) => {
        const gpuCount = gpu.runtime === 'metal' ? 1 : count;
        const before = tryPlan(request, gpu, gpuCount);
        const after = tryPlan(request, { ...gpu, usableGib: gpu.usableGib + more }, gpuCount);
        if (before && after) expect(ORDER.indexOf(after)).toBeGreaterThanOrEqual(ORDER.indexOf(before));
      },
    );
    fc.assert(property, { numRuns: 300 });
  });

  function tryPlan(request: RequestInput, gpu: GpuFacts, gpuCount: number): string | undefined {
    try {
      return planOn(request, gpu, gpuCount).verdict;
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }

  it.each(['4090', 't4', 'a100', '48', 'm4 max 64gb', 'mi300x'])(
    'of numbers alone is the verdict of the estimate on %s',
    (name) => {
      const gpu = card(name);
      for (const method of ['full', 'lora', 'qlora', 'inference'] as const) {
        const { estimate, fit } = estimateOn({ model: LLAMA_8B, method }, gpu, 1);
        const { plan, ...numbers } = planOn({ model: LLAMA_8B, method }, gpu, 1);
        expect(numbers).toMatchObject({ verdict: fit.verdict, headroomBytes: fit.headroomBytes });
        expect(judgePlan(plan, gpu).requiredBytes).toBe(estimate.peak.requiredBytes);
      }
    },
  );

  it('is more careful where usable memory was not measured', () => {
    const gpu = { ...card('4090'), usableBasis: 'measured' } as const;
    const width = (basis: GpuFacts['usableBasis']) => {
      const { range } = estimateOn({ model: LLAMA_8B }, { ...gpu, usableBasis: basis }, 1).estimate;
      return range.highBytes - range.lowBytes;
    };
    expect(width('estimated')).toBeGreaterThan(width('measured'));
    expect(width('guessed')).toBeGreaterThan(width('estimated'));
  });
});

describe('several cards', () => {
  it('stay with plain data parallel where a card holds a copy', () => {
    expect(planOn({ model: LLAMA_8B }, card('3090'), 2).plan.chosen.sharding.label).toContain('DDP');
  });

  it('take FSDP where a card does not', () => {
    expect(planOn({ model: LLAMA_8B, method: 'lora' }, card('rtx 4080'), 2).plan.chosen.sharding.label).toContain(
      'FSDP',
    );
  });
});

describe('what a device cannot do', () => {
  it.each([
    ['a Mac has no bitsandbytes', { optimizer: 'adamw-8bit' }, 'm4 max 64gb', 1, 'no bitsandbytes', 'optimizer'],
    ['a Mac runs no Unsloth', { framework: 'unsloth' }, 'm4 max 64gb', 1, 'no PyTorch', 'mlx-lm'],
    ['a Mac runs no nf4', { quantization: 'nf4' }, 'm4 max 64gb', 1, 'no bitsandbytes', 'quant'],
    ['Macs are not joined', {}, 'm4 max 64gb', 2, 'training on 2 devices', 'one'],
    ['a T4 has no bf16', { dtype: 'bf16' }, 't4', 1, 'no bf16', 'dtype:fp16'],
    ['an A100 has no fp8', { quantization: 'fp8' }, 'a100', 1, 'no fp8', 'quant:nf4'],
    ['MLX runs on Macs', { framework: 'mlx' }, '4090', 1, 'no MLX', 'Mac'],
  ] as const satisfies readonly (readonly [string, Partial<RequestInput>, string, number, string, string])[])(
    '%s',
    (_, options, name, count, words, hint) => {
      const error = refusal({ model: LLAMA_8B, method: 'qlora', ...options }, card(name), count);
      expect(error.code).toBe('unsupported-combination');
      expect(error.message).toContain(words);
      expect(error.hint).toContain(hint);
    },
  );

  it('changes defaults with a warning: fp16 and no FlashAttention-2 on a T4', () => {
    const { request, warnings } = estimateOn(
      { model: LLAMA_8B, framework: 'axolotl', method: 'full' },
      card('t4'),
      1,
    ).estimate;
    expect(request).toMatchObject({ dtype: 'fp16', precision: 'fp32-master' });
    expect(warnings.join(' ')).toMatch(/no bf16.*no FlashAttention-2/);
  });

  it('every device takes every method at its defaults', () => {
    for (const gpu of gpus) {
      for (const method of ['full', 'lora', 'qlora', 'inference'] as const) {
        if (method === 'qlora' && gpu.runtime !== 'metal' && !gpu.capabilities.bitsandbytes4bit) continue;
        expect(estimateOn({ model: LLAMA_8B, method }, gpu, 1).estimate.peak.requiredBytes).toBeGreaterThan(0);
      }
    }
  });
});

describe('a Mac', () => {
  const mac = card('m4 max 64gb');

  it('is estimated with the calibration of mlx-train-perf', () => {
    const { components } = estimateOn({ model: LLAMA_8B, method: 'qlora', sequenceLength: 1024 }, mac, 1).estimate;
    const bytes = Object.fromEntries(components.map((one) => [one.id, one.bytes]));
    expect(bytes).toMatchObject({
      weights: 8_030_261_248 * 0.5625,
      activations: 1.87 * 1024 * 4096 * 32,
      logits: 12 * 1024 * 128_256,
      runtime: 1.6e9,
    });
    expect(bytes['attention-scores']).toBeCloseTo(8.7 * 32 * 1024 ** 2, 0);
  });

  it('explains why guides stop at 30B on 64 GB: 32B fits, 70B does only at short lengths', () => {
    const verdict = (model: string, sequenceLength: number) =>
      estimateOn({ model, sequenceLength }, mac, 1).fit.verdict;
    expect(verdict('Qwen/Qwen3-32B', 2048)).toBe('fits');
    expect(verdict('meta-llama/Llama-3.3-70B-Instruct', 2048)).toBe('no');
    expect(verdict('meta-llama/Llama-3.3-70B-Instruct', 1024)).toBe('tight');
    const { warnings } = estimateOn({ model: 'Qwen/Qwen3-32B' }, mac, 1).estimate;
    expect(warnings.join(' ')).toContain('30B on a 64 GB Mac');
  });
});
