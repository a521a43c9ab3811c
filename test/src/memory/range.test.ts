import { describe, expect, it } from 'vitest';
import { estimate, parseDevice, type RequestInput } from '../../../src/index.ts';

const LLAMA_8B = 'meta-llama/Llama-3.1-8B';
const widthOf = (request: Omit<RequestInput, 'model'>) => {
  const { peak, range, deviceRange } = estimate({ model: LLAMA_8B, ...request });
  return {
    low: range.lowBytes / peak.requiredBytes,
    high: range.highBytes / peak.requiredBytes,
    deviceHigh: deviceRange.highBytes / peak.deviceBytes,
    from: range.from,
  };
};

describe('the range', () => {
  it('says what it rests on', () => {
    expect(widthOf({ method: 'qlora', framework: 'transformers' }).from).toMatch(
      /^QLoRA on one card with whole logits: \d+ measured runs, 90 % within −\d+ % to \+\d+ % of what is in doubt$/,
    );
    expect(widthOf({ method: 'lora', framework: 'transformers', gpus: 4, sharding: 'fsdp' }).from).toMatch(
      /^LoRA on several cards with whole logits: \d+/,
    );
  });

  it('is never narrower than repeats of one run differ', () => {
    for (const method of ['full', 'lora', 'qlora'] as const) {
      const { low, high } = widthOf({ method, framework: 'transformers' });
      // Up to the last digit of a double.
      expect(low).toBeLessThanOrEqual(0.98 + Number.EPSILON);
      expect(high).toBeGreaterThanOrEqual(1.02 - Number.EPSILON);
    }
  });

  it.each([
    ['a method', { method: 'dora' }, 'no measured runs of DoRA'],
    ['inference', { method: 'inference' }, 'no measured runs of Inference'],
    ['a device', { method: 'qlora', gpu: parseDevice('MI300X').gpu }, 'no measured runs of Instinct MI300X'],
  ] as const satisfies readonly (readonly [string, Omit<RequestInput, 'model'>, string])[])(
    'is wider for %s that nobody measured, and says so',
    (_, request, words) => {
      const [unknown, known] = [widthOf(request), widthOf({ method: 'qlora' })];
      expect(unknown.from).toContain(words);
      expect(unknown.high - unknown.low).toBeGreaterThanOrEqual(known.high - known.low);
    },
  );

  it('is wider in a framework that nobody measured, and names it', () => {
    const [unknown, known] = (['unsloth', 'axolotl'] as const).map((framework) =>
      widthOf({
        ...{ method: 'qlora', framework, loss: 'cut-cross-entropy', checkpointing: 'on', optimizer: 'adamw-fused' },
        ...{ loraDtype: 'fp32', overrides: { fusedKernels: true, upcastsQuantizedBase: false }, autocast: true },
      }),
    );
    expect(unknown!.from).toContain('none of them in Unsloth');
    expect(unknown!.high - unknown!.low).toBeGreaterThanOrEqual(known!.high - known!.low);
  });

  it('of the device reaches from the tensors to more than the allocator is expected to hold', () => {
    const { peak, deviceRange } = estimate({ model: LLAMA_8B, method: 'lora', framework: 'transformers' });
    expect(deviceRange.lowBytes).toBeLessThan(peak.allocatedBytes);
    expect(deviceRange.highBytes).toBeGreaterThan(peak.deviceBytes);
  });
});
