/** What the server and a command line make alike; of the services nothing is loaded before it is used. */
import { existsSync } from 'node:fs';
import type { Hub, Log, Store } from '../../src/ports.ts';
import type { HubOptions } from '../../src/services/hub/index.ts';
import { type Environment, readEnv, type Start } from '../env.ts';
import { platforms } from '../index.ts';
import type { Settings } from '../settings.ts';

/** What the platforms and the settings read in this process's environment; what is wrong with it ends the process. */
export async function environmentHere(start: Start): Promise<Environment> {
  try {
    return readEnv(platforms, await variables(), start);
  } catch (error) {
    return fail(error);
  }
}

/** Ends the process with 1 and a sentence on standard error. */
export function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

/** What is set, with what `.env` adds to it; dotenv is loaded where there is such a file. */
async function variables(): Promise<Readonly<Record<string, string | undefined>>> {
  const all = Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? '']));
  if (existsSync('.env')) (await import('dotenv')).config({ quiet: true, processEnv: all });
  return all;
}

/** A port whose service is loaded and made at the first call of any of its methods, which are named. */
export function lazily<T extends object>(make: () => Promise<T>, methods: readonly (keyof T & string)[]): T {
  let made: Promise<T> | undefined;
  const call =
    (method: keyof T & string) =>
    async (...args: readonly unknown[]) => {
      const service = await (made ??= make());
      return (service[method] as (...given: readonly unknown[]) => unknown)(...args);
    };
  // The same names with the same arguments, and results that are promises in any case.
  return Object.fromEntries(methods.map((method) => [method, call(method)])) as T;
}

/** The Hub, made when somebody first asks for a model that is not in the catalogue. */
export function hubOf(
  { HF_ENDPOINT: endpoint, HF_TOKEN: token, HF_TOKEN_FOR: tokenFor }: Settings,
  more: Pick<HubOptions, 'keeper' | 'budget' | 'meters' | 'log'> = {},
): Hub {
  const options = { endpoint, token, tokenFor, ...more };
  return lazily(async () => (await import('../../src/services/hub/index.ts')).createHub(options), ['model']);
}

/** The prices of the settings: refreshed, with the operator's own, or the ones that come with the program. */
export async function pricesOf(
  { PRICES_REFRESH, PRICES_FILE }: Pick<Settings, 'PRICES_REFRESH' | 'PRICES_FILE'>,
  log: Log,
  keeper?: Store,
) {
  const { createPrices } = await import('../../src/services/prices/index.ts');
  const prices = createPrices({ log, now: () => new Date(), file: PRICES_FILE, keeper });
  if (PRICES_REFRESH === 'on') prices.start();
  return prices;
}
