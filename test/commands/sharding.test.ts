import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FRAMEWORKS, METHODS, MODELS, modelSlug, SHARDINGS } from '../../src/index.ts';
import { actionsOf, ask, press, say, wordsOf } from './ask.ts';

interface VramData {
  readonly peak: { readonly requiredBytes: number };
}

const needs = async (args: Record<string, string>) => ((await ask('vram', args)).data as VramData).peak.requiredBytes;

describe('sharding:', () => {
  it.each([
    ['ddp', 'data parallel (DDP)'],
    ['none', 'data parallel (DDP)'],
    ['zero1', 'ZeRO-1'],
    ['ZeRO-2', 'ZeRO-2'],
    ['z3', 'ZeRO-3'],
    ['fsdp2', 'FSDP2 full shard'],
    ['hybrid_shard', 'FSDP hybrid shard (within 8 GPUs)'],
    ['shard_grad_op', 'FSDP, gradients and states sharded (SHARD_GRAD_OP)'],
    ['cpu-offload', 'FSDP full shard, weights in host memory'],
    ['device_map', 'layers split over the GPUs'],
    ['tp', 'tensor parallel'],
    ['1f1b', 'pipeline parallel (1F1B)'],
    ['context-parallel', 'context parallel + FSDP'],
  ])('%s is assumed as %s, and stated', async (sharding, label) => {
    const reply = await ask('vram', { model: '8b', gpu: '4x4090', sharding });
    expect(reply.summary).toContain(`with ${label}`);
    expect(wordsOf(reply)).toContain(`4 GPUs, ${label}`);
  });

  it('auto is what an answer chooses without it', async () => {
    const given = { model: '70b', gpu: '2x3090' };
    expect(await needs({ ...given, sharding: 'auto' })).toBe(await needs(given));
    expect(await needs({ ...given, sharding: 'zero3' })).not.toBe(await needs(given));
  });

  it('each stage of ZeRO divides more', async () => {
    const bytes = [];
    for (const sharding of ['ddp', 'zero1', 'zero2', 'zero3'])
      bytes.push(await needs({ model: '8b', method: 'full', gpus: '8', sharding }));
    expect(bytes).toEqual(bytes.toSorted((a, b) => b - a));
    expect(new Set(bytes).size).toBe(bytes.length);
  });

  it('is understood in a sentence, and by every command that plans', async () => {
    expect((await say('70b qlora 4x3090 fsdp')).summary).toContain('with FSDP full shard');
    for (const command of ['vram-max', 'vram-compare', 'vram-cost']) {
      const reply = await ask(command, { model: '8b', gpu: '2x4090', sharding: 'zero3' });
      expect(wordsOf(reply), command).toContain('ZeRO-3');
    }
    const fits = await ask('vram-fit', { gpu: '2x3090', sharding: 'zero3', method: 'qlora' });
    expect(fits.summary).not.toBe((await ask('vram-fit', { gpu: '2x3090', sharding: 'ddp', method: 'qlora' })).summary);
  });

  it('without a card says how many share, and how', async () => {
    const reply = await ask('vram', { model: '70b', method: 'lora', gpus: '4', sharding: 'fsdp' });
    expect(reply.summary).toMatch(/GiB on each of 4 cards|on each of 4 cards, with FSDP full shard\.$/);
  });

  it('says that one card has nothing to share', async () => {
    const reply = await ask('vram', { model: '8b', gpu: '4090', sharding: 'fsdp' });
    expect(wordsOf(reply)).toContain('FSDP full shard divides nothing on one GPU');
    expect(await needs({ model: '8b', gpu: '4090', sharding: 'fsdp' })).toBe(await needs({ model: '8b', gpu: '4090' }));
  });

  it('the buttons of a comparison by sharding give its figures', async () => {
    const reply = await ask('vram-compare', { model: '70b', by: 'sharding', gpu: '4x3090' });
    const { ways } = reply.data as { ways: readonly { requiredBytes: number }[] };
    const actions = actionsOf(reply);
    expect(actions.length).toBeGreaterThan(3);
    for (const [index, action] of actions.entries())
      expect(((await press(action)).data as VramData).peak.requiredBytes).toBe(ways[index]!.requiredBytes);
  });

  it('names what is simpler than weights in host memory, where it fits', async () => {
    const words = wordsOf(await say('32b lora 4x3090'));
    expect(words).toMatch(
      /Without host memory: layers split over the GPUs \(device_map\), [\d.]+ GiB a card, (fits|tight); one card works at a time/,
    );
  });

  it('refuses what is none of them in a sentence', async () => {
    const reply = await ask('vram', { model: '8b', gpu: '4090', sharding: 'zero9' });
    expect(reply.error?.message).toMatch(/"sharding" is "zero9".*zero1/);
  });
});

