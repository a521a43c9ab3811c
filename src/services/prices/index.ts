/**
 * Prices that stay fresh: the shipped ones until a refresh has read a provider's catalogue whole and believed it. A
 * catalogue that fails in any way leaves what was there, and a line in the log.
 */
import { setTimeout as wait } from 'node:timers/promises';
import { SHIPPED_PRICES } from '../../facts/prices.ts';
import type { Log, Price, Prices } from '../../ports.ts';
import { download } from './download.ts';
import { CatalogueError } from './errors.ts';
import { readOwnPrices } from './own.ts';
import { readCatalogue } from './read.ts';
import { type Keeper, keepSnapshot, lastSnapshot } from './snapshot.ts';
import { ADDRESSES, SOURCES, type Addresses, type CatalogueSource } from './sources.ts';

export interface PricesOptions {
  readonly log: Log;
  readonly now: () => Date;
  /** From 0 to 1: spreads refreshes over time. */
  readonly random?: () => number;
  /** Prices of the operator, which go before all others. */
  readonly file?: string | undefined;
  readonly sources?: readonly CatalogueSource[];
  readonly addresses?: Addresses;
  readonly timeoutMs?: number;
  readonly maxBytes?: number;
  /** Keeps what was last believed beyond this process. */
  readonly keeper?: Keeper | undefined;
}

export interface RefreshedPrices extends Prices {
  /** Reads all catalogues once, and swaps the prices in at the end. Never rejects. */
  refresh(): Promise<void>;
  /** Takes the prices that were last kept, where they are no older than ours. Never rejects. */
  restore(): Promise<void>;
  /** Restores, refreshes now and then every seven hours, as often as the catalogues change; stopped by `stop`. */
  start(): void;
  stop(): Promise<void>;
}

const HOUR_MS = 3_600_000;
const EVERY_MS = 7 * HOUR_MS;
/** Of the interval, added by chance, so that instances do not all ask at once. */
const JITTER = 0.2;
/** Before the first refresh, by chance. */
const FIRST_MS = 60_000;
const TIMEOUT_MS = 60_000;
const MAX_BYTES = 64 * 1024 ** 2;

/** @throws Error when the operator's file cannot be used. */
export function createPrices(options: PricesOptions): RefreshedPrices {
  const { log, random = Math.random, file } = options;
  const own = file === undefined ? [] : readOwnPrices(file);
  const stopping = new AbortController();
  let prices = withOwn(SHIPPED_PRICES.current(), own);

  async function refresh(): Promise<void> {
    const next = await allRefreshed(prices, options, stopping.signal);
    const isNew = next !== prices;
    prices = withOwn(next, own);
    if (isNew) await keep(prices, options);
  }

  async function restore(): Promise<void> {
    prices = withOwn(await withKept(prices, options), own);
  }

  async function keepRefreshing(): Promise<void> {
    const sleep = (ms: number) => wait(ms, undefined, { signal: stopping.signal, ref: false });
    await restore();
    await sleep(random() * FIRST_MS);
    for (;;) {
      await refresh();
      await sleep(EVERY_MS * (1 + JITTER * random()));
    }
  }

  return {
    current: () => prices,
    refresh,
    restore,
    start: () => void keepRefreshing().catch(() => log.debug({}, 'price refresh stopped')),
    async stop() {
      stopping.abort();
    },
  };
}

// ----- Keeping -----

/** Keeps what catalogues said, without the operator's prices. Never rejects. */
async function keep(prices: readonly Price[], { sources = SOURCES, keeper, log }: PricesOptions): Promise<void> {
  const providers: readonly string[] = sources.map(({ provider }) => provider);
  const rows = prices.filter(({ provider, trust }) => providers.includes(provider) && trust !== 'operator');
  if (keeper) await keepSnapshot(keeper, rows).catch((error: unknown) => couldNot(error, log));
}

/** The prices with what was last kept, where it is no older. Never rejects. */
async function withKept(
  prices: readonly Price[],
  { sources = SOURCES, keeper, log }: PricesOptions,
): Promise<readonly Price[]> {
  try {
    const kept = keeper ? await lastSnapshot(keeper) : [];
    return sources.reduce((rows, { provider }) => newer(rows, kept, provider), prices);
  } catch (error) {
    couldNot(error, log);
    return prices;
  }
}

