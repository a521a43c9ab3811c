import { describe, expect, it } from 'vitest';
import {
  estimate,
  FRAMEWORKS,
  makePlan,
  presetWords,
  type FrameworkId,
  type RequestInput,
} from '../../../src/index.ts';
import type { FrameworkRow } from '../../../src/facts/frameworks.ts';

const LLAMA_2 = 'meta-llama/Llama-2-7b-hf';
const FALCON = 'tiiuae/falcon-7b';

/** Bytes of one component, by its label. */
function bytesOf(request: RequestInput, label: string): number {
  return estimate(request).components.reduce((sum, one) => (one.label === label ? sum + one.bytes : sum), 0);
}

describe('litgpt', () => {
  const shape = { model: LLAMA_2, framework: 'litgpt', microBatch: 2, sequenceLength: 1024, targets: 'qv' } as const;
  const logits = 2 * 1024 * 32_000;

  it('keeps fp32 logits and their log-softmax of all tokens, and differentiates 128 tokens of a sequence at a time', () => {
    const hidden = 6 * 2 * 1024 * 4096;
    expect(bytesOf({ ...shape, method: 'lora' }, 'Logits and loss')).toBe(8 * logits + 8 * 256 * 32_000 + hidden);
    expect(bytesOf({ ...shape, method: 'lora' }, 'Logits that the loop still refers to')).toBe(4 * logits);
  });

  it('a block of Llama 2 keeps 43.2 bytes per token and hidden unit, as autograd does with its code', () => {
    const [block] = makePlan({ ...shape, method: 'lora' }).share.blocks;
    // 44.2 measured on a CPU, where dropout keeps its mask in 16 bit and not in 8.
    expect(block!.storedBytes / 4096).toBeCloseTo(43.2, 1);
  });

  it('one pair of matrices for q and v alone pads its output, and keeps it', () => {
    const [qv, qkv] = (['qv', 'qkv'] as const).map(
      (targets) => makePlan({ ...shape, method: 'lora', targets }).share.blocks[0],
    );
    expect(qv!.storedBytes - qkv!.storedBytes).toBeCloseTo(2 * 2 * 4096, 6);
  });

  it('repeats the one key and value of Falcon 7B for each of 71 query heads', () => {
    const [expanded] = makePlan({ ...shape, model: FALCON, method: 'lora', targets: 'qkv' }).share.blocks;
    const [shared] = makePlan({
      ...shape,
      model: FALCON,
      method: 'lora',
      targets: 'qkv',
      framework: 'transformers',
    }).share.blocks;
    expect(expanded!.storedBytes).toBeGreaterThan(shared!.storedBytes + 2 * 70 * 64);
  });

  it('quantizes the head, which is expanded for the loss', () => {
    const head = 32_000 * 4096;
    const quantized = { ...shape, method: 'qlora', quantization: 'nf4' } as const;
    const kept = bytesOf({ ...quantized, overrides: { quantizesHead: false } }, 'Base model weights');
    expect(kept - bytesOf(quantized, 'Base model weights')).toBeCloseTo(head * (2 - 0.5625), 0);
    expect(bytesOf(quantized, 'Dequantized head')).toBe(2 * head);
    expect(bytesOf({ ...quantized, overrides: { quantizesHead: false } }, 'Dequantized head')).toBe(0);
  });
});

describe('torchtitan', () => {
  const LLAMA_8B = 'meta-llama/Llama-3.1-8B';
  const shape = { model: LLAMA_8B, method: 'full', sequenceLength: 8192, gpus: 8, sharding: 'fsdp' } as const;
  const [hidden, keys, intermediate, layers] = [4096, 1024, 14_336, 32];

  it.each([
    // Input, query, value, attention's output, first and third product of the MLP.
    ['torchtitan-2025', 4 * hidden + keys + intermediate],
    // Queries, keys and values are one product there.
    ['torchtitan', 4 * hidden + 2 * keys + intermediate],
  ] as const)('%s stores the outputs of attention and every second product', (framework, width) => {
    expect(bytesOf({ ...shape, framework }, 'Activations, checkpointed')).toBe(2 * width * layers * 8192);
  });

  it('saves no product of routed experts: grouped products are not on its list', () => {
    const [block] = makePlan({ model: 'Qwen/Qwen3-30B-A3B', method: 'full', framework: 'torchtitan-2025' }).share
      .blocks;
    expect(block!.productBytes).toBe(2 * (32 * 128 + 4 * 128 + 32 * 128));
  });

  it.each([
    ['torchtitan', (14 / 8) * 8192 * 128_256],
    ['torchtitan-2025', 12 * 8192 * 128_256],
  ] as const)('%s has so many bytes of logits', (framework, bytes) => {
    expect(bytesOf({ ...shape, framework }, 'Logits and loss')).toBeCloseTo(bytes + 6 * 8192 * hidden, -1);
  });
});

