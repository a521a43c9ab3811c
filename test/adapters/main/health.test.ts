import { describe, expect, it } from 'vitest';
import type { AdapterState } from '../../../adapters/adapter.ts';
import { createHealth } from '../../../adapters/health.ts';
import { routesOf } from '../../../adapters/server.ts';
import { silentLog } from '../commands.ts';

const CLOSED: AdapterState = { status: 'closed', reason: 'Discord refused DISCORD_TOKEN.' };
const RETRYING: AdapterState = { status: 'retrying', reason: 'Slack is not reachable.' };

function setup(states: Readonly<Record<string, AdapterState | undefined>>, store?: boolean) {
  const now = { ...states };
  const platforms = Object.keys(states).map((name) => ({
    name,
    adapter: states[name] ? { state: () => now[name]! } : {},
  }));
  const health = createHealth({ platforms, ...(store === undefined ? {} : { isStoreThere: async () => store }) });
  const app = routesOf([], silentLog, { health });
  const ask = async (path: string) => {
    const response = await app.request(path);
    return { status: response.status, body: (await response.json()) as unknown };
  };
  return { health, now, ask };
}

describe('/readyz', () => {
  it('says what is there', async () => {
    const { health, ask } = setup({ Discord: { status: 'ready' }, Slack: undefined }, true);
    health.enter('serving');
    expect(await ask('/readyz')).toEqual({
      status: 200,
      body: {
        status: 'ready',
        platforms: { Discord: { status: 'ready' }, Slack: { status: 'ready' } },
        store: 'reachable',
      },
    });
  });
  it('is not ready before it has begun and after it was told to stop, when it still turns', async () => {
    const { health, ask } = setup({});
    expect(await ask('/readyz')).toMatchObject({ status: 503, body: { status: 'starting', store: 'unused' } });
    health.enter('serving');
    expect(await ask('/readyz')).toMatchObject({ status: 200 });
    health.enter('stopping');
    expect(await ask('/readyz')).toMatchObject({ status: 503, body: { status: 'stopping' } });
    expect(await ask('/healthz')).toEqual({ status: 200, body: { status: 'ok' } });
  });
  it('shows a platform that is closed for good, and why', async () => {
    const { health, now, ask } = setup({ Discord: { status: 'ready' }, Slack: { status: 'ready' } });
    health.enter('serving');
    now['Discord'] = CLOSED;
    expect(await ask('/readyz')).toMatchObject({
      status: 503,
      body: { status: 'closed', platforms: { Discord: CLOSED } },
    });
  });
  it('stays ready where a platform or the store mends itself', async () => {
    const { health, ask } = setup({ Discord: { status: 'ready' }, Slack: RETRYING }, false);
    health.enter('serving');
    expect(await ask('/readyz')).toMatchObject({
      status: 200,
      body: { status: 'ready', platforms: { Slack: RETRYING }, store: 'unreachable' },
    });
  });
});

describe('nothing is left', () => {
  it.each([
    ['where all that was set up is closed', { Discord: CLOSED }, 'Discord refused DISCORD_TOKEN.'],
    [
      'and every reason is told',
      { Discord: CLOSED, Slack: { status: 'closed' } },
      'Discord refused DISCORD_TOKEN.\nSlack is closed.',
    ],
    ['but not where one serves', { Discord: CLOSED, Slack: { status: 'ready' } }, undefined],
    ['or may serve again', { Discord: CLOSED, Slack: RETRYING }, undefined],
    ['or none was set up', {}, undefined],
  ] as const)('%s', (_, states, reason) => {
    expect(setup(states).health.allClosed()).toBe(reason);
  });
});
