/** The server: every platform that is on, the page, the probes and the metrics. */
import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { createBot } from '../../commands/core/bot.ts';
import { commands } from '../../commands/index.ts';
import type { Adapter } from '../adapter.ts';
import { type Environment, readEnv } from '../env.ts';
import { createHealth, type Health, standAlone, type Watched } from '../health.ts';
import { platforms } from '../index.ts';
import { createLog, scrubber } from '../log.ts';
import { listen, listenForMetrics, routesOf } from '../server.ts';
import type { Settings } from '../settings.ts';
import { leaveOnBugs, stopAll, type Stoppable, type StoppedBy, stopOnSignal } from '../stop.ts';
import { createWeb } from '../web/index.ts';
import { variables } from './common.ts';
import { greeting } from './greeting.ts';
import { createServices } from './services.ts';

/** For what everybody else depended on, in milliseconds. */
const LAST_MS = 900;
const LOOK_EVERY_MS = 1000;

type Services = Awaited<ReturnType<typeof createServices>>;

/** Starts it; a sentence on standard error and the exit code 1 where it cannot start. */
export async function serve(): Promise<void> {
  try {
    const env = readEnv(platforms, await variables());
    const log = createLog({ level: env.settings.LOG_LEVEL, secrets: env.secrets });
    await start(env, log).catch((error: unknown) => {
      log.debug({ err: error }, 'could not start');
      throw new Error(scrubber(env.secrets)(error instanceof Error ? error.message : String(error)));
    });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

async function start(env: Environment, log: Logger): Promise<void> {
  leaveOnBugs(log);
  const services = await createServices(env.settings, env.on.length > 0, log);
  const chosen = await load(env, services, log);
  const health = createHealth({ platforms: chosen, isStoreThere: services.isStoreThere });
  services.metrics?.add(health.gauge);
  const bot = createBot({ commands, log, services: services.ofCommands, compute: services.pool.compute });
  // The web page answers whatever path no other platform takes, so it comes last.
  const adapters = [...chosen.map(({ adapter }) => adapter), createWeb({ log, ...services })];
  const [server, ...others] = await listenAt(env.settings, adapters, { services, health, log });
  const stop = stopOf({ settings: env.settings, services, health, first: [server, ...others, ...adapters], log });
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
async function load({ on, settings }: Environment, services: Services, log: Logger): Promise<readonly Watched[]> {
  const { stores, chart, installations } = services;
  const { keys: store, settings: saved } = stores;
  const given = { log, store, chart, settings: saved, installations, publicUrl: settings.PUBLIC_URL };
  return Promise.all(
    on.map(async ({ platform, env }) => standAlone(platform.name, await platform.load(env, given), log)),
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

interface Stopping extends Made {
  readonly settings: Settings;
  /** What ends first: it needs everything else to its end. */
  readonly first: readonly Stoppable[];
}

/** How it ends: not ready, then nothing new, then what runs, then what that needed. */
function stopOf({ settings, services, health, first, log }: Stopping): (by: StoppedBy) => Promise<void> {
  const { pool, stores, chart, prices } = services;
  return async (by) => {
    health.enter('stopping');
    log.info({}, 'stopping');
    // Those who send people here learn of it a little later, and who comes until then is served.
    if (by === 'manager') await setTimeout(settings.DRAIN_SECONDS * 1000);
    const failures = [...(await stopAll(first)), ...(await stopAll([pool, stores, chart, prices], LAST_MS))];
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