describe('torchtune', () => {
  it('keeps the log-softmax of all tokens, and differentiates an eighth of them at a time', () => {
    const shape = { model: LLAMA_2, method: 'lora', framework: 'torchtune', sequenceLength: 4096 } as const;
    expect(bytesOf(shape, 'Logits and loss')).toBe((4 + 8 / 8) * 4096 * 32_000 + 8 * 4096 * 4096);
  });
});

describe('presets', () => {
  const LLAMA_8B = 'meta-llama/Llama-3.1-8B';
  const ids = Object.keys(FRAMEWORKS) as FrameworkId[];

  it.each(ids.filter((id) => id !== 'mlx'))('%s is named in the answer with what it assumes', (framework) => {
    const { label, loss, checkpointing, optimizer, full } = presetWords(framework);
    const { assumptions } = estimate({ model: LLAMA_8B, method: 'full', framework });
    const text = assumptions.join('; ');
    for (const words of [`framework ${label}`, loss, optimizer, full]) expect(text).toContain(words);
    expect(text).toContain(`gradient checkpointing ${checkpointing.split(';')[0]}`);
  });

  it.each(ids)('%s names the code of each default: a file or change of its repository', (framework) => {
    const { sources }: FrameworkRow = FRAMEWORKS[framework];
    expect(sources.length).toBeGreaterThan(0);
    for (const { url } of sources) expect(url).toMatch(/^https:\/\/github\.com\//);
  });

  it.each([
    ['trl', 4 + 4 + 8],
    ['axolotl', 2 + 2 + 4],
    ['torchtune', 2 + 2 + 4],
    // Weights, masters, gradients, states.
    ['deepspeed', 2 + 4 + 2 + 8],
    ['megatron-bridge', 2 + 4 + 4 + 8],
  ] as const)('%s keeps %d bytes per parameter of a full fine-tune', (framework, bytes) => {
    const request = { model: LLAMA_8B, method: 'full', framework, accumulation: 2 } as const;
    const kept = ['Model weights', 'Gradients', 'Optimizer states'].reduce(
      (sum, one) => sum + bytesOf(request, one),
      0,
    );
    expect(kept / 8_030_261_248).toBeCloseTo(bytes, 2);
  });

  it('gradients of Megatron lie in a buffer that is there in every phase', () => {
    const { components } = estimate({ model: LLAMA_8B, method: 'full', framework: 'megatron-bridge' });
    expect(components.find(({ label }) => label === 'Gradients')!.phases).toContain('forward');
  });

  it('the distributed optimizer of Megatron divides masters and states: 6 bytes and 12 ÷ 8 of them', () => {
    const request = { model: LLAMA_8B, method: 'full', framework: 'megatron-bridge', gpus: 8 } as const;
    expect(estimate(request).request.sharding).toBe('distributed-optimizer');
    const kept = ['Model weights', 'Gradients', 'Optimizer states'].reduce(
      (sum, one) => sum + bytesOf(request, one),
      0,
    );
    expect(kept / 8_030_261_248).toBeCloseTo(6 + 12 / 8, 2);
  });

  it.each([
    ['transformers', 'lora', 'off'],
    ['transformers', 'qlora', 'on'],
    ['trl', 'lora', 'on'],
    ['trl-2024', 'qlora', 'off'],
    ['unsloth', 'qlora', 'offload'],
    ['torchtitan', 'full', 'selective-op'],
  ] as const)('%s with %s: gradient checkpointing %s', (framework, method, checkpointing) => {
    expect(estimate({ model: LLAMA_8B, method, framework }).request.checkpointing).toBe(checkpointing);
  });

  it.each([
    ['unsloth', 0],
    ['unsloth-2024', 8],
    ['megatron-bridge', 6],
    ['trl-2025', 12],
    ['trl-2024', 14],
  ] as const)('%s has %d bytes a logit', (framework, perLogit) => {
    const bytes = bytesOf({ model: LLAMA_8B, method: 'lora', framework }, 'Logits and loss');
    expect(bytes).toBe(perLogit * 2048 * 128_256 + 6 * 2048 * 4096);
  });

  it('fp8 products keep what bf16 does', () => {
    const [fp8, bf16] = (['fp8-compute', 'fp32-master'] as const).map(
      (precision) => estimate({ model: LLAMA_8B, method: 'full', precision }).peak.allocatedBytes,
    );
    expect(fp8).toBe(bf16);
  });
});

describe('torch.compile', () => {
  const LLAMA_8B = 'meta-llama/Llama-3.1-8B';
  const [hidden, keys, intermediate] = [4096, 1024, 14_336];

  it('a block keeps its norms, products and the flash kernel’s tensors alone, as autograd does with its code', () => {
    const [block] = makePlan({
      model: LLAMA_8B,
      method: 'full',
      precision: 'pure-bf16',
      autocast: false,
      compiled: true,
    }).share.blocks;
    // Two norms' inputs and outputs, queries, keys, values, output and its log-sum-exp, three of the MLP.
    expect(block!.storedBytes).toBe(2 * (4 * hidden + 2 * hidden + 2 * keys + 3 * intermediate) + 4 * 32);
  });

  it('leaves out the last product of a block checkpointed by operation: no gradient needs it', () => {
    const [eager, compiled] = [false, true].map(
      (on) =>
        makePlan({ model: LLAMA_8B, method: 'full', framework: 'torchtitan-2025', compiled: on }).share.blocks[0]!,
    );
    expect(eager!.productBytes - compiled!.productBytes).toBe(2 * hidden);
    expect(compiled!.productBytes).toBe(2 * (2 * hidden + keys + intermediate));
  });

  it.each([
    ['trl-2025', 'compiled'],
    ['torchtitan', 'chunked-eighths'],
    ['unsloth', 'fused-adaptive'],
  ] as const)('%s has the loss %s', (framework, loss) => {
    expect(estimate({ model: LLAMA_8B, method: 'full', framework, compiled: true }).request.loss).toBe(loss);
  });

  it('is named in the answer', () => {
    expect(estimate({ model: LLAMA_8B, compiled: true }).assumptions.join()).toContain('torch.compile');
    expect(estimate({ model: LLAMA_8B }).assumptions.join()).not.toContain('torch.compile');
  });
});

describe('the head’s gradient under FSDP2', () => {
  const shape = { model: 'meta-llama/Llama-3.1-8B', method: 'full', gpus: 8, sharding: 'fsdp2' } as const;
  const [vocabulary, hidden] = [128_256, 4096];

  it.each([
    ['is made when most of long logits are gone', 8192, 4 * 8192 * vocabulary],
    ['outweighs short ones', 256, 2 * 256 * vocabulary + 2 * vocabulary * hidden],
  ] as const)('%s', (_, sequenceLength, bytes) => {
    const request = { ...shape, framework: 'torchtitan-2025', compiled: true, sequenceLength } as const;
    expect(bytesOf(request, 'Logits and loss')).toBe(bytes + 6 * sequenceLength * hidden);
  });
});

describe('LoRA functions of Unsloth and axolotl', () => {
  const shape = { model: 'meta-llama/Llama-3.1-8B', method: 'lora' } as const;
  const [hidden, keys, intermediate] = [4096, 1024, 14_336];

  it('keep one input for queries, keys and values, one for the MLP, gate and up', () => {
    const [block] = makePlan({ ...shape, framework: 'unsloth' }).share.blocks;
    // Norms' inputs, both groups' inputs, queries, keys, values, attention's output with its log-sum-exp, gate and up.
    expect(block!.storedBytes).toBe(2 * (2 * hidden + 2 * hidden + 2 * hidden + 2 * keys + 2 * intermediate) + 4 * 32);
  });

  it.each([
    ['unsloth', undefined, true],
    ['axolotl', undefined, true],
    ['axolotl', 0.05, false],
    ['trl', undefined, false],
  ] as const)('%s with dropout %s: %s', (framework, loraDropout, fused) => {
    expect(makePlan({ ...shape, framework, loraDropout }).chosen.switches.fusedLora).toBe(fused);
  });
});

describe('a padding mask', () => {
  const shape = { model: 'meta-llama/Llama-3.1-8B', method: 'full', precision: 'pure-bf16', autocast: false } as const;

  it('costs 2 bytes per pair of tokens and layer, and keys and values as wide as the queries', () => {
    const [plain, masked] = (['sdpa', 'sdpa-mask'] as const).map(
      (attention) => makePlan({ ...shape, attention }).share.blocks[0]!,
    );
    expect(masked!.scoreBytes - plain!.scoreBytes).toBe(2);
    expect(masked!.storedBytes - plain!.storedBytes).toBe(2 * 2 * (4096 - 1024));
  });

  it('grows with the square of the length where nothing is recomputed', () => {
    const stored = (attention: 'sdpa' | 'sdpa-mask', sequenceLength: number) =>
      bytesOf({ ...shape, attention, sequenceLength, checkpointing: 'off' }, 'Activations');
    const keys = 2 * 2 * (4096 - 1024) * 32;
    expect(stored('sdpa-mask', 8192) - stored('sdpa', 8192)).toBe(8192 * keys + 2 * 32 * 8192 ** 2);
  });
});
