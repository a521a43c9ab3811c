/** The smaller tables, each row counted by hand or cited: quantizations, precisions, checkpointing, caches of keys and values. */
import { describe, expect, it } from 'vitest';
import {
  CHECKPOINTINGS,
  estimate,
  KV_CACHES,
  PRECISIONS,
  QUANTIZATIONS,
  type RequestInput,
} from '../../../src/index.ts';
import type { QuantizationId } from '../../../src/facts/quantizations.ts';

const LLAMA_8B = 'meta-llama/Llama-3.1-8B';
/** Of the 32 blocks' linears; and of all else: table, head, norms. */
const LINEARS = 32 * (2 * 4096 * 4096 + 2 * 4096 * 1024 + 3 * 4096 * 14_336);
const OUTPUTS = 32 * (4096 + 1024 + 1024 + 4096 + 14_336 + 14_336 + 4096);
const REST = 2 * 128_256 * 4096 + 65 * 4096;
/** The largest linear, as it is expanded for a product. */
const LARGEST = 4096 * 14_336;

const bytesOf = (request: Omit<RequestInput, 'model'>, ...labels: readonly string[]) =>
  estimate({ model: LLAMA_8B, ...request })
    .components.filter(({ label }) => labels.includes(label))
    .reduce((sum, { bytes }) => sum + bytes, 0);

describe('quantizations', () => {
  /** Bytes of the linears, and whether one at a time is expanded to 16 bit. */
  const COUNTS: Readonly<Record<QuantizationId, readonly [bytes: number, expands: boolean]>> = {
    none: [2 * LINEARS, false],
    // bitsandbytes: half a byte, an fp32 absmax for 64; nested, a byte for 64 and an fp32 for 256 of them.
    nf4: [LINEARS * (1 / 2 + 4 / 64), true],
    'nf4-dq': [LINEARS * (1 / 2 + 1 / 64 + 4 / 64 / 256), true],
    // LLM.int8: an fp32 a row.
    int8: [LINEARS + 4 * OUTPUTS, true],
    // Groups of 128 with a 16-bit scale and a 4-bit zero.
    gptq: [(LINEARS / 128) * (64 + 2 + 0.5), true],
    awq: [(LINEARS / 128) * (64 + 2 + 0.5), true],
    // Groups of 64 with a 16-bit scale and zero.
    hqq: [(LINEARS / 64) * (32 + 2 + 2), true],
    fp8: [LINEARS, true],
    // OCP MX: 32 values of 4 bit and a scale of 8. NVFP4: 16 values and an fp8 scale.
    mxfp4: [(LINEARS / 32) * (16 + 1), true],
    nvfp4: [(LINEARS / 16) * (8 + 1), true],
    // mlx: groups of 64 with a 16-bit scale and bias.
    'mlx-4bit': [(LINEARS / 64) * (32 + 2 + 2), false],
  };

  it('are all counted', () => expect(Object.keys(COUNTS).toSorted()).toEqual(Object.keys(QUANTIZATIONS).toSorted()));

  it.each(Object.entries(COUNTS) as [QuantizationId, readonly [number, boolean]][])(
    '%s',
    (quantization, [bytes, expands]) => {
      const request = {
        method: 'lora',
        quantization,
        ...(quantization === 'mlx-4bit' ? { framework: 'mlx' as const } : {}),
      } as const;
      // mlx-lm quantizes table and head too.
      if (quantization !== 'mlx-4bit') expect(bytesOf(request, 'Base model weights')).toBeCloseTo(bytes + 2 * REST, 0);
      expect(
        QUANTIZATIONS[quantization].bytesPerWeight === null
          ? 2
          : (bytes - QUANTIZATIONS[quantization].bytesPerRow * OUTPUTS) / LINEARS,
      ).toBeCloseTo(QUANTIZATIONS[quantization].bytesPerWeight ?? 2, 9);
      expect(bytesOf(request, 'Dequantized weight')).toBe(expands ? 2 * LARGEST : 0);
    },
  );

  it('say what their code says of them', () => {
    const idsWhere = (holds: (row: (typeof QUANTIZATIONS)[QuantizationId]) => unknown) =>
      (Object.keys(QUANTIZATIONS) as QuantizationId[]).filter((id) => holds(QUANTIZATIONS[id])).toSorted();
    // transformers' bitsandbytes replaces linears of towers too; Params4bit are not moved to the meta device.
    expect(idsWhere((row) => 'coversTowers' in row)).toEqual(['int8', 'nf4', 'nf4-dq']);
    expect(idsWhere((row) => 'staysOnGpu' in row)).toEqual(['nf4', 'nf4-dq']);
    expect(idsWhere((row) => 'nested' in row)).toEqual(['nf4']);
    expect(idsWhere((row) => !row.frozen)).toEqual(['none']);
  });
});

