import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesByPhase,
  CHECKPOINTINGS,
  estimate,
  GIB,
  LOSSES,
  makePlan,
  METHODS,
  MODELS,
  OPTIMIZERS,
  peakBytes,
  PHASES,
  resolveModel,
  SHARDINGS,
  TARGETS,
  type RequestInput,
} from '../../../src/index.ts';

const LLAMA_8B = 'meta-llama/Llama-3.1-8B';
const LLAMA_70B = 'meta-llama/Llama-3.3-70B-Instruct';

function component(request: RequestInput, kind: string): number {
  return estimate(request).components.reduce((sum, one) => (one.kind === kind ? sum + one.bytes : sum), 0);
}

const keys = <T extends object>(rows: T) => fc.constantFrom(...(Object.keys(rows) as (keyof T & string)[]));

/** Requests that make sense: a method with the bases it allows. */
const requests: fc.Arbitrary<RequestInput> = fc.record({
  model: fc.constantFrom(...MODELS.map(({ id }) => id)),
  method: keys(METHODS),
  microBatch: fc.integer({ min: 1, max: 64 }),
  sequenceLength: fc.integer({ min: 1, max: 131_072 }),
  accumulation: fc.integer({ min: 1, max: 32 }),
  rank: fc.integer({ min: 1, max: 256 }),
  optimizer: keys(OPTIMIZERS),
  checkpointing: keys(CHECKPOINTINGS),
  loss: keys(LOSSES),
  gpus: fc.integer({ min: 1, max: 16 }),
  sharding: keys(SHARDINGS),
});