function couldNot(error: unknown, log: Log): void {
  log.warn({ err: error }, 'prices could not be kept or restored');
}

/** The prices with one provider's replaced by the kept ones, unless ours are younger: the program may be. */
function newer(prices: readonly Price[], kept: readonly Price[], provider: string): readonly Price[] {
  const of = (rows: readonly Price[]) => rows.filter((price) => price.provider === provider);
  const youngest = (rows: readonly Price[]) => rows.reduce((day, { date }) => (date > day ? date : day), '');
  const own = of(kept);
  if (own.length === 0 || youngest(own) < youngest(of(prices))) return prices;
  return [...prices.filter((price) => price.provider !== provider), ...own];
}

// ----- Refreshing -----

/** The prices with every provider's replaced whose catalogue can be had; as they were once `signal` says to stop. */
async function allRefreshed(
  prices: readonly Price[],
  options: PricesOptions,
  signal: AbortSignal,
): Promise<readonly Price[]> {
  let next = prices;
  for (const source of options.sources ?? SOURCES) {
    if (signal.aborted) return prices;
    next = await refreshed(next, source, options, signal);
  }
  return next;
}

/** The prices with one provider's replaced, or as they were where its catalogue cannot be had or believed. */
async function refreshed(
  prices: readonly Price[],
  source: CatalogueSource,
  options: PricesOptions,
  signal: AbortSignal,
): Promise<readonly Price[]> {
  const { log, addresses = ADDRESSES } = options;
  const { provider, format } = source;
  for (const address of addresses[format]) {
    if (signal.aborted) break;
    try {
      const fresh = await believed(source, address, prices, options, signal);
      log.info({ provider, prices: fresh.length }, 'prices refreshed');
      return [...prices.filter((price) => price.provider !== provider), ...fresh];
    } catch (error) {
      log.warn({ provider, address, err: error }, 'prices not refreshed from here, the former ones stay');
    }
  }
  return prices;
}

/** @throws for a catalogue that cannot be had whole, or not be believed. */
async function believed(
  source: CatalogueSource,
  address: string,
  prices: readonly Price[],
  { now, timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES }: PricesOptions,
  signal: AbortSignal,
): Promise<readonly Price[]> {
  const { bytes, url, date } = await download(source, address, { timeoutMs, maxBytes, signal });
  const fresh = await readCatalogue(source, bytes, { url, date: date ?? now().toISOString().slice(0, 10) });
  checkAgainst(
    prices.filter((price) => price.provider === source.provider),
    fresh,
  );
  return fresh;
}

/** A change by more than this, for half of the devices, is a change of units. */
const MOST_CHANGE = 4;
/** Fewer devices than this share of those before: the file was cut off. */
const LEAST_DEVICES = 0.4;

/** @throws CatalogueError where new prices cannot follow the former ones. */
function checkAgainst(before: readonly Price[], fresh: readonly Price[]): void {
  const [old, young] = [cheapestOf(before), cheapestOf(fresh)];
  if (young.size < LEAST_DEVICES * old.size) {
    throw new CatalogueError(`prices of ${young.size} devices only, before of ${old.size}`);
  }
  const both = [...young].filter(([gpu]) => old.has(gpu));
  const odd = both.filter(([gpu, usd]) => Math.abs(Math.log(usd / old.get(gpu)!)) > Math.log(MOST_CHANGE));
  if (both.length > 0 && odd.length > both.length / 2) {
    throw new CatalogueError(`${odd.length} of ${both.length} prices changed more than ${MOST_CHANGE} times`);
  }
}

/** The least on-demand price of each device. */
function cheapestOf(prices: readonly Price[]): ReadonlyMap<string, number> {
  const least = new Map<string, number>();
  for (const { gpu, spot, usdPerGpuHour } of prices) {
    if (!spot) least.set(gpu, Math.min(usdPerGpuHour, least.get(gpu) ?? Infinity));
  }
  return least;
}

/** The operator's prices in place of the same provider's, device and market. */
function withOwn(prices: readonly Price[], own: readonly Price[]): readonly Price[] {
  const key = ({ provider, gpu, spot }: Price) => `${provider} ${gpu} ${spot}`;
  const replaced = new Set(own.map(key));
  return [...prices.filter((price) => !replaced.has(key(price))), ...own];
}
