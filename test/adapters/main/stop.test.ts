import { describe, expect, it } from 'vitest';
import type { Adapter } from '../../../adapters/adapter.ts';
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
  it('tells nothing of a bug', async () => {
    const app = routesOf([adapter(() => Promise.reject(new Error('inner cause')))], silentLog);
    const response = await app.request('/');
    expect([response.status, await response.text()]).toEqual([500, 'Something broke on our side.']);
  });
});
