import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Platform } from '../../../adapters/adapter.ts';
import { EnvironmentError, readEnv, requiredOf } from '../../../adapters/env.ts';
import { settingsEnv } from '../../../adapters/settings.ts';
import { envExample } from './example.ts';
import { platforms } from '../../../adapters/index.ts';

function platform(name: string, env: z.ZodObject): Platform {
  return { name, env, load: () => Promise.reject(new Error('not loaded here')) };
}

const bird = platform(
  'Bird',
  z.object({
    BIRD_TOKEN: z.string().meta({ description: 'The bot.', where: 'the bird page', secret: true }),
    BIRD_NEST: z
      .string()
      .regex(/^[a-z]+$/, 'must be letters')
      .optional()
      .meta({ description: 'One nest only.' }),
  }),
);
const fish = platform(
  'Fish',
  z
    .object({
      FISH_KEY: z.string().meta({ description: 'The key.', where: 'the pond', secret: true }),
      FISH_A: z.string().optional().meta({ description: 'One way in.', where: 'the shore' }),
      FISH_B: z.string().optional().meta({ description: 'The other way in.' }),
    })
    .refine((env) => env.FISH_A !== undefined || env.FISH_B !== undefined, {
      path: ['FISH_A'],
      error: 'Set FISH_A or FISH_B.',
      when: () => true,
    }),
);

function messageFor(given: Record<string, string>): string {
  try {
    readEnv([bird, fish], given);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.message;
    throw error;
  }
  return '';
}

describe('readEnv', () => {
  it('needs nothing', () => {
    const env = readEnv([bird, fish], {});
    expect(env.settings).toMatchObject({
      PORT: 3000,
      LOG_LEVEL: 'info',
      PRICES_REFRESH: 'off',
      HF_ENDPOINT: 'https://huggingface.co',
    });
    expect(env.on).toEqual([]);
    expect(env.off.map(({ name }) => name)).toEqual(['Bird', 'Fish']);
  });
  it('counts an empty variable as not set', () => {
    const env = readEnv([bird], { BIRD_TOKEN: '', BIRD_NEST: '  ', PORT: '', LOG_LEVEL: '' });
    expect([env.on, env.settings.PORT]).toEqual([[], 3000]);
  });
  it('turns a platform on with its own variables, and knows its secrets', () => {
    const { on, off, secrets } = readEnv([bird, fish], { BIRD_TOKEN: 'tweet-tweet', BIRD_NEST: 'oak', PATH: '/bin' });
    expect(on.map(({ platform: { name }, env }) => ({ name, env }))).toEqual([
      { name: 'Bird', env: { BIRD_TOKEN: 'tweet-tweet', BIRD_NEST: 'oak' } },
    ]);
    expect(off.map(({ name }) => name)).toEqual(['Fish']);
    expect(secrets).toEqual(['tweet-tweet']);
  });
  it('lists everything that is wrong at all platforms at once, and where to get it', () => {
    expect(messageFor({ BIRD_NEST: '42', FISH_B: 'x', PORT: '70000', LOG_LEVEL: 'loud' })).toMatchInlineSnapshot(`
      "Headroom cannot start, because the environment is not complete or not right:

      Settings
        PORT must be 0 to 65535.
        LOG_LEVEL must be one of fatal, error, warn, info, debug, trace, silent.
      Bird
        BIRD_TOKEN is missing. The bot. Get it: the bird page
        BIRD_NEST must be letters.
      Fish
        FISH_KEY is missing. The key. Get it: the pond

      Set these in .env or in the environment; a platform with none of its variables set stays off."
    `);
  });
  it('explains a rule over several variables', () => {
    expect(messageFor({ FISH_KEY: 'secret-value' })).toContain(
      'FISH_A is missing. Set FISH_A or FISH_B. Get it: the shore',
    );
  });
  it('never repeats a secret', () => {
    expect(messageFor({ BIRD_TOKEN: 'very-secret-value', BIRD_NEST: '42' })).not.toContain('very-secret-value');
  });
  it.each(['abc', '-1', '1.5', '65536', '1e9'])('refuses PORT=%s', (PORT) => {
    expect(messageFor({ PORT })).toMatch(/PORT must be .*\./);
  });
});

describe('requiredOf', () => {
  it.each([
    [bird, ['BIRD_TOKEN']],
    [fish, ['FISH_KEY', 'FISH_A']],
  ])('names what would turn a platform on', (one, names) => {
    expect(requiredOf(one)).toEqual(names);
  });
});

describe('the key of the store', () => {
  const key = Buffer.alloc(32, 7).toString('base64');
  it.each([key, `${key},${key}`, `${key}, ${key}`])('may be %s', (STORE_KEY) => {
    expect(readEnv([], { STORE_KEY }).settings.STORE_KEY).toBe(STORE_KEY);
  });
  it.each(['secret', `${key},`, `${key}x`])('is not %s, and the refusal does not show it', (STORE_KEY) => {
    expect(() => readEnv([], { STORE_KEY })).toThrow(/STORE_KEY must be 32 bytes in base64(?![^]*secret,)/);
    expect(() => readEnv([], { STORE_KEY })).toThrow('openssl rand -base64 32');
  });
});

describe('.env.example', () => {
  it('is what the schemas say', async () => {
    // Written anew by: npx vitest run test/adapters/env --update
    await expect(envExample(platforms)).toMatchFileSnapshot('../../../.env.example');
  });
  it('sets nothing, so that a copy of it changes nothing', () => {
    const lines = envExample([bird, fish]).split('\n');
    expect(lines.filter((line) => line !== '' && !line.startsWith('#'))).toEqual(
      [settingsEnv, bird.env, fish.env].flatMap(({ shape }) => Object.keys(shape)).map((name) => `${name}=`),
    );
  });
});

describe('the secrets', () => {
  it('hold the password of an address, as it is written and as it is meant', () => {
    const { secrets } = readEnv([], { DATABASE_URL: 'postgres://me:pass%23word@host/db' });
    expect(secrets).toEqual(['postgres://me:pass%23word@host/db', 'pass%23word', 'pass#word']);
  });
  it.each(['./data/store.sqlite', 'postgres://host/db', 'postgres://me:100%@host/db'])('can be read of %s', (url) => {
    expect(readEnv([], { DATABASE_URL: url }).secrets).toContain(url);
  });
});

describe('the variables', () => {
  const variables = [settingsEnv, ...platforms.map(({ env }) => env)].flatMap(({ shape }) => Object.entries(shape));
  it.each(variables)('%s says what it is', (_, field) => {
    expect((field as z.ZodType).meta()?.description).toMatch(/\.$/);
  });
  it.each(variables.filter(([name]) => /(TOKEN|SECRET|KEY)$/.test(name)))('%s is kept secret', (_, field) => {
    expect((field as z.ZodType).meta()?.['secret']).toBe(true);
  });
});