describe('a comparison by the number of cards', () => {
  it('says how each number of them is used, and its buttons give the same', async () => {
    const reply = await ask('vram-compare', { model: '32b', method: 'lora', by: 'count', gpu: '4090' });
    const { ways } = reply.data as { ways: readonly { label: string; requiredBytes: number }[] };
    expect(ways.map(({ label }) => label)).toEqual([
      '1',
      ...[2, 4, 8, 16].map((n) => expect.stringMatching(`^${n} \\(`)),
    ]);
    expect(ways.at(-1)!.label).toBe('16 (FSDP full shard)');
    for (const [index, action] of actionsOf(reply).entries())
      expect(((await press(action)).data as VramData).peak.requiredBytes).toBe(ways[index]!.requiredBytes);
  });

  it('by sharding needs several', async () => {
    const reply = await ask('vram-compare', { model: '8b', by: 'sharding', gpu: '4090' });
    expect(reply.error?.message).toMatch(/there is one/);
  });
});

describe('degrees', () => {
  it('are read, and stated in the first sentence', async () => {
    const reply = await say('70b full 64xh100 fsdp tp:8');
    expect(reply.summary).toContain('with FSDP full shard (tp 8 × dp 8)');
    expect(wordsOf(reply)).toContain('8 cards share every matrix');
    expect(wordsOf(reply)).toContain('sequence parallel on');
  });

  it.each([
    ['8b 4090 tp:4', /tp:4 takes 4 GPUs or a multiple of them, and there is 1/],
    ['8b 3x3090 sharding:tp', /32 attention heads .* do not divide among 3 GPUs/],
    ['8b 8xh100 sharding:ep', /no routed experts/],
    ['8b 8xh100 tp:0', /"tp" is 0; it can be 1 to 512/],
    ['8b 64xh100 sharding:pp', /32 layers/],
  ])('%s is refused in a sentence', async (text, sentence) => {
    expect((await say(text)).error?.message).toMatch(sentence);
  });

  it('leave other hardware its own way of sharing', async () => {
    const reply = await say('8b full 8xh100 tp:8');
    expect(wordsOf(reply)).toMatch(/Several cards: .*RTX|Several cards/);
    expect(reply.error).toBeUndefined();
  });
});

describe('any way of sharing', () => {
  const questions = fc.record({
    command: fc.constantFrom('vram', 'vram-max', 'vram-cost'),
    args: fc.record({
      model: fc.constantFrom(...MODELS.map(modelSlug)),
      method: fc.constantFrom(...Object.keys(METHODS)),
      framework: fc.constantFrom(...Object.keys(FRAMEWORKS)),
      gpu: fc.constantFrom('4090', 'h100', 'mi300x', 't4'),
      gpus: fc.constantFrom('1', '2', '3', '8', '64'),
      sharding: fc.constantFrom(...Object.keys(SHARDINGS)),
      seq: fc.constantFrom('1', '8192', '131072'),
    }),
    degree: fc.constantFrom({}, { tp: '2' }, { pp: '2' }, { cp: '2' }, { ep: '2' }, { tp: '2', pp: '2', sp: 'no' }),
  });

  it('is answered with numbers or refused in a sentence, with any model, method and framework', async () => {
    const property = fc.asyncProperty(questions, async ({ command, args, degree }) => {
      const { sharding, ...others } = args;
      const options = command === 'vram-cost' ? { ...others, sharding } : { ...args, ...degree };
      const reply = await ask(command, options);
      expect(wordsOf(reply)).not.toMatch(/NaN|Infinity|undefined/);
      if (reply.error) expect(reply.error.message.length).toBeGreaterThan(20);
    });
    await fc.assert(property, { numRuns: 120 });
  }, 60_000);
});
