import { describe, expect, it } from 'vitest';
import { MODELS } from '../../../src/index.ts';
import type { Reply } from '../../../commands/core/reply.ts';
import { actionsOf, ask, press, say } from '../ask.ts';

interface FitData {
  readonly methods: readonly {
    readonly method: string;
    readonly models: readonly { readonly model: string; readonly name: string; readonly verdict: string }[];
    readonly nearMisses: readonly { readonly model: string }[];
  }[];
}

function verdicts(reply: Reply, method: string): Readonly<Record<string, string>> {
  const found = (reply.data as FitData).methods.find((one) => one.method === method);
  return Object.fromEntries(found!.models.map(({ name, verdict }) => [name, verdict]));
}

describe("the guide's hardware tiers", () => {
  it.each([
    ['12', 'qlora', ['Llama 3.1 8B', 'Qwen3 8B', 'Mistral 7B v0.3']],
    ['16', 'qlora', ['Llama 3.1 8B', 'Qwen3 8B', 'Gemma 4 E4B', 'Gemma 2 9B']],
    ['24', 'qlora', ['Qwen3 14B', 'Phi-4 14B', 'Gemma 3 27B', 'Qwen3 32B']],
    ['24', 'lora', ['Llama 3.1 8B', 'Qwen3 8B']],
    ['48', 'qlora', ['Llama 3.3 70B Instruct', 'Qwen2.5 32B']],
    ['80', 'qlora', ['Llama 3.3 70B Instruct', 'Qwen2.5 72B']],
    ['m4 max 64gb', 'qlora', ['Qwen3 32B', 'Gemma 3 27B']],
  ])('fit %s holds %s of %j', async (gpu, method, names) => {
    const held = verdicts(await ask('vram-fit', { gpu }), method);
    expect(Object.keys(held)).toEqual(expect.arrayContaining(names));
  });

  it('12 GB does not hold Gemma 4 E4B', async () => {
    const reply = await ask('vram-fit', { gpu: '12', method: 'qlora', family: 'gemma-4' });
    expect(verdicts(reply, 'qlora')).not.toHaveProperty('Gemma 4 E4B');
  });

  it('24 GB holds 14B comfortably, and 32B with short sequences only', async () => {
    const held = verdicts(await ask('vram-fit', { gpu: '24' }), 'qlora');
    expect(held).toMatchObject({ 'Qwen3 14B': 'fits' });
    expect(held).toHaveProperty('Qwen3 32B');
    const long = verdicts(await ask('vram-fit', { gpu: '24', seq: '8k' }), 'qlora');
    expect(long).not.toHaveProperty('Qwen3 32B');
    expect(long).toHaveProperty('Qwen3 14B');
  });

  it('80 GB does not hold a full 8B at 16 bytes, but one at 8', async () => {
    const reply = await ask('vram-fit', { gpu: '80', method: 'full' });
    expect(verdicts(reply, 'full')).not.toHaveProperty('Llama 3.1 8B');
    const lean = verdicts(await ask('vram-fit', { gpu: '80', method: 'full', dtype: 'pure-bf16' }), 'full');
    expect(lean).toHaveProperty('Llama 3.1 8B');
  });

  it('80 GB does not hold a bf16 70B; a 141 GB card or more does', async () => {
    expect(verdicts(await ask('vram-fit', { gpu: '80' }), 'lora')).not.toHaveProperty('Llama 3.3 70B Instruct');
    expect(verdicts(await ask('vram-fit', { gpu: 'mi300x' }), 'lora')).toHaveProperty('Llama 3.3 70B Instruct');
  });

  it('80 GB holds a large mixture of experts where the framework quantizes the experts', async () => {
    const unsloth = verdicts(await ask('vram-fit', { gpu: '80', method: 'qlora', framework: 'unsloth' }), 'qlora');
    expect(unsloth).toHaveProperty('gpt-oss 120b');
  });
});

describe('several cards', () => {
  it('hold what is said of them themselves, and more with weights in host memory', async () => {
    const reply = await ask('vram-fit', { gpu: '2x3090', method: 'qlora' });
    expect(reply.summary).toMatch(/^QLoRA to Qwen3 32B, with weights in host memory to /);
    expect(verdicts(reply, 'qlora')).toHaveProperty('Llama 3.3 70B Instruct');
  });

  it('without host memory say nothing of it', async () => {
    const reply = await ask('vram-fit', { gpu: '2x3090', method: 'qlora', sharding: 'fsdp' });
    expect(reply.summary).not.toContain('host memory');
  });
});

describe('vram-fit', () => {
  it('is asked for in text', async () => {
    const reply = await say('fit 4090');
    expect(reply.title).toBe('What fits on RTX 4090');
    expect(reply.summary).toMatch(/^Full fine-tuning to .*; LoRA to .*; QLoRA to .*23\.6 GiB usable\.$/);
  });

  it('answers for the whole catalogue by default', async () => {
    const { methods } = (await ask('vram-fit', { gpu: 'b300' })).data as FitData;
    expect(methods.map(({ method }) => method)).toEqual(['full', 'lora', 'qlora']);
    expect(methods[2]!.models.length).toBeGreaterThan(0.9 * MODELS.length);
  });

  it('narrows by family and by method', async () => {
    const { methods } = (await ask('vram-fit', { gpu: '48', family: 'qwen3', method: 'lora' })).data as FitData;
    expect(methods).toHaveLength(1);
    for (const { name } of methods[0]!.models) expect(name).toMatch(/^Qwen3/);
  });

  it('offers the largest as buttons that fit', async () => {
    for (const action of actionsOf(await ask('vram-fit', { gpu: '4090' }))) {
      const pressed = await press(action);
      expect(pressed.error).toBeUndefined();
      expect(pressed.tone).not.toBe('bad');
    }
  });

  it('says so where nothing fits', async () => {
    const reply = await ask('vram-fit', { gpu: '4090', family: 'deepseek-v3' });
    expect(reply.tone).toBe('bad');
    expect(reply.summary).toContain('Nothing of it fits');
  });

  it.each([
    [{ gpu: '9999xyz' }, /no known device/],
    [{ gpu: '4090', family: 'zzzz qqqq' }, /No model/],
    [{ gpu: '2x4090', gpus: '3' }, /2 cards/],
    [{}, /"gpu" is missing/],
  ])('%j is refused in a sentence', async (args, words) => {
    const reply = await ask('vram-fit', args);
    expect(reply.error?.message).toMatch(words);
  });
});