describe('estimate', () => {
  it('70B QLoRA at the defaults is 41.86 GiB allocated', () => {
    const quantized = 68_451_041_280 * (1 / 2 + 1 / 64 + 4 / (64 * 256));
    const plain = 2 * 2_102_665_216;
    const lora = (2 + 4) * 207_093_760;
    const checkpoints = 2048 * 80 * 8192 * 2;
    const [hidden, width, ranks] = [8192, 28_672, 2 * 16];
    const norms = 2 * 4 * hidden;
    const attention = 2 * (2 * hidden + 2 * 1024) + 4 * 64;
    const inputs = 2 * (2 * hidden + width) + 7 * ranks;
    const mlp = 3 * 2 * width;
    // Gradients of product, up and activated gate, and of the stream; the input of down is gone by then.
    const inFlight = 3 * 2 * width + 2 * hidden - (2 * width + ranks);
    const block = 2048 * (norms + attention + inputs + mlp + inFlight);
    const workspaces = 2 * 8.125 * 2 ** 20 + 2 * 8192 * 28_672;
    const { peak } = estimate({ model: LLAMA_70B, method: 'qlora' });
    expect(peak.allocatedBytes / GIB).toBeCloseTo(
      (quantized + plain + lora + checkpoints + block + workspaces) / GIB,
      2,
    );
    expect(peak.allocatedBytes / GIB).toBeCloseTo(41.86, 2);
  });

  it.each([
    ['weights of 8B in bf16', { model: LLAMA_8B, method: 'lora' }, 'weights', 2 * 8_030_261_248],
    ['weights of 8B fp32 in a full fine-tune', { model: LLAMA_8B, method: 'full' }, 'weights', 4 * 8_030_261_248],
    ['gradients equal the weights', { model: LLAMA_8B, method: 'full' }, 'gradients', 4 * 8_030_261_248],
    [
      'AdamW keeps two fp32 moments, 64 GB for 8B',
      { model: LLAMA_8B, method: 'full' },
      'optimizer-states',
      8 * 8_030_261_248,
    ],
    [
      'pure bf16 keeps two bf16 moments',
      { model: LLAMA_8B, method: 'full', precision: 'pure-bf16' },
      'optimizer-states',
      4 * 8_030_261_248,
    ],
    ['LoRA r16 all-linear of 8B, fp32', { model: LLAMA_8B, method: 'lora' }, 'lora-weights', 4 * 41_943_040],
    ['LoRA r16 q,v of 8B, fp32', { model: LLAMA_8B, method: 'lora', targets: 'qv' }, 'lora-weights', 4 * 6_815_744],
    [
      'QLoRA of 70B: bf16 LoRA weights in current TRL',
      { model: LLAMA_70B, method: 'qlora' },
      'lora-weights',
      2 * 207_093_760,
    ],
    [
      'nf4 with double quantization of 70B',
      { model: LLAMA_70B, method: 'qlora' },
      'weights',
      68_451_041_280 * (0.5 + 1 / 64 + 4 / (64 * 256)) + (70_553_706_496 - 68_451_041_280) * 2,
    ],
    [
      'nf4 without double quantization',
      { model: LLAMA_8B, method: 'qlora', quantization: 'nf4' },
      'weights',
      6_979_321_856 * 0.5625 + (8_030_261_248 - 6_979_321_856) * 2,
    ],
    [
      'checkpoints: tokens × layers × hidden × 2',
      { model: LLAMA_8B, method: 'lora', sequenceLength: 4096 },
      'activations',
      4096 * 32 * 4096 * 2,
    ],
    [
      'KV cache of 8B: 128 KiB per token',
      { model: LLAMA_8B, method: 'inference', sequenceLength: 1000 },
      'kv-cache',
      1000 * 131_072,
    ],
  ] as const satisfies readonly (readonly [string, RequestInput, string, number])[])('%s', (_, request, id, bytes) => {
    expect(component(request, id)).toBeCloseTo(bytes, -1);
  });

  it.each([
    // out widths of q, k, v, o, gate, up and down, of 32 layers
    // (IA)³: keys, values and the input of down
    ['ia3', 32 * (1024 + 1024 + 14336)],
    ['bitfit', 32 * (4096 + 1024 + 1024 + 4096 + 14336 + 14336 + 4096)],
    ['vera', 32 * (4096 + 1024 + 1024 + 4096 + 14336 + 14336 + 4096 + 7 * 256)],
    ['dora', 41_943_040 + 32 * (4096 + 1024 + 1024 + 4096 + 14336 + 14336 + 4096)],
  ] as const)('%s trains %d values of 8B', (method, elements) => {
    expect(makePlan({ model: LLAMA_8B, method }).share.trained.elements).toBe(elements);
  });

  it('an offset keeps nothing of a linear, a rotation its output twice, matrices its input, a magnitude all three', () => {
    const off = { model: LLAMA_8B, checkpointing: 'off', sequenceLength: 4096, targets: 'all-linear' } as const;
    const kept = (['bitfit', 'road', 'lora', 'dora'] as const).map((method) =>
      component({ ...off, method }, 'activations'),
    );
    const [bitfit, road, lora, dora] = kept as [number, number, number, number];
    expect(road - bitfit).toBe(2 * 4096 * 2 * 32 * (4096 + 1024 + 1024 + 4096 + 14336 + 14336 + 4096));
    expect(lora).toBeGreaterThan(bitfit);
    expect(dora - lora).toBe(road - bitfit);
  });

  it('an 8-bit optimizer cuts the states of fp32 moments nearly four times', () => {
    const full = component({ model: LLAMA_8B, method: 'full' }, 'optimizer-states');
    const eightBit = component({ model: LLAMA_8B, method: 'full', optimizer: 'adamw-8bit' }, 'optimizer-states');
    expect(full / eightBit).toBeGreaterThan(3.9);
    expect(full / eightBit).toBeLessThan(4);
  });

  it.each([
    ['muon', 4 * 6_979_321_856 + 8 * (8_030_261_248 - 6_979_321_856)],
    // the second moment whole for the token table and the head
    ['adam-mini', 4 * 8_030_261_248 + 4 * 2 * 128_256 * 4096],
    // q and o; k and v; gate, up and down: projector of the shorter side, two moments of the longer, 32 layers, rank 128
    [
      'galore',
      4 * 128 * 32 * (2 * (4096 + 2 * 4096) + 2 * (1024 + 2 * 4096) + 3 * (4096 + 2 * 14336)) +
        8 * (8_030_261_248 - 6_979_321_856),
    ],
    ['apollo-mini', 4 * 32 * (2 * 2 * 4096 + 2 * 2 * 4096 + 3 * 2 * 14336) + 8 * (8_030_261_248 - 6_979_321_856)],
    ['lomo', 0],
  ] as const)('%s keeps %d bytes of states for a full fine-tune of 8B', (optimizer, bytes) => {
    expect(component({ model: LLAMA_8B, method: 'full', optimizer }, 'optimizer-states')).toBeCloseTo(bytes, -1);
  });

  it('stepping inside the backward pass leaves gradients of one block or embedding', () => {
    const bytes = component({ model: LLAMA_8B, method: 'full', optimizer: 'lomo' }, 'gradients');
    expect(bytes).toBeCloseTo(4 * 128_256 * 4096, -1);
  });

  it('k-bit preparation costs 2 bytes on embeddings and head: 1.96 GiB for 8B', () => {
    const kept = component({ model: LLAMA_8B, method: 'qlora' }, 'weights');
    const upcast = component(
      { model: LLAMA_8B, method: 'qlora', overrides: { upcastsQuantizedBase: true } },
      'weights',
    );
    expect((upcast - kept) / GIB).toBeCloseTo(1.96, 2);
  });

  it('experts of transformers 5 are not quantized, and the answer says so', () => {
    const kept = estimate({ model: 'Qwen/Qwen3-30B-A3B', method: 'qlora' });
    const reached = estimate({ model: 'Qwen/Qwen3-30B-A3B', method: 'qlora', framework: 'unsloth' });
    expect(kept.peak.allocatedBytes / GIB).toBeGreaterThan(55);
    expect(reached.peak.allocatedBytes / GIB).toBeLessThan(30);
    expect(kept.warnings.join()).toContain('does not quantize the experts');
  });

  it.each([
    [{ model: LLAMA_8B, method: 'full', quantization: 'nf4' }, 'every weight'],
    [{ model: LLAMA_8B, method: 'qlora', quantization: 'none' }, 'needs a quantized base'],
    [{ model: LLAMA_8B, method: 'lora', targets: ['nothing_proj'] }, 'nothing_proj'],
    [{ model: 'no such model at all' }, 'no such model'],
  ] as const satisfies readonly (readonly [RequestInput, string])[])(
    '%j is refused in a sentence',
    (request, words) => {
      expect(() => estimate(request)).toThrow(words);
    },
  );
});

