/** Prices of rented GPUs: their shape, their dates, and the snapshot that comes with the program. */
import type { Price, Prices } from '../ports.ts';
import { PROVIDERS, type ProviderId, type ProviderRow } from './prices/providers.ts';
import { SNAPSHOT, SNAPSHOT_SOURCES } from './prices/snapshot.ts';

export { CARD_PRICES } from './prices/cards.ts';
export { PROVIDERS, providerNamed, SEGMENTS, TRUSTS, type ProviderId } from './prices/providers.ts';

/** Prices below or above these are mistakes of a list: dollars per GPU and hour. */
export const PRICE_RANGE = { min: 0.01, max: 100 } as const;
/** From this age on a price is marked. */
export const STALE_DAYS = 180;

const DAY_MS = 86_400_000;

/** The day of a price: a year alone means 1 January, a month alone its first day. */
export function dayOf(date: string): Date {
  const [year = '', month = '01', day = '01'] = date.split('-');
  return new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
}

/** Whole days from a price's day to `now`; never negative. */
export function ageDays(date: string, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - dayOf(date).getTime()) / DAY_MS));
}

/** What a provider's row says of each of its prices. */
export function providerFacts(id: ProviderId): Pick<Price, 'provider' | 'providerLabel' | 'segment' | 'anyCount'> {
  const { label, segment, anyCount }: ProviderRow = PROVIDERS[id];
  return { provider: id, providerLabel: label, segment, anyCount: anyCount === true };
}

const shipped: readonly Price[] = SNAPSHOT.map(
  ([provider, gpu, gpuCount, instance, region, spot, usdPerGpuHour, date, trust, source]) => ({
    ...providerFacts(provider),
    gpu,
    gpuCount,
    instance,
    region,
    spot,
    usdPerGpuHour,
    date,
    trust,
    source: SNAPSHOT_SOURCES[source],
  }),
);

/** The prices that come with the program. */
export const SHIPPED_PRICES: Prices = { current: () => shipped };
