/** The services of a server, made from its environment. */
import { commands } from '../../commands/index.ts';
import type { Log } from '../../src/ports.ts';
import { createCharts } from '../../src/services/chart/index.ts';
import { budgetGauges, createBudget } from '../../src/services/hub/budget.ts';
import { createLimits } from '../../src/services/limits/index.ts';
import { createLinks } from '../../src/services/links/index.ts';
import type { Metrics } from '../../src/services/metrics/index.ts';
import { ageGauge } from '../../src/services/prices/age.ts';
import { createStores } from '../../src/services/store/index.ts';
import { DEFAULT_PATH, placeOf } from '../../src/services/store/path.ts';
import { poolGauges } from '../compute/gauges.ts';
import { createPool } from '../compute/pool.ts';
import type { Settings } from '../settings.ts';
import { hubOf, pricesOf } from './common.ts';

/**
 * @param isForAll whether a platform is on, which keeps something; the page alone keeps nothing, so it leaves no file behind.
 * @throws Error with a sentence where a setting cannot be used.
 */
export async function createServices(settings: Settings, isForAll: boolean, log: Log) {
  const { DATABASE_URL: databaseUrl, STORE_KEY, CHART_KEY, PUBLIC_URL: publicUrl } = settings;
  const stores = createStores({ databaseUrl, key: STORE_KEY, log });
  const { keys: store } = stores;
  const keeper = isForAll || databaseUrl !== undefined ? store : undefined;
  const metrics = await metricsOf(settings);
  const budget = createBudget();
  const prices = await pricesOf(settings, log, keeper);
  const isShared = placeOf(databaseUrl ?? DEFAULT_PATH).kind === 'postgres';
  const links = publicUrl === undefined ? undefined : createLinks({ store, publicUrl });
  const meters = metrics?.meters;
  const hub = hubOf(settings, { keeper, budget, meters, log });
  const pool = createPool({ commands, hub, prices });
  metrics?.add(
    ...budgetGauges(budget),
    ageGauge(prices, () => new Date()),
    ...poolGauges(pool),
  );
  return {
    pool,
    stores,
    metrics,
    prices,
    links,
    chart: createCharts({ key: CHART_KEY, publicUrl }),
    installations: STORE_KEY === undefined ? undefined : stores.installations,
    isStoreThere: keeper && (() => stores.isReachable()),
    ofCommands: {
      hub,
      prices,
      settings: stores.settings,
      ...(links ? { links } : {}),
    },
    door: {
      limits: createLimits({ allowance: settings.LIMITS, counters: isShared ? store : undefined, log }),
      meters,
    },
  };
}

/** Loaded only where somebody may read them. */
async function metricsOf({ METRICS_PORT, METRICS_TOKEN }: Settings): Promise<Metrics | undefined> {
  if (METRICS_PORT === undefined && METRICS_TOKEN === undefined) return undefined;
  return (await import('../../src/services/metrics/index.ts')).createMetrics();
}
