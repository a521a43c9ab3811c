/** The one HTTP server: every adapter's routes, and the probes. */
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { whereFailed } from '../src/errors.ts';
import type { Log } from '../src/ports.ts';
import type { Adapter } from './adapter.ts';
import { addressFrom } from './address.ts';
import { type Health, probesOf } from './health.ts';
import { metricsRoutes, type Readable } from './metrics.ts';

export interface Server {
  readonly url: string;
  /** Takes no more requests and waits for those that run. */
  stop(): Promise<void>;
}

export type Routes = Hono<{ Bindings: HttpBindings }>;

export interface RoutesOptions {
  /** Proxies of ours in front, whose `X-Forwarded-For` is believed; none unless given. */
  readonly proxies?: number;
  readonly health?: Health;
  /** What `/metrics` says to those with the token; without it there is no such path. */
  readonly metrics?: { readonly readable: Readable; readonly token: string } | undefined;
}

/** The routes of all adapters in their order, the first that answers; the probes before them. */
export function routesOf(adapters: readonly Adapter[], log: Log, options: RoutesOptions = {}): Routes {
  const { proxies = 0, health, metrics } = options;
  const app: Routes = new Hono();
  app.use(async (context, next) => {
    await next();
    // Whoever keeps a connection for later learns that there is no later here.
    if (health?.phase === 'stopping') context.header('Connection', 'close');
  });
  app.route('/', probesOf(health));
  if (metrics) app.route('/', metricsRoutes(metrics.readable, metrics.token));
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

/** Listens for metrics alone. */
export function listenForMetrics(
  readable: Readable,
  token: string | undefined,
  port: number,
  host: string | undefined,
) {
  return listen(metricsRoutes(readable, token), port, host, 'METRICS_PORT');
}

/** Listens; `host` undefined means every address. Rejects with one sentence that says what to change. */
export function listen(
  app: Pick<Parameters<typeof createAdaptorServer>[0], 'fetch'>,
  port: number,
  host: string | undefined,
  variable = 'PORT',
): Promise<Server> {
  // Without TLS options it is a plain HTTP server.
  const server = createAdaptorServer({ fetch: app.fetch }) as HttpServer;
  const running = new Set<IncomingMessage>();
  server.on('request', (request, response) => {
    running.add(request);
    response.once('close', () => running.delete(request));
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(new Error(refusal(error, variable, port, host))));
    server.listen(port, host, () => {
      const { port: taken } = server.address() as AddressInfo;
      resolve({ url: addressOf(host, taken), stop: () => close(server, running) });
    });
  });
}

const LOOK_EVERY_MS = 20;
/** What is still being sent to us is waited for no longer than this, in milliseconds. */
const ARRIVAL_MS = 1000;

/**
 * Every request that has arrived gets its answer. Connections that are kept alive, or on which a request has only begun,
 * hold nobody up: they end with the last answer, instead of when they time out.
 */
function close(server: HttpServer, running: ReadonlySet<IncomingMessage>): Promise<void> {
  return new Promise((resolve) => {
    let looks = 0;
    const timer = setInterval(() => {
      looks += 1;
      const isLate = looks * LOOK_EVERY_MS > ARRIVAL_MS;
      const waited = [...running].filter(({ complete }) => complete || !isLate);
      if (waited.length === 0) server.closeAllConnections();
      else server.closeIdleConnections();
    }, LOOK_EVERY_MS);
    server.close(() => {
      clearInterval(timer);
      resolve();
    });
  });
}

function refusal(
  { code, message }: NodeJS.ErrnoException,
  variable: string,
  port: number,
  host: string | undefined,
): string {
  const reasons: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is taken; stop what listens there, or choose another port, for example ${variable}=${port === 3001 ? 3002 : 3001}.`,
    EACCES: `Port ${port} is not open to this user; choose one above 1023, for example ${variable}=3000.`,
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
