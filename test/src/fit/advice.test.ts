import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  adviceFor,
  estimateOn,
  parseDevice,
  UserError,
  type Advice,
  type DeviceChoice,
  type RequestInput,
} from '../../../src/index.ts';

const LLAMA_8B = 'meta-llama/Llama-3.1-8B';
const LLAMA_70B = 'meta-llama/Llama-3.3-70B-Instruct';

function advise(request: RequestInput, device: string): Advice {
  const { gpu, count } = parseDevice(device);
  return adviceFor(request, gpu, count);
}

function verdictWith(request: RequestInput, set: Partial<RequestInput>, { gpu, count }: DeviceChoice): string {
  return estimateOn({ ...request, ...set }, gpu, set.gpus ?? count).fit.verdict;
}

const requests: fc.Arbitrary<RequestInput> = fc.record({
  model: fc.constantFrom(LLAMA_8B, LLAMA_70B, 'Qwen/Qwen3-14B', 'google/gemma-3-27b-pt', 'Qwen/Qwen3-30B-A3B'),
  method: fc.constantFrom('full', 'lora', 'qlora', 'dora'),
  microBatch: fc.constantFrom(1, 2, 5, 16),
  sequenceLength: fc.constantFrom(512, 2048, 3000, 16_384),
  checkpointing: fc.constantFrom('on', 'off', 'alternate'),
  loss: fc.constantFrom('chunked', 'materialized'),
});

describe('advice', () => {
  it('every change that claims to fit does fit when applied, and every saving is real', () => {
    const devices = fc.constantFrom('12', '4090', '48', '2x3090', 'a100 80gb', 'm4 max 64gb');
    const property = fc.property(requests, devices, (request, typed) => {
      const device = parseDevice(typed);
      const advice = tryAdvise(request, typed);
      if (!advice) return;
      const now = estimateOn(request, device.gpu, device.count).estimate.peak.requiredBytes;
      for (const { set, verdict, savedBytes } of advice.suggestions) {
        expect(verdictWith(request, set, device)).toBe(verdict);
        const { estimate } = estimateOn({ ...request, ...set }, device.gpu, set.gpus ?? device.count);
        expect(now - estimate.peak.requiredBytes).toBe(savedBytes);
      }
      for (const { set, verdict } of advice.remedies) expect(verdictWith(request, set, device)).toBe(verdict);
    });
    fc.assert(property, { numRuns: 40 });
  }, 60_000);

  function tryAdvise(request: RequestInput, device: string): Advice | undefined {
    try {
      return advise(request, device);
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }

  it('tries changes in the order of a practitioner', () => {
    const { suggestions } = advise(
      { model: LLAMA_8B, method: 'lora', loss: 'materialized', checkpointing: 'off', microBatch: 8 },
      '4090',
    );
    expect(suggestions.map(({ id }) => id)).toEqual([
      'loss',
      'checkpointing',
      'batch',
      'checkpoint-offload',
      'sequence',
      'targets',
      'method',
      'sibling',
    ]);
  });

  it('keeps the global batch when the micro-batch shrinks', () => {
    const { suggestions } = advise({ model: LLAMA_8B, microBatch: 32, accumulation: 2 }, '12');
    const { set } = suggestions.find(({ id }) => id === 'batch')!;
    expect(set.microBatch! * set.accumulation!).toBe(64);
  });

  it('finds a set of which no part would do', () => {
    const request = {
      model: 'Qwen/Qwen3-8B',
      method: 'lora',
      loss: 'materialized',
      checkpointing: 'off',
      microBatch: 8,
      sequenceLength: 8192,
    } as const;
    const remedy = advise(request, '4090').remedies.at(-1)!;
    expect(remedy.verdict).toBe('fits');
    expect(remedy.labels.length).toBeGreaterThan(1);
    const device = parseDevice('4090');
    for (const key of Object.keys(remedy.set) as (keyof typeof remedy.set)[]) {
      if (remedy.set[key] === undefined || key === 'accumulation') continue;
      const { [key]: _, ...rest } = remedy.set;
      expect(verdictWith(request, rest, device), `without ${key}`).not.toBe('fits');
    }
  });

  it('a full fine-tune of 8B on 80 GB: 8-bit states, pure bf16, two cards', () => {
    const { suggestions, hardware } = advise({ model: LLAMA_8B, method: 'full' }, 'a100 80gb');
    const verdicts = Object.fromEntries(suggestions.map(({ id, verdict }) => [id, verdict]));
    expect(verdicts).toMatchObject({ cards: 'fits', method: 'fits' });
    expect(['fits', 'tight']).toContain(verdicts['optimizer']);
    expect(['fits', 'tight']).toContain(verdicts['precision']);
    expect(hardware?.gpu.labelGb).toBeGreaterThan(80);
  });

  it('says nothing of a change that saves nothing', () => {
    const { suggestions } = advise({ model: LLAMA_70B, method: 'qlora' }, '4090');
    expect(suggestions.map(({ id }) => id)).not.toContain('loss');
    for (const { savedBytes } of suggestions) expect(savedBytes).toBeGreaterThan(0);
  });

  it('divides a sequence over the cards that are there', () => {
    const { suggestions, remedies } = advise({ model: LLAMA_8B, method: 'qlora', sequenceLength: 2 ** 20 }, '8xh200');
    expect(suggestions.find(({ id }) => id === 'context')).toMatchObject({ verdict: 'fits', set: { sharding: 'cp' } });
    expect(remedies[0]?.set).toEqual({ sharding: 'cp' });
    const one = advise({ model: LLAMA_8B, method: 'qlora', sequenceLength: 2 ** 20 }, 'h200');
    expect(one.suggestions.map(({ id }) => id)).not.toContain('context');
  });

  it.each(['prompt-tuning', 'p-tuning', 'ia3', 'bitfit'] as const)('%s fits over a 4-bit base', (method) => {
    const { remedies } = advise({ model: LLAMA_8B, method }, '3060 12gb');
    expect(remedies.at(-1)).toMatchObject({ set: { quantization: 'nf4-dq' }, verdict: 'fits' });
  });

  it('says that a layout with its weights in host memory is slow', () => {
    const { suggestions } = advise({ model: LLAMA_70B, method: 'full' }, '8xh100');
    const slow = suggestions.filter(({ cost }) => cost.includes('weights then wait in host memory'));
    expect(slow.map(({ id }) => id)).toContain('optimizer');
    for (const { hostBytes } of slow) expect(hostBytes).toBeGreaterThan(0);
  });

  it('offers a Mac neither bitsandbytes nor a second Mac', () => {
    const { suggestions } = advise({ model: LLAMA_70B, method: 'lora' }, 'm4 max 64gb');
    expect(suggestions.length).toBeGreaterThan(0);
    expect(suggestions.map(({ id }) => id)).not.toEqual(expect.arrayContaining(['optimizer']));
    expect(suggestions.map(({ id }) => id)).not.toEqual(expect.arrayContaining(['cards']));
  });

  it('names a smaller model of the same line, never an older one', () => {
    const { suggestions } = advise({ model: LLAMA_70B }, '12');
    expect(suggestions.find(({ id }) => id === 'sibling')?.label).toContain('Llama 3.1 8B');
  });
});
