/** The one HTTP server: every adapter's routes, and the health check. */
import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { whereFailed } from '../src/errors.ts';
import type { Log } from '../src/ports.ts';
import type { Adapter } from './adapter.ts';
import { addressFrom } from './address.ts';

export interface Server {
  readonly url: string;
  /** Takes no more requests and waits for those that run. */
  stop(): Promise<void>;
}

export type Routes = Hono<{ Bindings: HttpBindings }>;

export interface RoutesOptions {
  /** Proxies of ours in front, whose `X-Forwarded-For` is believed; none unless given. */
  readonly PROXIES?: number;
}

/** The routes of all adapters in their order, the first that answers; the health check before them. */
export function routesOf(adapters: readonly Adapter[], log: Log, { PROXIES: proxies = 0 }: RoutesOptions = {}): Routes {
  const app: Routes = new Hono();
  app.get('/healthz', (context) => context.json({ status: 'ok' }));
  app.all('*', async (context) => {
    // Nothing came over a connection where a test asks the routes themselves.
    const peer = (context.env as Partial<HttpBindings> | undefined)?.incoming?.socket.remoteAddress;
    const address = addressFrom(peer, context.req.header('x-forwarded-for'), proxies);
    for (const adapter of adapters) {
      const response = await adapter.fetch?.(context.req.raw, address);
      if (response) return response;
    }
    return context.text('Not found', 404);
  });
  app.onError((error, context) => {
    log.error({ failure: whereFailed(error) }, 'request failed');
    log.debug({ err: error, path: context.req.path }, 'what failed');
    return context.text('Something broke on our side.', 500);
  });
  return app;
}

/** Listens; `host` undefined means every address. Rejects with one sentence that says what to change. */
export function listen(app: Routes, port: number, host: string | undefined): Promise<Server> {
  // Without TLS options it is a plain HTTP server.
  const server = createAdaptorServer({ fetch: app.fetch }) as HttpServer;
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(refusal(error, port, host))));
    server.listen(port, host, () => {
      const { port: taken } = server.address() as AddressInfo;
      resolve({ url: addressOf(host, taken), stop: () => close(server) });
    });
  });
}

/** Connections that are kept alive end as soon as their last answer is out, instead of when they time out. */
function close(server: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    const timer = setInterval(() => server.closeIdleConnections(), 20);
    server.close(() => {
      clearInterval(timer);
      resolve();
    });
  });
}

function refusal({ code, message }: NodeJS.ErrnoException, port: number, host: string | undefined): string {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is taken; stop what listens there, or choose another port, for example PORT=${port === 3001 ? 3002 : 3001}.`,
    EACCES: `Port ${port} is not open to this user; choose one above 1023, for example PORT=3000.`,
    EADDRNOTAVAIL: `HOST is ${host}, which is no address of this machine; leave it out to listen on every one.`,
    ENOTFOUND: `HOST is ${host}, which is no known address; leave it out to listen on every one.`,
  };
  return reasons[code ?? ''] ?? `The web server cannot start: ${message}.`;
}

function addressOf(host: string | undefined, port: number): string {
  const everywhere = host === undefined || host === '0.0.0.0' || host === '::';
  const name = everywhere ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}
