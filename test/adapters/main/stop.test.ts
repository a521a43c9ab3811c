import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { Adapter } from '../../../adapters/adapter.ts';
import { createHealth } from '../../../adapters/health.ts';
import { listen, routesOf } from '../../../adapters/server.ts';
import { stopAll } from '../../../adapters/stop.ts';
import { silentLog } from '../commands.ts';
import { turns } from '../turns.ts';

describe('stopAll', () => {
  it('waits for everything, and reports what failed', async () => {
    let finished = false;
    const slow = {
      async stop() {
        await turns();
        finished = true;
      },
    };
    const broken = { stop: () => Promise.reject(new Error('still connected')) };
    expect(await stopAll([broken, slow])).toEqual([new Error('still connected')]);
    expect(finished).toBe(true);
  });
  it('waits no longer than it may', async () => {
    const stuck = { stop: () => new Promise<void>(() => undefined) };
    expect(await stopAll([stuck], 10)).toEqual([new Error('not everything had finished after 0.01 s')]);
  });
});

/** An adapter that answers what `answer` does. */
function adapter(answer: (request: Request) => Promise<Response | undefined>): Adapter {
  return { where: '', start: async () => undefined, stop: async () => undefined, fetch: answer };
}

/** A connection over which `sent` has gone, and has arrived: a later one has been answered. */
async function connected(url: string, sent: string): Promise<Socket> {
  const { port, hostname } = new URL(url);
  const socket = connect(Number(port), hostname).on('error', () => undefined);
  await once(socket, 'connect');
  await new Promise((resolve) => socket.write(sent, resolve));
  await fetch(`${url}/healthz`);
  return socket;
}

describe('the server', () => {
  it('asks each adapter in turn until one answers', async () => {
    const app = routesOf(
      [
        adapter(async () => undefined),
        adapter(async ({ url }) => (url.endsWith('/mine') ? new Response('mine') : undefined)),
        adapter(async () => new Response('the rest')),
      ],
      silentLog,
    );
    expect(await (await app.request('/mine')).text()).toBe('mine');
    expect(await (await app.request('/other')).text()).toBe('the rest');
  });
  it('finishes a request that runs while it stops, and takes no more', async () => {
    const answered = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    const slow = adapter(async () => {
      arrived.resolve();
      await answered.promise;
      return new Response('done');
    });
    const server = await listen(routesOf([slow], silentLog), 0, '127.0.0.1');
    const response = fetch(server.url);
    await arrived.promise;
    const stopped = server.stop();
    await expect(fetch(server.url)).rejects.toThrow();
    answered.resolve();
    expect(await (await response).text()).toBe('done');
    await stopped;
  });
  it.each([
    ['that has said nothing', ''],
    ['on which a request has begun', 'GET / HTTP/1.1\r\nHost: x\r\n'],
    ['on which a question is still being sent', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf of it'],
    ['that was kept after its answer', 'GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n'],
  ])('is held up by no connection %s', async (_, sent) => {
    const reading = adapter(async (request) => new Response(await request.text().catch(() => 'broken off')));
    const server = await listen(routesOf([reading], silentLog), 0, '127.0.0.1');
    const held = await connected(server.url, sent);
    const ended = once(held.resume(), 'close');
    await server.stop();
    await ended;
  });
  it('says that it is the last answer of a connection once it stops', async () => {
    const health = createHealth({ platforms: [] });
    const server = await listen(
      routesOf([adapter(async () => new Response('x'))], silentLog, { health }),
      0,
      '127.0.0.1',
    );
    const ask = async () => text(await connected(server.url, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'));
    health.enter('stopping');
    // The text ends, so the connection has.
    expect(await ask()).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*connection: close\r\n[^]*x$/im);
    await server.stop();
  });
  it('tells nothing of a bug', async () => {
    const app = routesOf([adapter(() => Promise.reject(new Error('inner cause')))], silentLog);
    const response = await app.request('/');
    expect([response.status, await response.text()]).toEqual([500, 'Something broke on our side.']);
  });
});
