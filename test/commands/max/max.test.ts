import { describe, expect, it } from 'vitest';
import { actionsOf, ask, press, say } from '../ask.ts';

interface MaxData {
  readonly limits: Readonly<Record<string, { readonly fits: number | null; readonly tight: number | null }>>;
}

describe('vram-max', () => {
  it('is asked for in text', async () => {
    const reply = await say('max model:32b gpu:48 method:qlora');
    expect(reply.title).toBe('Qwen3 32B · QLoRA · RTX 6000 Ada · limits');
    expect(reply.summary).toMatch(/^Up to [\d,]+ tokens \(tight to [\d,]+\) at micro-batch 1\.$/);
  });

  it('is exact: its own number fits, one more does not', async () => {
    const { limits } = (await ask('vram-max', { model: '8b', gpu: '4090', method: 'qlora' })).data as MaxData;
    for (const [axis, option] of [
      ['sequenceLength', 'seq'],
      ['microBatch', 'batch'],
      ['rank', 'rank'],
    ] as const) {
      const at = async (value: number) =>
        (await ask('vram', { model: '8b', gpu: '4090', method: 'qlora', [option]: String(value) })).tone;
      const { fits, tight } = limits[axis]!;
      expect(await at(fits!)).toBe('good');
      expect(await at(fits! + 1)).toBe('warning');
      expect(await at(tight!)).toBe('warning');
      expect(await at(tight! + 1)).toBe('bad');
    }
  });

  it('is exact on several cards too, in whichever way of sharing goes furthest', async () => {
    const given = { model: '70b', gpu: '2x3090', method: 'qlora' };
    const reply = await ask('vram-max', given);
    const { fits, tight } = (reply.data as MaxData).limits['sequenceLength']!;
    const at = async (seq: number) => (await ask('vram', { ...given, seq: String(seq) })).tone;
    expect(await at(fits!)).toBe('good');
    expect(await at(fits! + 1)).toBe('warning');
    expect(await at(tight! + 1)).toBe('bad');
  });

  it('has no rank to speak of in a full fine-tune', async () => {
    const { limits } = (await ask('vram-max', { model: '1b', gpu: '80', method: 'full' })).data as MaxData;
    expect(Object.keys(limits)).toEqual(['sequenceLength', 'microBatch']);
  });

  it('its buttons fit', async () => {
    const actions = actionsOf(await ask('vram-max', { model: '14b', gpu: '24' }));
    expect(actions.length).toBeGreaterThan(2);
    for (const action of actions) expect((await press(action)).tone).not.toBe('bad');
  });

  it('asks for a card', async () => {
    expect((await ask('vram-max', { model: '8b' })).error?.message).toMatch(/"gpu" is missing/);
  });
});
