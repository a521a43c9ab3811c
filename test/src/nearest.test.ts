import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from '../../src/nearest.ts';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['lora', 'lora', 0],
    ['lora', 'qlora', 1],
    ['lroa', 'lora', 1],
    ['kitten', 'sitting', 3],
  ])('%j %j', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});

describe('nearest', () => {
  const options = ['model', 'method', 'gpu', 'gpus', 'sequence', 'optimizer'];

  it.each([
    ['modle', ['model']],
    ['gpuss', ['gpus']],
    ['OPTIMISER', ['optimizer']],
    ['zzzz', []],
    ['', []],
    ['x'.repeat(10_000), []],
  ])('%j', (typed, expected) => {
    expect(nearest(typed, options)).toEqual(expected);
  });

  it('puts the nearest first and stops at the limit', () => {
    expect(nearest('gpu', options)).toEqual(['gpu', 'gpus']);
    expect(nearest('gpu', options, 1)).toEqual(['gpu']);
  });
});
