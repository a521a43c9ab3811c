import { describe, expect, it } from 'vitest';
import { parseHubReference, UserError } from '../../../src/index.ts';

describe('ids and links', () => {
  it.each([
    ['Qwen/Qwen3-8B', 'Qwen/Qwen3-8B', undefined],
    [' Qwen/Qwen3-8B ', 'Qwen/Qwen3-8B', undefined],
    ['org/name@v1.0', 'org/name', 'v1.0'],
    ['org/name@main', 'org/name', undefined],
    ['org/name@refs/pr/3', 'org/name', 'refs/pr/3'],
    ['https://huggingface.co/org/name', 'org/name', undefined],
    ['https://huggingface.co/org/name/', 'org/name', undefined],
    ['<https://huggingface.co/org/name>', 'org/name', undefined],
    ['https://huggingface.co/org/name?library=transformers#use', 'org/name', undefined],
    ['https://huggingface.co/org/name/tree/main', 'org/name', undefined],
    ['https://huggingface.co/org/name/blob/abc123/config.json', 'org/name', 'abc123'],
    ['http://hf.co/org/name', 'org/name', undefined],
    ['huggingface.co/org/name', 'org/name', undefined],
    ['hf.co/org/name', 'org/name', undefined],
    ['hf://org/name', 'org/name', undefined],
  ])('%s', (given, id, revision) => {
    expect(parseHubReference(given)).toEqual({ id, revision });
  });
  it.each(['70b', 'llama 3.1 8b', 'gpt2', 'custom', '', 'a / b c', 'llama3.1:70b'])('%j is a name', (given) => {
    expect(parseHubReference(given)).toBeUndefined();
  });
});

describe('tricks', () => {
  it.each([
    '../../etc/passwd',
    'org/..',
    'org/../api',
    '/etc/passwd',
    'org/name/../../api/whoami',
    'org/na%2e%2e',
    'org/name@../../x',
    'org/name@a@b',
    'org//name',
    '.org/name',
    'org/name.git',
    'org/name?x=1',
    'org/name#x',
    'org\\..\\name/x',
    'https://example.com/org/name',
    'https://huggingface.co.example.com/org/name',
    'https://user@huggingface.co/org/name',
    'https://huggingface.co:8080/org/name',
    'https://127.0.0.1/org/name',
    'http://[::1]/org/name',
    'https://huggingface.co/',
    'https://huggingface.co/datasets/org/name',
    'file:///etc/passwd',
    'ftp://huggingface.co/org/name',
    `${'a'.repeat(200)}/name`,
  ])('%s', (given) => {
    expect(() => parseHubReference(given)).toThrow(UserError);
  });
});
