import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const ANYWHERE = { PORT: '0', HOST: '127.0.0.1', DRAIN_SECONDS: '0' };
const ADDRESS = /^Headroom answers at (http:\S+)/m;

describe('node adapters/main.ts', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('serves until %s, and says what could be turned on', async (signal) => {
    const { child, until, ended } = run([], { env: ANYWHERE });
    const [, url = ''] = await until(ADDRESS);
    await until(/\.env\.example says where/);
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${url}/readyz`)).json()).toEqual({ status: 'ready', platforms: {}, store: 'unused' });
    expect(await (await fetch(`${url}/?q=70b+qlora+48`)).text()).toContain('id="verdict"');
    expect(await (await fetch(`${url}/api/vram?q=70b+qlora+48`)).json()).toMatchObject({ fit: { gpuCount: 1 } });
    child.kill(signal);
    const { code, output } = await ended;
    expect(code).toBe(0);
    expect(output).toMatch(/\/vram model:70b method:qlora gpu:48\n\nLlama 3\.3 70B/);
    expect(output).toMatch(/^Slack is off; to turn it on, set SLACK_BOT_TOKEN, /m);
  });
  it('serves on for a while after SIGTERM, and says that it stops', async () => {
    const { child, until, ended } = run([], { env: { ...ANYWHERE, DRAIN_SECONDS: '60' } });
    const [, url = ''] = await until(ADDRESS);
    child.kill('SIGTERM');
    await until(/"msg":"stopping"/);
    const ready = await fetch(`${url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, expect.objectContaining({ status: 'stopping' })]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    const answer = await fetch(`${url}/api/vram?q=70b+qlora+48`);
    expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
    // A second signal leaves at once.
    child.kill('SIGTERM');
    expect((await ended).code).toBe(1);
  });
  it('is held up by no connection that asks nothing', async () => {
    const { child, until, ended } = run([], { env: ANYWHERE });
    const [, url = ''] = await until(ADDRESS);
    const { hostname, port } = new URL(url);
    const held = connect(Number(port), hostname);
    held.on('error', () => undefined).write('GET / HTTP/1.1\r\n');
    // A connection that was made later has been answered, so the held one is there too.
    await fetch(`${url}/healthz`);
    child.kill('SIGTERM');
    const { code, output, errors } = await ended;
    expect({ code, errors }).toEqual({ code: 0, errors: expect.not.stringContaining('did not stop cleanly') });
    expect(output).not.toContain('did not stop cleanly');
  });
  it('lets metrics be read on their own port, and nowhere else', async () => {
    const { child, until, ended } = run([], { env: { ...ANYWHERE, METRICS_PORT: '0' } });
    const [, url = ''] = await until(ADDRESS);
    const [, metrics = ''] = await until(/"url":"(http:[^"]+)","msg":"metrics are read here"/);
    await fetch(`${url}/api/vram?q=70b+qlora+48`);
    const text = await (await fetch(`${metrics}/metrics`)).text();
    expect(text).toMatch(/^headroom_answers_total\{platform="web",command="vram",outcome="answer"\} 1$/m);
    expect(text).toMatch(/^headroom_hub_budget_left 300$/m);
    expect(text).toMatch(/^headroom_queue\{state="waiting"\} 0$/m);
    expect(text).toMatch(/^headroom_queue_seconds_count\{platform="web"\} 1$/m);
    expect(text).toMatch(/^headroom_answer_cache_requests\{result="miss"\} \d+$/m);
    expect(text).toMatch(/^headroom_prices_age_seconds\{provider="aws"\} \d+/m);
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(0);
  });
  it.skipIf(process.platform === 'win32')('ends with the npm that started it', async () => {
    const env = { ...ANYWHERE, npm_lifecycle_event: 'start' };
    const { child, until, ended } = run([], { env, throughShell: true });
    const [, url = ''] = await until(ADDRESS);
    child.kill('SIGTERM');
    await ended;
    await expect(fetch(url)).rejects.toThrow();
  });
  it('says in one sentence that its port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, output, errors } = await run([], { env: { ...ANYWHERE, PORT: String(port) } }).ended;
    other.close();
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toBe(
      `Port ${port} is taken; stop what listens there, or choose another port, for example PORT=3001.\n`,
    );
  });
  it('says in one sentence that the address of its store is none', async () => {
    const env = { ...ANYWHERE, DATABASE_URL: 'postgress://me:pass-word@host/db' };
    const { code, output, errors } = await run([], { env }).ended;
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toMatch(/^DATABASE_URL is an address of the kind "postgress".*\n$/);
    expect(errors).not.toContain('pass-word');
  });
  it('stops at once and lists everything when a platform is half set up', async () => {
    const env = { ...ANYWHERE, SLACK_BOT_TOKEN: 'not-the-real-token', PORT: 'abc' };
    const { code, output, errors } = await run([], { env }).ended;
    expect({ code, output }).toEqual({ code: 1, output: '' });
    expect(errors).toMatch(/PORT must be a number/);
    expect(errors).toMatch(/SLACK_BOT_TOKEN must start with "xoxb-"/);
    expect(errors).toMatch(/SLACK_APP_TOKEN is missing/);
    expect(errors).not.toContain('not-the-real-token');
  });
  it('reads .env, and lets the environment go before it', async () => {
    const dotenv = 'LOG_LEVEL=loud\nPORT=abc\n';
    const { errors } = await run([], { env: ANYWHERE, dotenv }).ended;
    expect(errors).toContain('LOG_LEVEL must be one of');
    expect(errors).not.toContain('PORT');
  });
});
