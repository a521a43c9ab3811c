/** How old prices are, as it is read when somebody looks. */
import type { Gauge, Price, Prices } from '../../ports.ts';

/** The seconds since the youngest price of each provider, by its id; the operator's own among them. */
export function ageGauge(prices: Prices, now: () => Date): Gauge {
  return {
    name: 'headroom_prices_age_seconds',
    help: 'The age of the youngest price of a provider.',
    label: 'provider',
    read() {
      const youngest = new Map<string, number>();
      for (const { provider, date } of prices.current()) {
        youngest.set(provider, Math.max(timeOf(date), youngest.get(provider) ?? -Infinity));
      }
      return new Map([...youngest].map(([provider, time]) => [provider, (now().getTime() - time) / 1000]));
    },
  };
}

/** Where the source says a month or a year alone, its beginning, in milliseconds since 1970. */
function timeOf(date: Price['date']): number {
  return Date.parse(date);
}
