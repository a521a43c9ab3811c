import { describe, expect, it } from 'vitest';
import { MODELS } from '../../src/index.ts';
import { actionsOf, ask, press, say } from './ask.ts';

interface ModelsData {
  readonly models: readonly { readonly name: string; readonly moe?: object }[];
}

async function names(search: string): Promise<readonly string[]> {
  return ((await ask('vram-models', { search })).data as ModelsData).models.map(({ name }) => name);
}

describe('vram-models', () => {
  it('lists the most fine-tuned of all there are', async () => {
    const reply = await say('models');
    const { models } = reply.data as ModelsData;
    expect(models).toHaveLength(MODELS.length);
    expect(models[0]?.name).toBe('Llama 3.1 8B');
    expect(reply.summary).toContain('20 most fine-tuned are shown');
  });

  it('finds a family, a size and mixtures of experts', async () => {
    expect(await names('qwen3')).toContain('Qwen3 8B');
    expect(await names('70b')).toContain('Llama 3.3 70B Instruct');
    expect(await names('moe')).toContain('Mixtral 8x7B');
    expect(await names('moe')).not.toContain('Llama 3.1 8B');
  });

  it('each leads on to its estimate', async () => {
    for (const action of actionsOf(await ask('vram-models', 'qwen3')))
      expect((await press(action)).error).toBeUndefined();
  });

  it('refuses a name nobody has, and says what else can be given', async () => {
    const { error } = await ask('vram-models', 'nonsense-x');
    expect(error?.message).toContain('nonsense-x');
    expect(error?.hint).toContain('config.json');
  });
});
