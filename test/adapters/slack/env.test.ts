import { describe, expect, it } from 'vitest';
import { slackEnv } from '../../../adapters/slack/env.ts';

const BOT = { SLACK_BOT_TOKEN: 'xoxb-1' };
const APP = { SLACK_APP_TOKEN: 'xapp-1' };
const CLIENT = { SLACK_CLIENT_ID: '1.2', SLACK_CLIENT_SECRET: '0123456789abcdef0123456789abcdef' };
const SECRET = { SLACK_SIGNING_SECRET: '0123456789abcdef0123456789abcdef' };

const IDENTITY = expect.stringMatching(/^SLACK_BOT_TOKEN: Set SLACK_BOT_TOKEN .* or SLACK_CLIENT_ID/);

const problems = (env: object) =>
  slackEnv.safeParse(env).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

describe('slackEnv', () => {
  it.each([
    [{ ...BOT, ...APP }],
    [{ ...BOT, ...SECRET }],
    [{ ...CLIENT, ...SECRET }],
    [{ ...CLIENT, ...APP }],
    [{ ...BOT, ...APP, ...SECRET, SLACK_COMMAND_PREFIX: 'ml-' }],
  ])('takes %o', (env) => {
    expect(problems(env)).toEqual([]);
  });

  it.each([
    [APP, [IDENTITY]],
    [{ ...BOT, ...CLIENT, ...APP }, [IDENTITY]],
    [{ ...APP, SLACK_CLIENT_ID: '1.2' }, [IDENTITY]],
    [{ ...BOT, ...APP, SLACK_CLIENT_SECRET: CLIENT.SLACK_CLIENT_SECRET }, [IDENTITY]],
    [{ ...CLIENT, ...APP, SLACK_CLIENT_ID: 'A1' }, [expect.stringContaining('two numbers')]],
    [BOT, [expect.stringMatching(/^SLACK_APP_TOKEN: Set SLACK_APP_TOKEN .* or SLACK_SIGNING_SECRET/)]],
    [
      { SLACK_COMMAND_PREFIX: 'ml-' },
      [expect.stringContaining('SLACK_BOT_TOKEN'), expect.stringContaining('SLACK_APP_TOKEN')],
    ],
    [{ ...APP, SLACK_BOT_TOKEN: 'xoxp-1' }, ['SLACK_BOT_TOKEN: SLACK_BOT_TOKEN must start with "xoxb-".']],
    [{ ...BOT, SLACK_APP_TOKEN: 'xoxb-1' }, ['SLACK_APP_TOKEN: SLACK_APP_TOKEN must start with "xapp-".']],
    [{ ...BOT, ...APP, SLACK_SIGNING_SECRET: 'secret' }, [expect.stringContaining('hexadecimal')]],
    [{ ...BOT, ...APP, SLACK_COMMAND_PREFIX: 'ML/' }, [expect.stringContaining('lower-case')]],
  ])('says everything that is wrong with %o', (env, wanted) => {
    expect(problems(env)).toEqual(wanted);
  });

  it('says of every variable what it is for and where to get it', () => {
    for (const field of Object.values(slackEnv.shape)) {
      expect(field.meta()).toMatchObject({
        description: expect.any(String),
        where: expect.any(String),
        secret: expect.any(Boolean),
      });
    }
  });

  it('an error never shows the value', () => {
    expect(JSON.stringify(slackEnv.safeParse({ SLACK_BOT_TOKEN: 'mysecret', ...APP }).error?.issues)).not.toContain(
      'mysecret',
    );
  });
});
