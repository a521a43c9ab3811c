/** What Prometheus reads, over HTTP, of a bot that answers. */
import { afterEach, describe, expect, it } from 'vitest';
import { createHealth } from '../../../../adapters/health.ts';
import { listenForMetrics, routesOf, type Server } from '../../../../adapters/server.ts';
import { createBot } from '../../../../commands/core/bot.ts';
import { commands } from '../../../../commands/index.ts';
import { SHIPPED_PRICES } from '../../../../src/facts/prices.ts';
import { budgetGauges, createBudget } from '../../../../src/services/hub/budget.ts';
import { createHub } from '../../../../src/services/hub/index.ts';
import { ageGauge } from '../../../../src/services/prices/age.ts';
import { createMetrics } from '../../../../src/services/metrics/index.ts';
import { silentLog } from '../../../adapters/commands.ts';

const caller = { platform: 'slack', tenant: 'T1', user: 'ada', locale: 'en' };
let server: Server | undefined;
afterEach(() => server?.stop());

/** The value of a series, by its name with its labels in their order. */
function valueIn(text: string, series: string): number {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return line === undefined ? Number.NaN : Number(line.slice(series.length));
}

describe('the metrics', () => {
  it('count answers by platform, command and outcome, and their time', async () => {
    const metrics = createMetrics();
    const bot = createBot({ commands, log: silentLog, door: { meters: metrics.meters } });
    await bot.run({ id: '1', command: 'vram', args: '8b qlora 24', caller });
    await bot.run({ id: '2', command: 'vram', args: '8b lora 24', caller });
    await bot.run({ id: '3', command: 'vram', args: 'rank:none', caller });
    await bot.run({ id: '4', command: 'nonsense "} 1', args: '', caller: { ...caller, platform: 'web' } });
    const text = await metrics.text();
    const answers = (labels: string) => valueIn(text, `headroom_answers_total{${labels}}`);
    expect(answers('platform="slack",command="vram",outcome="answer"')).toBe(2);
    expect(answers('platform="slack",command="vram",outcome="invalid-option"')).toBe(1);
    expect(answers('platform="web",command="unknown",outcome="unknown-command"')).toBe(1);
    expect(valueIn(text, 'headroom_answer_seconds_count{platform="slack",command="vram"}')).toBe(3);
    expect(valueIn(text, 'headroom_answer_seconds_sum{platform="slack",command="vram"}')).toBeGreaterThan(0);
    expect(text).not.toContain('nonsense');
  });
  it('say how late the loop is, what memories knew, and how gauges stand when they are read', async () => {
    const budget = new Map([['', 300]]);
    const metrics = createMetrics();
    metrics.add(
      { name: 'headroom_hub_budget_left', help: 'Left.', read: async () => budget },
      { name: 'headroom_up', help: 'Up.', label: 'platform', read: () => new Map([['Discord', 1]]) },
    );
    metrics.meters.recalled('hub', true);
    metrics.meters.recalled('hub', false);
    metrics.meters.recalled('hub', true);
    budget.set('', 299);
    const text = await metrics.text();
    expect(valueIn(text, 'headroom_hub_budget_left')).toBe(299);
    expect(valueIn(text, 'headroom_up{platform="Discord"}')).toBe(1);
    expect(valueIn(text, 'headroom_cache_requests_total{cache="hub",result="hit"}')).toBe(2);
    expect(valueIn(text, 'headroom_cache_requests_total{cache="hub",result="miss"}')).toBe(1);
    expect(valueIn(text, 'nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
  });
});

describe('what is counted besides', () => {
  it('is the budget of the Hub and what its memory knew', async () => {
    const budget = createBudget({ forAll: 10 });
    const metrics = createMetrics();
    metrics.add(...budgetGauges(budget));
    const hub = createHub({ endpoint: 'http://127.0.0.1:1', budget, meters: metrics.meters });
    await hub.model({ id: 'org/name', revision: undefined }).catch(() => undefined);
    const text = await metrics.text();
    expect([valueIn(text, 'headroom_hub_budget_left'), valueIn(text, 'headroom_hub_budget')]).toEqual([9, 10]);
    expect(valueIn(text, 'headroom_cache_requests_total{cache="hub",result="miss"}')).toBe(1);
  });
  it('is the age of prices, by provider', async () => {
    const price = { ...SHIPPED_PRICES.current()[0]! };
    const rows = [
      { ...price, provider: 'aws', date: '2026-07-01' },
      { ...price, provider: 'aws', date: '2026-06' },
      { ...price, provider: 'own', date: '2026' },
    ];
    const now = () => new Date('2026-07-02T12:00:00Z');
    const metrics = createMetrics();
    metrics.add(ageGauge({ current: () => rows }, now));
    const text = await metrics.text();
    expect(valueIn(text, 'headroom_prices_age_seconds{provider="aws"}')).toBe(36 * 3600);
    expect(valueIn(text, 'headroom_prices_age_seconds{provider="own"}')).toBe((182 + 0.5) * 24 * 3600);
  });
  it('is whether a platform serves', async () => {
    const adapter = { state: () => ({ status: 'retrying' }) as const };
    const { gauge } = createHealth({
      platforms: [
        { name: 'Slack', adapter },
        { name: 'Discord', adapter: {} },
      ],
    });
    const metrics = createMetrics();
    metrics.add(gauge);
    const text = await metrics.text();
    expect(valueIn(text, 'headroom_platform_ready{platform="Slack"}')).toBe(0);
    expect(valueIn(text, 'headroom_platform_ready{platform="Discord"}')).toBe(1);
  });
});

describe('/metrics', () => {
  it('is on a port of its own where one is given', async () => {
    server = await listenForMetrics(createMetrics(), undefined, 0, '127.0.0.1');
    const response = await fetch(`${server.url}/metrics`);
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    expect(await response.text()).toContain('# TYPE headroom_answers_total counter');
    expect((await fetch(server.url)).status).toBe(404);
  });
  it.each([
    ['without a token', undefined, 401],
    ['with another', 'Bearer another', 401],
    ['with a part of it', 'Bearer read-me', 401],
    ['with the token', 'Bearer read-me-please', 200],
  ] as const)('is read %s: %s', async (_, authorization, status) => {
    const metrics = { readable: createMetrics(), token: 'read-me-please' };
    const app = routesOf([], silentLog, { metrics });
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    const response = await app.request('/metrics', { headers });
    expect(response.status).toBe(status);
    expect((await response.text()).includes('headroom_')).toBe(status === 200);
  });
  it('is no path of the page unless it is wanted', async () => {
    expect((await routesOf([], silentLog).request('/metrics')).status).toBe(404);
  });
});
