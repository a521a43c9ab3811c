import { describe, expect, it } from 'vitest';
import {
  estimateOn,
  gpus,
  hardwareTable,
  smallestHardware,
  type Placement,
  type RequestInput,
} from '../../../src/index.ts';

const LLAMA_8B = { model: 'meta-llama/Llama-3.1-8B', method: 'qlora' } as const satisfies RequestInput;
const LLAMA_70B = { model: 'meta-llama/Llama-3.3-70B-Instruct', method: 'qlora' } as const satisfies RequestInput;

describe('hardwareTable', () => {
  it('groups hardware as guides do', () => {
    expect(hardwareTable(LLAMA_8B).map(({ label }) => label)).toEqual([
      'up to 16 GB',
      '20–32 GB',
      '40–72 GB',
      '80 GB and more',
      'Several cards',
      'Mac',
    ]);
  });

  it('names the most common card of each size, and no several where one does', () => {
    const common = hardwareTable(LLAMA_8B).map((row) => row.common?.gpu.id);
    expect(common.slice(0, 5)).toEqual(['rtx-3060-12gb', 'rtx-4090', 'rtx-6000-ada', 'a100-80gb-sxm', undefined]);
  });

  it('names several cards where one is too small', () => {
    const several = hardwareTable(LLAMA_70B).find(({ label }) => label === 'Several cards')?.common;
    expect(several?.gpuCount).toBeGreaterThan(1);
    expect(several?.sharding).toContain('FSDP');
  });

  it('finds the cheapest by the prices it is given', () => {
    const priceOf = (gpu: { readonly id: string }) => (gpu.id === 'l4' ? 0.2 : gpu.id === 'rtx-4090' ? 0.4 : undefined);
    const row = hardwareTable(LLAMA_8B, priceOf).find(({ label }) => label === '20–32 GB');
    expect(row?.common?.gpu.id).toBe('rtx-4090');
    expect(row?.cheapest?.gpu.id).toBe('l4');
  });

  it.each([LLAMA_8B, LLAMA_70B, { ...LLAMA_8B, method: 'full' }, { ...LLAMA_8B, loss: 'liger' }] as const)(
    'says of %j nothing that the estimate there does not say',
    (request) => {
      const placed = hardwareTable(request).flatMap(({ common, roomiest }) => [common, roomiest]);
      for (const { gpu, gpuCount, verdict } of placed.filter((one) => one !== undefined)) {
        expect(estimateOn(request, gpu, gpuCount).fit.verdict).toBe(verdict);
      }
    },
  );

  it('leaves out devices that cannot do what is asked', () => {
    const mac = hardwareTable({ ...LLAMA_8B, optimizer: 'adamw-8bit' }).find(({ label }) => label === 'Mac');
    expect(mac?.common).toBeUndefined();
  });
});

describe('smallestHardware', () => {
  const name = ({ gpuCount, gpu }: Placement) => `${gpuCount}× ${gpu.labelGb} GB`;

  it.each([
    [LLAMA_70B, ['1× 48 GB', '1× 80 GB']],
    [{ ...LLAMA_8B, method: 'lora' }, ['1× 20 GB', '1× 24 GB', '1× 32 GB']],
    [{ model: 'deepseek-ai/DeepSeek-V3', method: 'qlora' }, ['8× 288 GB']],
  ] as const satisfies readonly (readonly [RequestInput, readonly string[]])[])(
    'of %j is one of %j',
    (request, allowed) => {
      const smallest = smallestHardware(request)!;
      expect(allowed).toContain(name(smallest));
      expect(smallest.verdict).toBe('fits');
      // Nothing common with less memory does.
      const smaller = gpus.filter(
        (gpu) => gpu.commonness < 40 && gpu.vendor === 'nvidia' && gpu.labelGb < smallest.gpu.labelGb,
      );
      for (const gpu of smaller) {
        const { fit } = estimateOn({ ...request, sharding: 'fsdp' }, gpu, smallest.gpuCount);
        expect(fit.verdict, gpu.name).not.toBe('fits');
      }
    },
  );

  it('is undefined where cards do not help', () => {
    expect(smallestHardware({ ...LLAMA_8B, sequenceLength: 5_000_000 })).toBeUndefined();
  });
});
