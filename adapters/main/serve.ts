/** The server: every platform that is on, the page, the probes and the metrics. */
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createBot } from '../../commands/core/bot.ts';
import { commands } from '../../commands/index.ts';
import type { Adapter, Platform } from '../adapter.ts';
import type { Environment } from '../env.ts';
import { createHealth, type Health, standAlone } from '../health.ts';
import { createLog, scrubber } from '../log.ts';
import { listen, listenForMetrics, routesOf } from '../server.ts';
import type { Settings } from '../settings.ts';
import { leaveOnBugs, stopAll, type Stoppable, type StoppedBy, stopOnSignal } from '../stop.ts';
import { environmentHere, fail } from './common.ts';
import { greeting } from './greeting.ts';
import { createServices } from './services.ts';

/** For what everybody else depended on, in milliseconds. */
const LAST_MS = 900;
const LOOK_EVERY_MS = 1000;

type Services = Awaited<ReturnType<typeof createServices>>;

/** Starts it; a sentence on standard error and the exit code 1 where it cannot start. */
export async function serve(): Promise<void> {
  const env = await environmentHere('server');
  const log = createLog({ level: env.settings.LOG_LEVEL, secrets: env.secrets });
  await start(env, log).catch((error: unknown) => {
    log.debug({ err: error }, 'could not start');
    fail(scrubber(env.secrets)(error instanceof Error ? error.message : String(error)));
  });
}

async function start(env: Environment, log: Logger): Promise<void> {
  leaveOnBugs(log);
  // What is on by itself keeps nothing, and serves whatever else does.
  const isSetUp = ({ on }: Platform) => on === undefined;
  const services = await createServices(
    env.settings,
    env.on.some(({ platform }) => isSetUp(platform)),
    log,
  );
  const loaded = await load(env, services, log);
  const chosen = loaded.filter(({ platform }) => isSetUp(platform));
  const health = createHealth({ platforms: chosen, isStoreThere: services.isStoreThere });
  services.metrics?.add(health.gauge);
  const { ofCommands, door, pool } = services;
  const bot = createBot({ commands, log, services: ofCommands, door, compute: pool.compute });
  const adapters = loaded.map(({ adapter }) => adapter);
  const [server, ...others] = await listenAt(env.settings, adapters, { services, health, log });
  const { stores, chart, prices } = services;
  const order = { first: [server, ...others, ...adapters], last: [pool, stores, chart, prices] };
  const stop = stopOf({ ...order, settings: env.settings, health, log });
  stopOnSignal(stop, process.env['npm_lifecycle_event'] !== undefined);
  // A store that is down is told in the log, and is no reason not to answer.
  void services.isStoreThere?.();
  await Promise.all(adapters.map((adapter) => adapter.start(bot)));
  // Whoever set up the page for others to reach has something on in any case.
  if (env.settings.PUBLIC_URL === undefined) leaveWhenClosed(health, stop, log);
  health.enter('serving');
  process.stdout.write(await greeting({ url: server.url, platforms: chosen, off: env.off }, bot));
}

/** The platforms that are on. */
async function load({ on, settings }: Environment, services: Services, log: Logger) {
  const { stores, chart, installations, links } = services;
  const kept = { settings: stores.settings, installations, links };
  const given = { log, store: stores.keys, chart, kept, publicUrl: settings.PUBLIC_URL };
  return Promise.all(
    on.map(async ({ platform, env }) => ({
      platform,
      ...standAlone(platform.name, await platform.load(env, given), log),
    })),
  );
}

interface Made {
  readonly services: Services;
  readonly health: Health;
  readonly log: Logger;
}

/** The one server, and that of the metrics where they have a port of their own. */
async function listenAt(settings: Settings, adapters: readonly Adapter[], { services, health, log }: Made) {
  const { PORT, HOST, PROXIES: proxies, METRICS_PORT, METRICS_TOKEN: token } = settings;
  const { metrics } = services;
  const here = metrics && token !== undefined && METRICS_PORT === undefined ? { readable: metrics, token } : undefined;
  const server = await listen(routesOf(adapters, log, { proxies, health, metrics: here }), PORT, HOST);
  if (!metrics || METRICS_PORT === undefined) return [server] as const;
  const other = await listenForMetrics(metrics, token, METRICS_PORT, HOST);
  log.info({ url: other.url }, 'metrics are read here');
  return [server, other] as const;
}

interface Stopping extends Omit<Made, 'services'> {
  readonly settings: Settings;
  /** What ends first: it needs everything else to its end. */
  readonly first: readonly Stoppable[];
  /** What everybody else depended on. */
  readonly last: readonly Stoppable[];
}

/** How it ends: not ready, then nothing new, then what runs, then what that needed. */
function stopOf({ settings, health, first, last, log }: Stopping): (by: StoppedBy) => Promise<void> {
  return async (by) => {
    health.enter('stopping');
    log.info({}, 'stopping');
    // Those who send people here learn of it a little later, and who comes until then is served.
    if (by === 'manager') await setTimeout(settings.DRAIN_SECONDS * 1000);
    const failures = [...(await stopAll(first)), ...(await stopAll(last, LAST_MS))];
    for (const error of failures) log.warn({ err: error }, 'did not stop cleanly');
  };
}

/** Ends the process with 1 once nothing that was set up can ever serve again. @throws Error where that is so at once. */
function leaveWhenClosed(health: Health, stop: (by: StoppedBy) => Promise<void>, log: Logger): void {
  const reason = health.allClosed();
  if (reason !== undefined) throw new Error(reason);
  const timer = setInterval(() => {
    const closed = health.allClosed();
    if (closed === undefined || health.phase === 'stopping') return;
    clearInterval(timer);
    log.fatal({}, `nothing is left to serve: ${closed}`);
    void stop('person').finally(() => process.exit(1));
  }, LOOK_EVERY_MS).unref();
}
