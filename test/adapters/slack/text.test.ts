import { describe, expect, it } from 'vitest';
import { cut, escapeText, inert, unescapeText } from '../../../adapters/slack/text.ts';

describe('unescapeText', () => {
  it.each([
    ['model:70b gpu:48', 'model:70b gpu:48'],
    ['model:a&amp;b', 'model:a&b'],
    ['seq&lt;4k &gt;', 'seq<4k >'],
    ['&amp;lt;', '&lt;'],
    ['&lt;@U1&gt;', '<@U1>'],
    ['<@U1|ann>', '@ann'],
    ['<@U1>', '@U1'],
    ['<#C1|general>', '#general'],
    ['<!here>', '@here'],
    ['<!subteam^S1|@ml-team>', '@ml-team'],
    ['<https://huggingface.co/Qwen/Qwen3-8B|huggingface.co/Qwen/Qwen3-8B>', 'huggingface.co/Qwen/Qwen3-8B'],
    ['<https://huggingface.co/Qwen/Qwen3-8B>', 'https://huggingface.co/Qwen/Qwen3-8B'],
    ['<https://x.example/?a=1&amp;b=2>', 'https://x.example/?a=1&b=2'],
    ['<mailto:a@b.example|a@b.example>', 'a@b.example'],
    ['a < b > c', 'a < b > c'],
    ['<>', '<>'],
    ['', ''],
  ])('%s is %s', (given, wanted) => {
    expect(unescapeText(given)).toBe(wanted);
  });

  it('reads a long hostile text in a moment', () => {
    expect(unescapeText('<@'.repeat(50_000))).toHaveLength(100_000);
    expect(unescapeText('<a:'.repeat(50_000))).toHaveLength(150_000);
  });

  it('undoes escapeText', () => {
    const text = 'a & b < c > d &amp; &lt;@U1&gt; <!channel>';
    expect(unescapeText(escapeText(text))).toBe(text);
  });
});

describe('cut', () => {
  it.each([
    ['short', 10, 'short'],
    ['exactly', 7, 'exactly'],
    ['a long one', 7, 'a long…'],
    ['ab😀cd', 5, 'ab😀…'],
    ['ab😀cd', 4, 'ab…'],
  ])('%s to %d is %s', (text, max, wanted) => {
    expect(cut(text, max)).toBe(wanted);
  });
});

it('inert text carries no control characters and is never empty', () => {
  expect(inert('a\u0000\u202Eb\tc')).toBe('ab c');
  expect(inert(' \u0007 ')).toBe('–');
  expect(inert('\ud800')).toBe('\ufffd');
});
