import { describe, expect, it } from 'vitest';
import type { Action, RawArgs, Reply } from '../../../commands/core/reply.ts';
import { actionsOf, ask, press, say, wordsOf } from '../ask.ts';

interface VramData {
  readonly peak: { readonly requiredBytes: number };
  readonly fit: { readonly verdict: string } | null;
  readonly advice: {
    readonly suggestions: readonly { readonly verdict: string }[];
    readonly remedies: readonly { readonly labels: readonly string[]; readonly verdict: string }[];
    readonly hardware: { readonly gpu: string; readonly gpuCount: number } | null;
  } | null;
  readonly hardware: readonly { readonly group: string; readonly common: { readonly gpu: string } | null }[];
}

const dataOf = (reply: Reply) => reply.data as VramData;
const needs = async (args: RawArgs) => dataOf(await ask('vram', args)).peak.requiredBytes;

describe("the original's 8B at batch 1, 2K, checkpointing", () => {
  it.each([
    ['qlora', '12', true],
    ['qlora', '16', true],
    ['lora', '24', true],
    ['lora', '16', false],
    ['full', '80', false],
  ])('%s on %s GB: holds %s', async (method, gpu, holds) => {
    expect((await ask('vram', { model: '8b', method, gpu })).tone !== 'bad').toBe(holds);
  });

  it('full takes more than 100 GB; quantized inference about 6 GB', async () => {
    expect(await needs({ model: '8b', method: 'full' })).toBeGreaterThan(100e9);
    const inference = await needs({ model: '8b', method: 'inference', quant: 'nf4' });
    expect(inference / 1e9).toBeGreaterThan(5);
    expect(inference / 1e9).toBeLessThan(8.5);
  });
});

describe('the larger tiers', () => {
  it('48 GB holds 70B QLoRA', async () => {
    expect((await say('70b qlora 48')).tone).not.toBe('bad');
  });

  it('80 GB does not hold bf16 70B LoRA', async () => {
    expect((await ask('vram', { model: '70b', method: 'lora', gpu: '80' })).tone).toBe('bad');
  });

  it('a 64 GB Mac holds 32B', async () => {
    expect((await say('qwen3 32b qlora m4 max 64gb')).tone).toBe('good');
  });
});

describe('the hardware of an answer', () => {
  it.each([{ model: '8b' }, { model: '8b', gpu: '4090' }, { model: '70b', gpu: '12' }])(
    'is there for %j, group by group',
    async (args) => {
      const reply = await ask('vram', args);
      expect(dataOf(reply).hardware.map(({ group }) => group)).toContain('Mac');
      expect(wordsOf(reply)).toContain('Runs on');
    },
  );
});

describe('make it fit', () => {
  const CASES: readonly RawArgs[] = [
    { model: '70b', method: 'qlora', gpu: '2x3090', seq: '8k' },
    { model: '8b', method: 'full', gpu: '80' },
    { model: '8b', method: 'full', gpu: '24', dtype: 'pure-bf16' },
    { model: '70b', method: 'lora', gpu: '80' },
    {
      model: 'qwen3-8b',
      method: 'lora',
      gpu: '4090',
      batch: '8',
      seq: '8k',
      checkpointing: 'off',
      loss: 'materialized',
    },
    { model: '32b', method: 'qlora', gpu: '16' },
    { model: '70b', gpu: 'm4 max 64gb' },
    { params: '60b', gpu: '24' },
  ];

  it.each(CASES)('of %j: every button does what it says', async (args) => {
    const reply = await ask('vram', args);
    const { advice } = dataOf(reply);
    expect(advice).not.toBeNull();
    const promised = [
      ...advice!.remedies.map(({ labels, verdict }) => [labels.join(' + '), verdict] as const),
      ...(advice!.suggestions as readonly { label: string; verdict: string }[]).map(
        ({ label, verdict }) => [label, verdict] as const,
      ),
    ];
    const buttons = actionsOf(reply).filter((action) => promiseOf(action, promised));
    for (const button of buttons) {
      const pressed = await press(button);
      expect(pressed.error).toBeUndefined();
      expect(dataOf(pressed).fit?.verdict, button.label).toBe(promiseOf(button, promised));
    }
    expect(buttons.length).toBeGreaterThan(0);
  });

  function promiseOf({ label }: Action, promised: readonly (readonly [string, string])[]): string | undefined {
    const exact = promised.find(([text]) => text === label);
    return (exact ?? promised.find(([text]) => label.endsWith('…') && text.startsWith(label.slice(0, -1))))?.[1];
  }

  it('is silent where it fits', async () => {
    const reply = await ask('vram', { model: '8b', gpu: '4090' });
    expect(dataOf(reply).advice).toBeNull();
    expect(wordsOf(reply)).not.toContain('Make it fit');
  });

  it('comes right after the verdict', async () => {
    const { blocks } = await ask('vram', { model: '70b', gpu: '4090' });
    expect(blocks[0]).toMatchObject({ type: 'facts', title: 'Make it fit' });
  });
});

describe('what people type', () => {
  it.each([
    ['8b 4bit 24gb', 'nf4-dq'],
    ['8b int8 24gb', 'int8'],
  ])('%s: a bare width is of the weights', async (line, quantization) => {
    expect((await say(line)).data).toMatchObject({ request: { quantization, kvCache: 'plain' } });
  });

  it.each(['8b grpo h100', '8b ppo 24gb'])('%s: the hours leave the generating out, and that is said', async (line) => {
    expect(wordsOf(await say(line))).toContain('generating completions not counted');
  });
});

describe('what cannot be', () => {
  it.each([
    ['8b 3060 24gb', /does not exist/],
    ['8b 0x4090', /0 devices/],
    ['8b 1000x h100', /1000 devices/],
    ['8b qlora m4 max 64gb optimizer:adamw-8bit', /no bitsandbytes/],
    ['8b 2x m4 max 64gb', /training on 2 devices/],
    ['8b t4 dtype:bf16', /no bf16/],
    ['8b gpu:a100 quant:fp8', /no fp8/],
  ])('%s: one sentence', async (line, words) => {
    const { error } = await say(line);
    expect(error?.message).toMatch(words);
    expect(error?.message.match(/[.?](\s|$)/g)).toHaveLength(1);
  });

  it('a modified card that exists is known', async () => {
    expect((await say('8b 4090 48gb')).title).toContain('48GB');
  });
});
