/** What each method trains of Llama 3.2 3B at its library's own size, counted by hand. A method without a count fails. */
import { describe, expect, it } from 'vitest';
import { estimate, makePlan, METHODS, type MethodId } from '../../../src/index.ts';
import type { MethodRow } from '../../../src/facts/methods.ts';

const MODEL = 'meta-llama/Llama-3.2-3B';
const LAYERS = 28;
const HIDDEN = 3072;
/** Of a block's seven linears: q, k, v, o, gate, up, down. */
const INPUTS = 6 * HIDDEN + 8192;
const OUTPUTS = HIDDEN + 1024 + 1024 + HIDDEN + 8192 + 8192 + HIDDEN;
const NORMS = 2 * LAYERS + 1;

interface Count {
  readonly trained: number;
  /** What `rank` counts where nobody says one; 16 unless the library has its own. */
  readonly size?: number;
  readonly quantization?: string;
  readonly base?: MethodRow['base'];
  readonly checkpointing?: string;
}

const lora = (rank: number) => rank * (INPUTS + OUTPUTS) * LAYERS;

const COUNTS: Readonly<Record<MethodId, Count>> = {
  full: { trained: 3_212_749_824, base: 'plain' },
  lora: { trained: lora(16) },
  qlora: { trained: lora(16), quantization: 'nf4-dq', base: 'quantized' },
  // A magnitude an output.
  dora: { trained: lora(16) + OUTPUTS * LAYERS },
  qdora: { trained: lora(16) + OUTPUTS * LAYERS, quantization: 'nf4-dq', base: 'quantized' },
  // Keys, values, and what goes into down.
  ia3: { trained: (1024 + 1024 + 8192) * LAYERS },
  // vera_lambda_d and _b.
  vera: { trained: (7 * 256 + OUTPUTS) * LAYERS, size: 256 },
  bitfit: { trained: OUTPUTS * LAYERS },
  // B alone.
  'lora-fa': { trained: 16 * OUTPUTS * LAYERS },
  // init_r 12; singular values and ranknum beside.
  adalora: { trained: lora(12) + (12 + 1) * 7 * LAYERS, size: 12 },
  loha: { trained: 2 * lora(16) },
  // 3,072 = 48 × 64, 1,024 = 32 × 32, 8,192 = 64 × 128: w1 whole, w2 of rank 16.
  lokr: {
    trained:
      LAYERS *
      (2 * (48 * 48 + 16 * (64 + 64)) +
        2 * (32 * 48 + 16 * (32 + 64)) +
        2 * (64 * 48 + 16 * (128 + 64)) +
        (48 * 64 + 16 * (64 + 128))),
  },
  // Skew-symmetric blocks of 32.
  oft: { trained: (INPUTS / 32) * ((32 * 31) / 2) * LAYERS, size: 32 },
  // boft_block_size 4, one butterfly factor, and boft_s.
  boft: { trained: (4 * INPUTS + OUTPUTS) * LAYERS },
  // n_frequency 1,000.
  fourierft: { trained: 1000 * 7 * LAYERS },
  miss: { trained: 64 * OUTPUTS * LAYERS, size: 64 },
  // theta and alpha of half the outputs each.
  road: { trained: OUTPUTS * LAYERS },
  'ln-tuning': { trained: NORMS * HIDDEN },
  'prompt-tuning': { trained: 20 * HIDDEN, size: 20 },
  // Prompts, and an MLP of three linears with biases.
  'p-tuning': { trained: 20 * HIDDEN + 3 * (HIDDEN * HIDDEN + HIDDEN), size: 20 },
  // Keys and values; PEFT cannot checkpoint there.
  'prefix-tuning': { trained: 20 * LAYERS * 2 * 1024, size: 20, checkpointing: 'off' },
  // adapter_len 10, a gate a block.
  adapter: { trained: (10 * HIDDEN + 1) * LAYERS, size: 10 },
  // litgpt: bias and scale of every linear, and the norms, besides.
  'adapter-v2': { trained: (10 * HIDDEN + 1 + 2 * OUTPUTS) * LAYERS + NORMS * HIDDEN, size: 10 },
  inference: { trained: 0 },
};

const rows: Readonly<Record<string, MethodRow>> = METHODS;

it('every method is counted', () => {
  expect(Object.keys(COUNTS).toSorted()).toEqual(Object.keys(rows).toSorted());
});

describe.each(Object.entries(COUNTS) as [MethodId, Count][])('%s', (method, count) => {
  it('trains so much at its own defaults', () => {
    const { request } = estimate({ model: MODEL, method });
    expect({
      trained: makePlan({ model: MODEL, method }).share.trained.elements,
      size: request.rank,
      quantization: request.quantization,
      checkpointing: request.checkpointing,
    }).toEqual({
      trained: count.trained,
      size: count.size ?? 16,
      quantization: count.quantization ?? 'none',
      checkpointing: count.checkpointing ?? 'on',
    });
  });

  it('is refused over a base that it does not go with', () => {
    const over = (quantization: 'none' | 'nf4') => () => estimate({ model: MODEL, method, quantization });
    if (count.base === 'plain') expect(over('nf4')).toThrow();
    else expect(over('nf4')).not.toThrow();
    if (count.base === 'quantized') expect(over('none')).toThrow();
    else expect(over('none')).not.toThrow();
  });
});
