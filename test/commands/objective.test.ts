import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { readText } from '../../commands/grammar/text.ts';
import { OBJECTIVES, type Estimate } from '../../src/index.ts';
import { ask, say, wordsOf } from './ask.ts';

const read = (text: string, command = 'vram') => readText(commands, command, text).args;
const peakOf = async (text: string) => ((await say(text)).data as Estimate).peak.requiredBytes;

describe('the objective in words', () => {
  it.each([
    ['dpo 8b qlora', { objective: 'dpo', model: '8b', method: 'qlora' }],
    ['llama 3.1 8b lora orpo 4090', { model: 'llama 3.1 8b', method: 'lora', objective: 'orpo', gpu: '4090' }],
    ['can I do DPO on a 70B with two 3090s?', { objective: 'DPO', model: '70B', gpu: '2x 3090s' }],
    ['reward model 8b full', { objective: 'reward model', model: '8b', method: 'full' }],
    ['8b --stage rm', { model: '8b', objective: 'rm' }],
    ['8b rl:grpo', { model: '8b', objective: 'grpo' }],
    ['sft 8b', { objective: 'sft', model: '8b' }],
  ])('%s', (text, args) => {
    expect(read(text)).toEqual(args);
  });

  it.each(['vram', 'vram-max', 'vram-fit', 'vram-compare', 'vram-cost'])('is an option of %s', (name) => {
    expect(read('gpu:48 objective:kto', name)).toMatchObject({ objective: 'kto' });
  });

  it('is refused with a sentence where nobody knows it', async () => {
    const { error } = await ask('vram', { model: '8b', objective: 'dop' });
    expect(error?.message).toContain('did you mean "dpo"');
  });
});

describe('the objective in an answer', () => {
  it('stands in the title and in what was assumed; the usual one does not', async () => {
    const reply = await say('dpo 8b lora');
    expect(reply.title).toContain('LoRA · DPO');
    expect(wordsOf(reply)).toContain('DPO, 2 sequences an example, the base itself as reference');
    expect((await say('8b lora sft')).title).toBe((await say('8b lora')).title);
  });

  it('decides the figure, in every command', async () => {
    expect(await peakOf('8b full dpo')).toBeGreaterThan(await peakOf('8b full'));
    const longest = async (text: string) => (await say(text)).data as { limits: { sequenceLength: { fits: number } } };
    const [plain, pairs] = [await longest('max 8b 24gb'), await longest('max 8b 24gb dpo')];
    expect(pairs.limits.sequenceLength.fits).toBeLessThan(plain.limits.sequenceLength.fits / 1.9);
  });
});

describe('every objective', () => {
  const words = Object.keys(OBJECTIVES).map((id) => `objective:${id} method:lora batch:2`);
  const generating = ['grpo', 'ppo', 'distillation'].flatMap((id) => [
    `objective:${id} completion:2k`,
    `objective:${id} completion:1k seq:1100 vllm:0.3 sleep:yes`,
  ]);

  it.each([...words, ...generating])('is answered by every command that takes it: %s', async (options) => {
    for (const command of ['vram model:8b gpu:80', 'max model:8b gpu:80', 'compare model:8b']) {
      const reply = await say(`${command} ${options}`);
      expect(reply.error, `${command} ${options}`).toBeUndefined();
    }
  });

  it.each(Object.keys(OBJECTIVES))('%s has a cost', async (id) => {
    expect((await say(`cost model:8b objective:${id}`)).error).toBeUndefined();
  });
});
