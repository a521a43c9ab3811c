import { describe, expect, it } from 'vitest';
import type { OptionType } from '../../../commands/core/option.ts';
import { choice, isYesOrNo, yesNo } from '../../../commands/options/types/choice.ts';
import { integer, tokenCount } from '../../../commands/options/types/number.ts';
import { text } from '../../../commands/options/types/text.ts';
import { UserError } from '../../../src/errors.ts';

function mistake(type: OptionType<unknown>, given: string, name: string, example: string): UserError {
  try {
    type.parse(given, { name, example });
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error(`"${given}" was accepted`);
}

const OPTION = { name: 'x', example: '1' };

describe('integer', () => {
  const rank = integer({ min: 1, max: 1024, before: ['rank', 'r'], after: ['ranks'] });
  it.each([
    ['16', 16],
    [' 16 ', 16],
    ['+16', 16],
    ['1,024', 1024],
    ['1_024', 1024],
    ['r16', 16],
    ['Rank 16', 16],
    ['rank-16', 16],
    ['16 ranks', 16],
  ])('reads %s', (given, value) => {
    expect(rank.parse(given, OPTION)).toBe(value);
  });

  it.each([
    ['0', '"rank" is 0; it can be 1 to 1,024, for example rank:16.'],
    ['-1', '"rank" is -1; it can be 1 to 1,024, for example rank:16.'],
    ['−1', '"rank" is "−1"; it can be 1 to 1,024, for example rank:16.'],
    ['1000000000', '"rank" is 1000000000; it can be 1 to 1,024, for example rank:16.'],
    ['1.5', '"rank" is 1.5; it can be a whole number, 1 to 1,024, for example rank:16.'],
    ['1e9', '"rank" is "1e9"; it can be 1 to 1,024, for example rank:16.'],
    ['10,24', '"rank" is 10,24; it can be 1 to 1,024, for example rank:16.'],
    ['sixteen', '"rank" is "sixteen"; it can be 1 to 1,024, for example rank:16.'],
    ['', '"rank" is ""; it can be 1 to 1,024, for example rank:16.'],
    ['9'.repeat(400), `"rank" is "${'9'.repeat(79)}…"; it can be 1 to 1,024, for example rank:16.`],
  ])('refuses %.20s', (given, message) => {
    expect(mistake(rank, given, 'rank', '16')).toMatchObject({ code: 'invalid-option', message });
  });

  it.each([
    ['r16', true],
    ['16 ranks', true],
    ['16', false],
    ['r0', false],
    ['radeon', false],
  ])('tells %s by its look: %s', (word, expected) => {
    expect(rank.looks?.must?.(word)).toBe(expected);
  });
});

describe('tokenCount', () => {
  const seq = tokenCount({ min: 1, max: 10_000_000 });
  it.each([
    ['2048', 2048],
    ['2,048', 2048],
    ['2k', 2048],
    ['4K', 4096],
    ['1.5k', 1536],
    ['128 k', 131_072],
    ['1m', 1_048_576],
    ['512 tokens', 512],
    ['4k tok', 4096],
  ])('reads %s', (given, value) => {
    expect(seq.parse(given, OPTION)).toBe(value);
  });

  it.each(['0', '-1', '1000000000', '1.5', '1e9', '20m', 'k', '1.2345k', 'long', ''])('refuses %j', (given) => {
    expect(mistake(seq, given, 'seq', '2048').message).toMatch(
      /^"seq" is .*; it can be 1 to 10,000,000 tokens, for example seq:2048\.$/,
    );
  });

  it.each([
    ['4k', true],
    ['2048', true],
    ['48', false],
    ['4090', false],
    ['6000', false],
    ['20m', false],
  ])('tells %s by its look: %s', (word, expected) => {
    expect(seq.looks?.must?.(word)).toBe(expected);
  });
});

describe('choice', () => {
  const method = choice({
    full: { label: 'Full fine-tuning', aliases: ['fft', 'on'] },
    lora: { label: 'LoRA' },
    qlora: { label: 'QLoRA', aliases: ['4-bit lora'] },
  });
  it.each([
    ['full', 'full'],
    ['FFT', 'full'],
    ['full fine tuning', 'full'],
    ['LoRA', 'lora'],
    ['Q-LoRA', 'qlora'],
    ['4bit_lora', 'qlora'],
    ['on', 'full'],
  ])('reads %s as %s', (given, id) => {
    expect(method.parse(given, OPTION)).toBe(id);
  });

  it.each([
    ['qlroa', '"method" is "qlroa"; did you mean "qlora"? It can be full, lora or qlora, for example method:qlora.'],
    ['bananas', '"method" is "bananas"; it can be full, lora or qlora, for example method:qlora.'],
    ['', '"method" is ""; it can be full, lora or qlora, for example method:qlora.'],
    ['__proto__', '"method" is "__proto__"; it can be full, lora or qlora, for example method:qlora.'],
  ])('refuses %j', (given, message) => {
    expect(mistake(method, given, 'method', 'qlora').message).toBe(message);
  });

  it('offers its rows, and those that hold what was typed', () => {
    expect(method.values?.choices?.map(({ value }) => value)).toEqual(['full', 'lora', 'qlora']);
    expect(method.values?.suggest?.('LOR')).toEqual([
      { name: 'LoRA', value: 'lora' },
      { name: 'QLoRA', value: 'qlora' },
    ]);
  });

  it('leaves yes and no, and values that say nothing alone, to named options', () => {
    expect(method.looks?.must?.('fft')).toBe(true);
    expect(method.looks?.must?.('on')).toBe(false);
    const shared = choice({ none: { label: 'None' } }, { bare: false });
    expect([shared.looks?.must, shared.looks?.may?.('none'), shared.looks?.may?.('no')]).toEqual([
      undefined,
      true,
      false,
    ]);
    expect(choice({ on: { label: 'On' } }, { bare: 'never' }).looks).toEqual({});
  });

  it('counts what is too long to list', () => {
    const rows = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`row${i}`, { label: `Row ${i}` }]));
    const many = choice(rows);
    expect(many.values?.choices).toHaveLength(30);
    expect(many.values?.suggest?.('')).toHaveLength(25);
    expect(many.allowed).toMatch(/row10 or one of 19 more$/);
  });
});

describe('yesNo', () => {
  it.each([
    ['yes', true],
    ['TRUE', true],
    ['on', true],
    ['1', true],
    ['no', false],
    ['False', false],
    ['off', false],
    ['0', false],
  ])('reads %s', (given, value) => {
    expect(yesNo().parse(given, OPTION)).toBe(value);
    expect(isYesOrNo(given)).toBe(true);
  });

  it('refuses anything else', () => {
    expect(mistake(yesNo(), 'maybe', 'public', 'yes').message).toBe(
      '"public" is "maybe"; it can be yes or no, for example public:yes.',
    );
  });
});

describe('text', () => {
  const model = text({ maxLength: 5 });
  it('trims, and refuses nothing and too much', () => {
    expect(model.parse(' 8b ', OPTION)).toBe('8b');
    expect(mistake(model, '  ', 'model', '70b').message).toBe(
      '"model" is "  "; it can be 1 to 5 characters, for example model:70b.',
    );
    expect(mistake(model, 'llama 3', 'model', '70b').message).toBe(
      '"model" is "llama 3"; it can be 1 to 5 characters, and this has 7, for example model:70b.',
    );
  });
});
