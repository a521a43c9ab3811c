/** Many workspaces, end to end: the real installer and the real store, against a Slack of our own. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Adapter } from '../../../adapters/adapter.ts';
import type { SlackEnv } from '../../../adapters/slack/env.ts';
import { connect } from '../../../adapters/slack/index.ts';
import { createBot } from '../../../commands/core/bot.ts';
import { type Caller, defineCommand } from '../../../commands/core/command.ts';
import type { Stores } from '../../../src/ports.ts';
import { createStores } from '../../../src/services/store/index.ts';
import { FIXTURE_REPLIES } from '../../fixtures/replies.ts';
import { silentLog } from '../commands.ts';
import {
  BOT_TOKEN,
  CLIENT_ID,
  CLIENT_SECRET,
  signed,
  signedText,
  SIGNING_SECRET,
  slashCommand,
  type SlackStandIn,
  startSlack,
} from './stand-in.ts';

const ENV: SlackEnv = {
  SLACK_CLIENT_ID: CLIENT_ID,
  SLACK_CLIENT_SECRET: CLIENT_SECRET,
  SLACK_SIGNING_SECRET: SIGNING_SECRET,
};
const PUBLIC = 'https://bot.example';

const callers: Caller[] = [];
const echo = defineCommand({
  name: 'echo',
  about: { summary: 'Notes who asks.', examples: [''] },
  options: {},
  run(_, { caller }) {
    callers.push(caller);
    return FIXTURE_REPLIES.empty;
  },
});

let slack: SlackStandIn;
let folder: string;
let stores: Stores;
let adapter: Adapter;

const address = () => join(folder, 'store.sqlite');
const KEY = Buffer.alloc(32, 7).toString('base64');

beforeEach(async () => {
  slack = await startSlack();
  slack.redirectUri = `${PUBLIC}/slack/oauth_redirect`;
  callers.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'headroom-oauth-'));
  stores = createStores({ databaseUrl: address(), key: KEY, log: silentLog });
  adapter = make(stores);
  await adapter.start(createBot({ commands: [echo], log: silentLog }));
});

afterEach(async () => {
  await adapter.stop();
  await stores.stop();
  await slack.close();
  rmSync(folder, { recursive: true, force: true });
});

function make({ keys, settings, installations }: Stores): Adapter {
  const services = { log: silentLog, store: keys, kept: { settings, installations }, publicUrl: PUBLIC };
  return connect({ ...ENV, SLACK_API_URL: slack.slackApiUrl }, services);
}

async function get(path: string, cookie?: string): Promise<Response> {
  const init = cookie === undefined ? {} : { headers: { cookie } };
  const response = await adapter.fetch?.(new Request(`http://localhost${path}`, init));
  if (!response) throw new Error('Slack did not answer');
  return response;
}

/** As a browser goes: to Slack, and back with the code that Slack gave. */
async function begin() {
  const response = await get('/slack/install');
  const url = new URL(response.headers.get('location') ?? '');
  const [cookie = ''] = (response.headers.get('set-cookie') ?? '').split(';');
  return { status: response.status, url, cookie, state: url.searchParams.get('state') ?? '' };
}

async function install(team: string): Promise<Response> {
  const { cookie, state } = await begin();
  slack.codes.set(`code-of-${team}`, team);
  return get(`/slack/oauth_redirect?code=code-of-${team}&state=${state}`, cookie);
}

async function ask(team: string): Promise<Caller> {
  const before = callers.length;
  await adapter.fetch?.(signed(slashCommand(slack, '', { team_id: team, user_id: 'U9' })));
  await expect.poll(() => callers.length).toBe(before + 1);
  return callers[before]!;
}

const tell = (event: object, team: string) =>
  adapter.fetch?.(
    signedText(JSON.stringify({ type: 'event_callback', team_id: team, api_app_id: 'A1', event }), 'application/json'),
  );

