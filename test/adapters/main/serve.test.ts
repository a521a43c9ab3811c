import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { run } from './run.ts';

const ANYWHERE = { PORT: '0', HOST: '127.0.0.1' };
const ADDRESS = /^Headroom answers at (http:\S+)/m;

describe('node adapters/main.ts', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('serves until %s, and says what could be turned on', async (signal) => {
    const { child, until, ended } = run([], { env: ANYWHERE });
    const [, url = ''] = await until(ADDRESS);
    await until(/\.env\.example says where/);
    expect(await (await fetch(`${url}/healthz`)).json()).toEqual({ status: 'ok' });
    expect(await (await fetch(`${url}/?q=70b+qlora+48`)).text()).toContain('id="verdict"');
    expect(await (await fetch(`${url}/api/vram?q=70b+qlora+48`)).json()).toMatchObject({ fit: { gpuCount: 1 } });
    child.kill(signal);
    const { code, output } = await ended;
    expect(code).toBe(0);
    expect(output).toMatch(/\/vram model:70b method:qlora gpu:48\n\nLlama 3\.3 70B/);
    expect(output).toMatch(/^Slack is off; to turn it on, set SLACK_BOT_TOKEN, /m);
  });
  it('leaves at once at a second signal', async () => {
    const { child, until, ended } = run([], { env: ANYWHERE });
    const [, url = ''] = await until(ADDRESS);
    // A request that never ends holds the first stop up.
    const { hostname, port } = new URL(url);
    const held = connect(Number(port), hostname);
    held.on('error', () => undefined).write('GET / HTTP/1.1\r\n');
    // A connection that was made later has been answered, so the held one is there too.
    await fetch(`${url}/healthz`);
    child.kill('SIGTERM');
    await until(/"msg":"stopping"/);
    child.kill('SIGTERM');
    expect((await ended).code).toBe(1);
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
