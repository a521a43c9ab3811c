import { describe, expect, it } from 'vitest';
import { gpus } from '../../src/index.ts';
import { actionsOf, ask, press } from './ask.ts';

interface GpusData {
  readonly gpus: readonly { readonly id: string }[];
}

describe('vram-gpus', () => {
  it('lists all there are, the most common first', async () => {
    const reply = await ask('vram-gpus', {});
    const { gpus: found } = reply.data as GpusData;
    expect(found).toHaveLength(gpus.length);
    expect(found[0]?.id).toBe('rtx-4090');
    expect(reply.summary).toContain('20 most common are shown');
  });

  it.each([
    ['48gb', 'rtx-6000-ada'],
    ['m4 max', 'apple-m4-max-64gb'],
    ['a100', 'a100-80gb-sxm'],
    ['macs', 'apple-m4-max-64gb'],
    ['AMD', 'mi300x'],
  ])('finds %s', async (search, id) => {
    const { gpus: found } = (await ask('vram-gpus', search)).data as GpusData;
    expect(found.map((gpu) => gpu.id)).toContain(id);
  });

  it('each leads on to what fits on it', async () => {
    const [first] = actionsOf(await ask('vram-gpus', '3090'));
    expect((await press(first!)).title).toBe('What fits on RTX 3090');
  });

  it('refuses a name nobody has', async () => {
    expect((await ask('vram-gpus', { search: 'zzzzzz' })).error?.message).toContain('No device is called');
  });
});