describe('adding the bot to a workspace', () => {
  it('sends the person to Slack with the scopes and the address of the manifest', async () => {
    const { status, url, state } = await begin();
    expect(status).toBe(302);
    expect(url.origin + url.pathname).toBe('https://slack.com/oauth/v2/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      client_id: CLIENT_ID,
      scope: 'commands,chat:write,users:read',
      redirect_uri: `${PUBLIC}/slack/oauth_redirect`,
      state,
    });
    expect(adapter.where).toContain(`${PUBLIC}/slack/install`);
  });

  it('keeps its token encrypted, and uses that of the workspace that asks', async () => {
    const response = await install('T2');
    expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('in The T2 now')]);
    await install('T3');
    slack.admins.add('U9');
    for (const team of ['T2', 'T3']) {
      slack.tokens.delete(`xoxb-of-${team === 'T2' ? 'T3' : 'T2'}`);
      expect(await (await ask(team)).isManager?.()).toBe(true);
      slack.tokens.set('xoxb-of-T2', 'T2').set('xoxb-of-T3', 'T3');
    }
    const raw = `${readFileSync(address())}${readFileSync(`${address()}-wal`)}`;
    expect(raw).toContain('slack:workspace:T2');
    expect(raw).not.toContain('xoxb');
  });

  it.each([
    ['was cancelled', '?error=access_denied', 'own', 400, 'It was cancelled.'],
    ['is of another browser', '?code=code-of-T2&state=STATE', 'none', 400, 'not begun in this browser'],
    ['has a forged state', '?code=code-of-T2&state=forged', 'forged', 400, 'not begun in this browser'],
    ['has no code', '?state=STATE', 'own', 400, 'Slack did not confirm it.'],
    ['has a code that Slack does not know', '?code=wrong&state=STATE', 'own', 503, 'Slack or our store'],
  ])('keeps nothing when the answer %s', async (_, query, from, status, words) => {
    const { cookie, state } = await begin();
    slack.codes.set('code-of-T2', 'T2');
    const cookies = { own: cookie, none: undefined, forged: 'slack-app-oauth-state=forged' } as const;
    const path = `/slack/oauth_redirect${query.replace('STATE', state)}`;
    const response = await get(path, cookies[from as keyof typeof cookies]);
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(words)]);
    expect(await stores.installations.get('slack:workspace:T2')).toBeUndefined();
  });

  it('says so when the token cannot be kept, and answers go on without one', async () => {
    await adapter.stop();
    adapter = make(createStores({ databaseUrl: '/dev/null/store.sqlite', key: KEY, log: silentLog }));
    await adapter.start(createBot({ commands: [echo], log: silentLog }));
    expect((await install('T2')).status).toBe(503);
    expect(await (await ask('T2')).isManager?.()).toBeUndefined();
    await expect.poll(() => slack.answers).toHaveLength(1);
  });

  it('needs an address and a key', () => {
    const only = { log: silentLog, store: stores.keys };
    expect(() => connect(ENV, only)).toThrow('SLACK_CLIENT_ID needs STORE_KEY and PUBLIC_URL too');
    expect(() => connect({ ...ENV, SLACK_BOT_TOKEN: BOT_TOKEN }, { ...only, publicUrl: PUBLIC })).toThrow('STORE_KEY');
  });
});

describe('taking the bot out', () => {
  const U1 = { platform: 'slack', tenant: 'T2', user: 'U1' };
  it.each([
    ['app_uninstalled', { type: 'app_uninstalled' }, {}],
    ['tokens_revoked', { type: 'tokens_revoked', tokens: { bot: ['UBOT'] } }, { gpu: '4090' }],
  ])('%s deletes the token of that workspace', async (_, event, settings) => {
    await install('T2');
    await install('T3');
    await stores.settings.set(U1, 'gpu', '4090');
    expect((await tell(event, 'T2'))?.status).toBe(200);
    await expect.poll(() => stores.installations.get('slack:workspace:T2')).toBeUndefined();
    await expect.poll(() => stores.settings.get(U1)).toEqual(settings);
    expect(await stores.installations.get('slack:workspace:T3')).toContain('xoxb-of-T3');
  });

  it('of a person alone keeps that of the bot', async () => {
    await install('T2');
    await tell({ type: 'tokens_revoked', tokens: { oauth: ['U1'] } }, 'T2');
    await adapter.stop();
    expect(await stores.installations.get('slack:workspace:T2')).toContain('xoxb-of-T2');
  });
});
