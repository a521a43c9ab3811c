/** One command line, answered in place with as little as that takes. */
import { existsSync } from 'node:fs';
import { createBot } from '../../commands/core/bot.ts';
import { commands } from '../../commands/index.ts';
import type { Log, Prices, Settings as SavedSettings, Stores } from '../../src/ports.ts';
import { DEFAULT_PATH } from '../../src/services/store/path.ts';
import type { Settings } from '../settings.ts';
import { runTerminal } from '../terminal/index.ts';
import { programOf, screen } from '../terminal/screen.ts';
import { hubOf, pricesOf, variables } from './common.ts';

/** @returns the exit code. */
export async function answer(word: string, words: readonly string[]): Promise<number> {
  // Whoever reads us may stop reading: `… --batch | head -1`.
  process.stdout.on('error', () => process.exit());
  const isFlag = word.startsWith('-');
  const name = isFlag ? (commands[0]?.name ?? '') : word;
  const log = terminalLog();
  const settings = async () => (await import('../env.ts')).readEnv([], await variables()).settings;
  const saved = savedHere(settings, log);
  const services = { hub: hubOf(settings), settings: saved.settings, ...(await ownPrices(settings, log)) };
  const code = await runTerminal(createBot({ commands, log, services }), name, isFlag ? [word, ...words] : words, {
    get input() {
      return process.stdin;
    },
    output: screen(process.stdout),
    errors: screen(process.stderr),
    program: programOf,
  });
  await saved.stop();
  return code;
}

/** Whoever sees a bug here asked the question, so it is told with all that is known of it, and nothing else is. */
function terminalLog(): Log {
  const stackOf = (fields: object) => ('err' in fields && fields.err instanceof Error ? `\n${fields.err.stack}` : '');
  const print = (fields: object, message: string) => void process.stderr.write(`${message}${stackOf(fields)}\n`);
  return {
    debug: (fields, message) => void (stackOf(fields) && print(fields, message)),
    info() {},
    warn() {},
    error: print,
  };
}

/** What was saved in this folder; the store is opened when there may be something in it, or something is to be kept. */
function savedHere(environment: () => Promise<Settings>, log: Log) {
  let opened: Promise<Stores> | undefined;
  const open = async () => {
    const { createStores } = await import('../../src/services/store/index.ts');
    return createStores({ databaseUrl: (await environment()).DATABASE_URL, log });
  };
  const stores = async () => (await (opened ??= open())).settings;
  const isThere = async () =>
    existsSync(DEFAULT_PATH) ||
    ((process.env['DATABASE_URL'] || existsSync('.env')) && (await environment()).DATABASE_URL !== undefined);
  const settings: SavedSettings = {
    get: async (owner) => ((await isThere()) || opened ? (await stores()).get(owner) : {}),
    set: async (...change) => (await stores()).set(...change),
    forget: async (owner) => (await stores()).forget(owner),
  };
  return { settings, stop: async () => (await opened)?.stop() };
}

/** The operator's prices, where there are any: reading the environment costs time that most answers need not take. */
async function ownPrices(settings: () => Promise<Settings>, log: Log): Promise<{ readonly prices?: Prices }> {
  if (!process.env['PRICES_FILE'] && !existsSync('.env')) return {};
  const { PRICES_FILE } = await settings();
  return PRICES_FILE === undefined ? {} : { prices: await pricesOf({ PRICES_FILE, PRICES_REFRESH: 'off' }, log) };
}
