import { describe, expect, it } from 'vitest';
import { readEnv } from '../../../adapters/env.ts';

describe('the limits', () => {
  it.each([
    [undefined, { person: 30, tenant: 300, address: 60 }],
    ['person:5', { person: 5, tenant: 300, address: 60 }],
    [' tenant:0 , address:10', { person: 30, tenant: 0, address: 10 }],
  ])('%s', (LIMITS, limits) => {
    expect(readEnv([], { LIMITS }).settings.LIMITS).toEqual(limits);
  });
  it.each(['30', 'person', 'people:3', 'person:-1', 'person:3,', 'person:3 tenant:3', '__proto__:1'])(
    'are refused as %j',
    (LIMITS) => {
      expect(() => readEnv([], { LIMITS })).toThrow(/LIMITS must be as person:30,tenant:300/);
    },
  );
  it.each(['-1', '1.5', '10', 'yes'])('refuse %j proxies', (PROXIES) => {
    expect(() => readEnv([], { PROXIES })).toThrow(/PROXIES must be/);
  });
});