describe('precisions', () => {
  /** Bytes a parameter: weights and copies, gradients, AdamW's states; and what the step makes beside. */
  const COUNTS = {
    'fp32-master': [4, 4, 8, 0],
    'fp8-compute': [4, 4, 8, 0],
    'pure-bf16': [2, 2, 4, 0],
    // 16-bit weights beside fp32 masters; gradients are cast to fp32 for the step.
    'bf16-master': [2 + 4, 2, 8, 4],
    // Megatron's main_grad.
    'main-gradients': [2 + 4, 4, 8, 0],
  } as const satisfies Record<keyof typeof PRECISIONS, readonly number[]>;

  it('are all counted', () => expect(Object.keys(COUNTS).toSorted()).toEqual(Object.keys(PRECISIONS).toSorted()));

  it.each(Object.entries(COUNTS) as [keyof typeof PRECISIONS, readonly number[]][])('%s', (precision, perParameter) => {
    const request = { method: 'full', precision, accumulation: 2 } as const;
    const bytes = ['Model weights', 'Gradients', 'Optimizer states', 'Optimizer temporaries'].map(
      (label) => bytesOf(request, label) / (LINEARS + REST),
    );
    expect(bytes).toEqual(perParameter);
  });
});

describe('checkpointing', () => {
  const STREAM = 2 * 2048 * 4096;
  /** Blocks whose input is kept on the GPU, of 32; the rest keeps all, or waits on the host. */
  const INPUTS = {
    on: 32,
    offload: 0,
    alternate: 16,
    'every-4': 8,
    off: 0,
    'selective-op': 32,
  } as const satisfies Record<keyof typeof CHECKPOINTINGS, number>;

  it('is counted for every row', () =>
    expect(Object.keys(INPUTS).toSorted()).toEqual(Object.keys(CHECKPOINTINGS).toSorted()));

  it.each(Object.entries(INPUTS) as [keyof typeof CHECKPOINTINGS, number][])('%s', (checkpointing, inputs) => {
    const of = (how: keyof typeof CHECKPOINTINGS) =>
      estimate({ model: LLAMA_8B, method: 'lora', checkpointing: how })
        .components.filter(({ id }) => id === 'activations')
        .reduce((sum, { bytes }) => sum + bytes, 0);
    const whole = of('off') / 32;
    const kept = { on: 0, offload: 0, alternate: 16, 'every-4': 24, off: 32 }[checkpointing as string];
    if (kept === undefined) expect(of(checkpointing)).toBeGreaterThan(of('on'));
    else if (checkpointing === 'offload') expect(of(checkpointing)).toBeLessThan(of('on'));
    else expect(of(checkpointing)).toBeCloseTo(inputs * STREAM + kept * whole, -3);
  });

  it.each([
    // A forward pass of a third is run again: 3 of 4. Half of it: 3 of 3.5. A quarter: 3 of 3.25.
    ['on', 0.75],
    ['alternate', 0.87],
    ['every-4', 0.93],
    ['off', 1],
    ['selective-op', 0.92],
    ['offload', 0.73],
  ] as const)('%s trains at %f of the speed', (id, speed) => {
    expect(CHECKPOINTINGS[id].relativeSpeed).toBe(speed);
  });
});

describe('caches of keys and values', () => {
  /** Bytes of a value among old tokens; how many of the newest stay whole. */
  const COUNTS = {
    plain: [2, 0],
    fp8: [1, 0],
    // transformers' QuantizedCache: a 16-bit scale and zero for 64, residual_length 128.
    int8: [1 + 4 / 64, 128],
    int4: [1 / 2 + 4 / 64, 128],
  } as const satisfies Record<keyof typeof KV_CACHES, readonly [number, number]>;

  it('are all counted', () => expect(Object.keys(COUNTS).toSorted()).toEqual(Object.keys(KV_CACHES).toSorted()));

  it.each(Object.entries(COUNTS) as [keyof typeof KV_CACHES, readonly [number, number]][])(
    '%s',
    (kvCache, [perValue, recent]) => {
      const tokens = 8192;
      const values = 32 * 2 * 1024;
      const { components } = estimate({ model: LLAMA_8B, method: 'inference', kvCache, sequenceLength: tokens });
      expect(components.find(({ id }) => id === 'kv-cache')?.bytes).toBeCloseTo(
        values * ((tokens - recent) * perValue + recent * 2),
        -1,
      );
    },
  );
});
