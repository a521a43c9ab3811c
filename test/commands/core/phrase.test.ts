import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { phrase } from '../../../commands/core/phrase.ts';
import { createBot } from '../../../commands/core/bot.ts';
import { commands } from '../../../commands/index.ts';
import { VRAM_OPTIONS } from '../../../commands/options/vram.ts';
import { makePlan, mention, said, textOf, UserError, type RequestInput } from '../../../src/index.ts';

function refusal(request: RequestInput): UserError {
  try {
    makePlan(request);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe('a sentence of the estimator', () => {
  it.each([
    [said`Use ${mention('quantization', 'nf4')}.`, 'Use quant:nf4.', 'Use quantization: nf4.'],
    [said`Leave ${mention('kvCache')} out.`, 'Leave kv_cache out.', 'Leave kvCache out.'],
    [said`${mention('objective', 'grpo', 'ppo')} generate.`, 'objective:grpo or ppo generate.', undefined],
    [
      said`Take ${mention('gpus', 4)} of ${mention('gpu', 'm4 max 64gb')}.`,
      'Take gpus:4 of gpu:"m4 max 64gb".',
      undefined,
    ],
    [said`${mention('vllmSleeps', true)} and ${mention('sequenceLength', 512)}`, 'sleep:yes and seq:512', undefined],
    [
      said`${mention('model', 'custom')} ${mention('params', '7b')}`,
      'model:custom params:7b',
      'model: custom params: 7b',
    ],
    [said`Leave ${mention('trainedLayers')} out.`, 'Leave scope out.', undefined],
  ])('is written in the grammar of the options: %j', (sentence, typed, plain) => {
    expect(phrase(sentence, VRAM_OPTIONS)).toBe(typed);
    if (plain) expect(textOf(sentence)).toBe(plain);
  });

  it('says what contradicts what as data, and in both grammars', () => {
    const error = refusal({ model: 'meta-llama/Llama-3.1-8B', method: 'full', quantization: 'nf4' });
    expect(error.about).toMatchObject({ field: 'quantization', value: 'nf4', allowed: { oneOf: ['none'] } });
    expect(error.message).toContain('quantization: nf4');
    expect(phrase(error.what, VRAM_OPTIONS)).toContain('quant:nf4');
    expect(phrase(error.next!, VRAM_OPTIONS)).toBe('Use method:qlora, or leave quant out.');
  });

  it('reaches people in their own words', async () => {
    const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
    const caller = { platform: 'test', tenant: '', user: '', locale: 'en' };
    const args = 'model:8b method:full quant:nf4';
    const reply = await createBot({ commands, log }).run({ id: 'test', command: 'vram', args, caller });
    expect(reply.error).toMatchObject({ hint: 'Use method:qlora, or leave quant out.' });
  });
});

it('speaks no chat in src/', () => {
  const strays = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .flatMap((path) => {
      const found = readFileSync(`src/${path}`, 'utf8').match(/["'`. ](?:Use|use|Say|or) [a-z_]+:[a-z0-9"$]\S*/g) ?? [];
      return found.map((one) => `${path}: ${one}`);
    });
  expect(strays).toEqual([]);
});
