import { describe, expect, it } from 'vitest';
import { actionsOf, ask, press, say, wordsOf } from '../ask.ts';

interface CompareData {
  readonly ways: readonly { readonly label: string; readonly requiredBytes: number; readonly verdict: string | null }[];
  readonly refused: readonly string[];
}

describe('vram-compare', () => {
  it('puts full, LoRA and QLoRA side by side', async () => {
    const reply = await say('compare model:8b gpu:24');
    const { ways } = reply.data as CompareData;
    expect(ways.map(({ label, verdict }) => [label, verdict === 'no'])).toEqual([
      ['Full fine-tuning', true],
      ['LoRA', false],
      ['QLoRA', false],
    ]);
    expect(reply.summary).toMatch(
      /^From [\d.]+ GiB \(QLoRA\) to [\d.]+ GiB \(Full fine-tuning\)\. On RTX 4090 2 of 3 fit: LoRA; QLoRA\.$/,
    );
  });

  it.each([
    'objective',
    'gpu',
    'seq',
    'batch',
    'rank',
    'optimizer',
    'framework',
    'checkpointing',
    'loss',
    'quant',
    'sharding',
  ])('compares by %s', async (by) => {
    const reply = await ask('vram-compare', { model: '8b', by, gpu: by === 'sharding' ? '4x3090' : '4090' });
    const { ways } = reply.data as CompareData;
    expect(ways.length).toBeGreaterThan(3);
    for (const { requiredBytes, verdict } of ways) {
      expect(requiredBytes).toBeGreaterThan(0);
      expect(verdict).not.toBeNull();
    }
  });

  it('longer sequences, batches and higher ranks come out larger', async () => {
    for (const by of ['seq', 'batch', 'rank']) {
      const { ways } = (await ask('vram-compare', { model: '8b', by })).data as CompareData;
      const bytes = ways.map(({ requiredBytes }) => requiredBytes);
      expect(bytes).toEqual(bytes.toSorted((a, b) => a - b));
      expect(bytes.at(-1)).toBeGreaterThan(bytes[0]!);
    }
  });

  it('leaves out what does not go together, and says so', async () => {
    const reply = await ask('vram-compare', { model: '8b', by: 'framework', gpu: '4090' });
    expect((reply.data as CompareData).refused).toEqual(['mlx-lm']);
    expect(wordsOf(reply)).toContain('Left out, since they do not go together: mlx-lm.');
  });

  it('its buttons give the same figures', async () => {
    const reply = await ask('vram-compare', { model: 'qwen3-8b', by: 'loss', method: 'lora' });
    const { ways } = reply.data as CompareData;
    for (const [index, action] of actionsOf(reply).entries()) {
      const { peak } = (await press(action)).data as { peak: { requiredBytes: number } };
      expect(peak.requiredBytes).toBe(ways[index]!.requiredBytes);
    }
  });

  it('says what a way keeps in host memory', async () => {
    const { blocks } = await ask('vram-compare', { model: '8b', gpu: '2x4090' });
    expect(blocks).toContainEqual(
      expect.objectContaining({
        text: expect.stringMatching(/^In host memory besides: Full fine-tuning \d+\.\d GiB\. /),
      }),
    );
    const { blocks: none } = await ask('vram-compare', { model: '8b', gpu: '80' });
    expect(none).not.toContainEqual(expect.objectContaining({ text: expect.stringContaining('In host memory') }));
  });
});
