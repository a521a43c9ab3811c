import { describe, expect, it } from 'vitest';
import { readEnv } from '../../../adapters/env.ts';

describe('the settings of the Hub', () => {
  it('are the public one without a token', () => {
    const { settings } = readEnv([], {});
    expect([settings.HF_ENDPOINT, settings.HF_TOKEN]).toEqual(['https://huggingface.co', undefined]);
  });
  it('may name a mirror', () => {
    expect(readEnv([], { HF_ENDPOINT: 'http://127.0.0.1:8000' }).settings.HF_ENDPOINT).toBe('http://127.0.0.1:8000');
  });
  it.each(['nonsense', 'ftp://example.com', 'file:///etc'])('refuse %s', (HF_ENDPOINT) => {
    expect(() => readEnv([], { HF_ENDPOINT })).toThrow(/HF_ENDPOINT must be an http or https address/);
  });
  it.each([
    [undefined, ['terminal', 'discord', 'slack']],
    ['web', ['web']],
    [' slack:T0123 , discord:99', ['slack:T0123', 'discord:99']],
  ])('say for whom the token is: %s', (HF_TOKEN_FOR, parts) => {
    expect(readEnv([], { HF_TOKEN_FOR }).settings.HF_TOKEN_FOR).toEqual(parts);
  });
  it.each(['Slack', 'slack:', 'slack T1', 'slack,,web', ':T1'])('refuse that it is for %j', (HF_TOKEN_FOR) => {
    expect(() => readEnv([], { HF_TOKEN_FOR })).toThrow(/HF_TOKEN_FOR must be platforms, such as slack or slack:T0123/);
  });
  it('keep the token out of every log', () => {
    expect(readEnv([], { HF_TOKEN: 'hf_abc' }).secrets).toContain('hf_abc');
  });
});
