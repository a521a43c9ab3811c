/** One command line, answered in place with as little as that takes. */
import { existsSync } from 'node:fs';
import { createBot } from '../../commands/core/bot.ts';
import { commands } from '../../commands/index.ts';
import type { Log, Stores } from '../../src/ports.ts';
import { DEFAULT_PATH, placeOf } from '../../src/services/store/path.ts';
import type { Settings } from '../settings.ts';
import { errorsHere } from '../terminal/index.ts';
import { environmentHere, hubOf, lazily, pricesOf } from './common.ts';

/** Starts the platforms that answer a command line; each has answered once it has started. */
export async function answer(): Promise<void> {
  const { settings, on } = await environmentHere('command line');
  const log = errorsHere;
  const stores = storesHere(settings, log);
  const prices = settings.PRICES_FILE === undefined ? {} : { prices: await pricesOf(settings, log) };
  const bot = createBot({ commands, log, services: { hub: hubOf(settings), settings: stores.settings, ...prices } });
  for (const { platform, env } of on) {
    const adapter = await platform.load(env, { log, store: stores.keys });
    await adapter.start(bot);
    await adapter.stop();
  }
  await stores.stop();
}

/** What was saved in this folder; the store is loaded when there may be something in it, or something is to be kept. */
function storesHere({ DATABASE_URL: databaseUrl }: Settings, log: Log) {
  let made: Promise<Stores> | undefined;
  const make = async () => (await import('../../src/services/store/index.ts')).createStores({ databaseUrl, log });
  const stores = () => (made ??= make());
  const place = placeOf(databaseUrl ?? DEFAULT_PATH);
  const mayHold = () => made !== undefined || place.kind === 'postgres' || existsSync(place.path);
  const settings = lazily(async () => (await stores()).settings, ['get', 'set', 'forget']);
  return {
    keys: lazily(async () => (await stores()).keys, ['get', 'set', 'claim']),
    // Whoever only looks makes no file.
    settings: {
      ...settings,
      get: async (owner: Parameters<typeof settings.get>[0]) => (mayHold() ? settings.get(owner) : {}),
    },
    stop: async () => (await made)?.stop(),
  };
}
