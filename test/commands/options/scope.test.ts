import { describe, expect, it } from 'vitest';
import { SCOPE_OPTION } from '../../../commands/options/scope.ts';

const { type } = SCOPE_OPTION;

describe('scope', () => {
  it.each([
    ['last-8', { trainedLayers: 8 }],
    ['Last 2 layers', { trainedLayers: 2 }],
    ['12 blocks', { trainedLayers: 12 }],
    ['embeddings', { trainsEmbeddings: true }],
    ['last-4, lm_head', { trainedLayers: 4, trainsEmbeddings: true }],
  ])('reads %s', (given, value) => {
    expect(type.parse(given, { name: 'scope', example: 'last-8' })).toEqual(value);
  });

  it.each(['last-0', 'last-1001', 'everything', '', 'last-8,'])('refuses "%s" and says what it can be', (given) => {
    expect(() => type.parse(given, { name: 'scope', example: 'last-8' })).toThrow(/it can be last-1 to last-1000/);
  });

  it('is told by its look as a bare word', () => {
    expect(type.looks?.must?.('last-8')).toBe(true);
    expect(type.looks?.must?.('last')).toBe(false);
  });
});