describe('laws of an estimate', () => {
  it('components at the peak sum to what is required, and without allowances to what is allocated', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const result = tryEstimate(request);
        if (!result) return;
        const { components, peak } = result;
        const alive = components.filter(({ phases }) => phases.includes(peak.phase));
        const sum = (list: typeof alive) => list.reduce((total, { bytes }) => total + bytes, 0);
        expect(sum(alive) / peak.requiredBytes).toBeCloseTo(1, 9);
        expect(sum(alive.filter(({ basis }) => basis !== 'allowance')) / peak.allocatedBytes).toBeCloseTo(1, 9);
      }),
    );
  });

  it('the peak is the largest phase, every figure is finite and positive, and the range holds it', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const result = tryEstimate(request);
        if (!result) return;
        const sums = bytesByPhase(result.components);
        for (const phase of PHASES) expect(sums[phase]).toBeLessThanOrEqual(result.peak.allocatedBytes);
        for (const { bytes } of result.components) expect(bytes).toBeGreaterThanOrEqual(0);
        const { allocatedBytes, reservedBytes, deviceBytes, requiredBytes } = result.peak;
        for (const value of [allocatedBytes, reservedBytes, deviceBytes, requiredBytes])
          expect(Number.isFinite(value)).toBe(true);
        expect(reservedBytes).toBeGreaterThanOrEqual(allocatedBytes);
        expect(result.range.lowBytes).toBeLessThanOrEqual(requiredBytes);
        expect(result.range.highBytes).toBeGreaterThanOrEqual(requiredBytes);
      }),
    );
  });

  it('peakBytes is the same figure', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const result = tryEstimate(request);
        if (result) expect(peakBytes(makePlan(request))).toBe(result.peak.requiredBytes);
      }),
    );
  });

  it.each([
    ['sequenceLength', 2],
    ['microBatch', 2],
    ['rank', 2],
    ['accumulation', 2],
  ] as const)('a larger %s never lowers the peak', (option, factor) => {
    fc.assert(
      fc.property(requests, (request) => {
        // Past half a width LoKr takes one matrix in place of two, and that is smaller.
        fc.pre(option !== 'rank' || request.method !== 'lokr');
        const larger = { ...request, [option]: request[option]! * factor };
        const [before, after] = [tryEstimate(request), tryEstimate(larger)];
        if (before && after) expect(after.peak.requiredBytes).toBeGreaterThanOrEqual(before.peak.requiredBytes);
      }),
    );
  });

  it('all-linear never needs less than any other target preset', () => {
    fc.assert(
      fc.property(requests, keys(TARGETS), (request, targets) => {
        const [some, all] = [{ targets }, { targets: 'all-linear' } as const].map((which) =>
          tryEstimate({ ...request, ...which }),
        );
        if (some && all) expect(all.peak.requiredBytes).toBeGreaterThanOrEqual(some.peak.requiredBytes);
      }),
    );
  });

  it('gradient checkpointing never needs more than none', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const [on, off] = [
          tryEstimate({ ...request, checkpointing: 'on' }),
          tryEstimate({ ...request, checkpointing: 'off' }),
        ];
        if (on && off && request.model !== '')
          expect(on.peak.requiredBytes).toBeLessThanOrEqual(off.peak.requiredBytes * 1.001);
      }),
    );
  });
});

/** Undefined where the options exclude each other, or a model has no such module. */
function tryEstimate(request: RequestInput) {
  try {
    return estimate(request);
  } catch {
    return undefined;
  }
}

describe('what model code keeps', () => {
  const kept = (request: RequestInput) =>
    component({ method: 'lora', checkpointing: 'off', autocast: false, loraDtype: 'bf16', ...request }, 'activations');

  it('a GELU written out in Python keeps three values more of the MLP', () => {
    const model = resolveModel('microsoft/phi-2').model;
    const { geluInPython: _, ...kernel } = model;
    expect(kept({ model }) - kept({ model: kernel })).toBe(3 * 2 * 10240 * 32 * 2048);
  });

  it('attention sinks leave the softmax in 16 bit', () => {
    const model = resolveModel('openai/gpt-oss-20b').model;
    const { attentionSinks: _, ...without } = model;
    const scores = 64 * 2048 * 2048 * 24;
    const more = kept({ model: without, attention: 'eager' }) - kept({ model, attention: 'eager' });
    expect(more).toBeGreaterThan(2 * scores);
  });
});
