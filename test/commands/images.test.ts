import { describe, expect, it } from 'vitest';
import { IMAGE_OPTIONS } from '../../commands/options/image.ts';
import { say, wordsOf } from './ask.ts';

const option = { name: 'images', example: IMAGE_OPTIONS.images.about.example };

describe('an image in a question', () => {
  it('is counted, with its tower', async () => {
    const words = wordsOf(await say('qwen2.5 vl 7b lora gpu:48 images:1@1024 tower:frozen'));
    expect(words).toMatch(/an image of 1,036 × 1,036 an example: 1,369 of the 2,048 tokens, tower frozen/);
    expect(wordsOf(await say('qwen2.5 vl 7b lora gpu:48 images:1'))).toMatch(/Vision tower, activations/);
  });
  it.each([
    ['llama 8b images:1', /sees no images: it has no vision tower/],
    ['qwen2.5 vl 7b images:2x', /it can be 1 to 1,000 images/],
    ['qwen2.5 vl 7b images:1 tower:half', /"vision_tower" is "half"/],
  ])('%s', async (text, sentence) => {
    expect((await say(text)).error?.message).toMatch(sentence);
  });
  it('leaves to max and fit what can see', async () => {
    expect((await say('max qwen2.5 vl 7b qlora gpu:24 images:1')).error).toBeUndefined();
    const fits = wordsOf(await say('fit gpu:24 images:1'));
    expect(fits).toMatch(/VL|Gemma/);
    expect(fits).not.toMatch(/Llama 3\.1 8B/);
  });
});

describe('images', () => {
  it.each([
    ['2', { count: 2 }],
    ['1@1024', { count: 1, size: { width: 1024, height: 1024 } }],
    ['4@1280x720', { count: 4, size: { width: 1280, height: 720 } }],
    ['1280 x 720', { count: 1, size: { width: 1280, height: 720 } }],
    ['3 images', { count: 3 }],
    ['512px', { count: 1, size: { width: 512, height: 512 } }],
  ])('%s', (given, images) => {
    expect(IMAGE_OPTIONS.images.type.parse(given, option)).toEqual(images);
  });
  it.each(['', '0', '-1', '1.5', '2x', '2@', '2@5', '1@99999', '1@1024x', 'many', '9999999999', '1@1024x768x3'])(
    '%j is none',
    (given) => {
      expect(() => IMAGE_OPTIONS.images.type.parse(given, option)).toThrow(/it can be/);
    },
  );
});
