/**
 * The only composition root. Without arguments it serves every platform that is on; with a command it is the terminal:
 * `node adapters/main.ts vram model:70b`. Everything is imported where it is used, so that neither loads the other's
 * libraries.
 */
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import type { Adapter, Platform } from './adapter.ts';
import type { Hub, Log, Prices, Settings as SavedSettings, Store, Stores } from '../src/ports.ts';
import type { HubOptions } from '../src/services/hub/index.ts';
import { DEFAULT_PATH, placeOf } from '../src/services/store/path.ts';
import type { Environment, Settings } from './env.ts';

/** For what everybody else depended on, in milliseconds; process managers kill after 10 s. */
const LAST_MS = 900;

// Answers in the terminal come in half the time when the compiled sources are kept.
enableCompileCache();

const [first, ...rest] = process.argv.slice(2);
if (first === undefined) await serve();
else process.exitCode = await answer(first, rest);

/** The Hub, made when somebody first asks for a model that is not in the catalogue. */
function hubOf(
  settings: () => Promise<Settings>,
  more: Pick<HubOptions, 'keeper' | 'log'> & { isForMany?: true } = {},
): Hub {
  const made = async () => {
    const budget = more.isForMany && (await import('../src/services/hub/budget.ts')).createBudget();
    const [{ createHub }, { HF_ENDPOINT, HF_TOKEN, HF_TOKEN_FOR }] = await Promise.all([
      import('../src/services/hub/index.ts'),
      settings().catch(async (error: unknown) => {
        const { UserError } = await import('../src/errors.ts');
        const [first = String(error)] = /^ {2}.+$/m.exec(String(error)) ?? [];
        throw new UserError('not-available', `The settings of this bot are not right: ${first.trim()}`);
      }),
    ]);
    return createHub({ endpoint: HF_ENDPOINT, token: HF_TOKEN, tokenFor: HF_TOKEN_FOR, budget, ...more });
  };
  let hub: Promise<Hub> | undefined;
  return { model: async (...asked) => (await (hub ??= made())).model(...asked) };
}

/** The prices of the settings: refreshed, with the operator's own, or the ones that come with the program. */
async function pricesOf(
  { PRICES_REFRESH, PRICES_FILE }: Pick<Settings, 'PRICES_REFRESH' | 'PRICES_FILE'>,
  log: Log,
  keeper?: Store,
) {
  const { createPrices } = await import('../src/services/prices/index.ts');
  const prices = createPrices({ log, now: () => new Date(), file: PRICES_FILE, keeper });
  if (PRICES_REFRESH === 'on') prices.start();
  return prices;
}

// ----- The terminal -----

/** Answers one command line. @returns the exit code. */
async function answer(word: string, words: readonly string[]): Promise<number> {
  const [{ runTerminal }, { programOf, screen }, { createBot }, { commands }] = await Promise.all([
    import('./terminal/index.ts'),
    import('./terminal/screen.ts'),
    import('../commands/core/bot.ts'),
    import('../commands/index.ts'),
  ]);
  // Whoever reads us may stop reading: `… --batch | head -1`.
  process.stdout.on('error', () => process.exit());
  const errors = screen(process.stderr);
  const stackOf = (fields: object) => ('err' in fields && fields.err instanceof Error ? `\n${fields.err.stack}` : '');
  const print = (fields: object, message: string) => void process.stderr.write(`${message}${stackOf(fields)}\n`);
  // Whoever sees a bug here asked the question, so it is told with all that is known of it.
  const log = {
    debug: (fields: object, message: string) => stackOf(fields) && print(fields, message),
    info() {},
    warn() {},
    error: print,
  };
  const isFlag = word.startsWith('-');
  const name = isFlag ? (commands[0]?.name ?? '') : word;
  const settings = async () => (await import('./env.ts')).readEnv([], await variables()).settings;
  const saved = savedHere(settings, log);
  const services = { hub: hubOf(settings), settings: saved.settings, ...(await ownPrices(settings, log)) };
  const code = await runTerminal(createBot({ commands, log, services }), name, isFlag ? [word, ...words] : words, {
    get input() {
      return process.stdin;
    },
    output: screen(process.stdout),
    errors,
    program: programOf,
  });
  await saved.stop();
  return code;
}

/** What was saved in this folder; the store is opened when there may be something in it, or something is to be kept. */
function savedHere(environment: () => Promise<Settings>, log: Log) {
  let opened: Promise<Stores> | undefined;
  const open = async () => {
    const { createStores } = await import('../src/services/store/index.ts');
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

// ----- The server -----

async function serve(): Promise<void> {
  const [{ platforms }, { readEnv }, { createLog, scrubber }] = await Promise.all([
    import('./index.ts'),
    import('./env.ts'),
    import('./log.ts'),
  ]);
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

/** What is set, with what `.env` adds to it. */
async function variables(): Promise<Readonly<Record<string, string | undefined>>> {
  const { default: dotenv } = await import('dotenv');
  const all = Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? '']));
  dotenv.config({ quiet: true, processEnv: all });
  return all;
}

async function start(env: Environment, log: import('pino').Logger): Promise<void> {
  const [
    { createBot },
    { commands },
    { createStores },
    { createCharts },
    { createLimits },
    { createPool },
    { createLinks },
    { createWeb },
    { listen, routesOf },
    { leaveOnBugs, stopAll, stopOnSignal },
  ] = await Promise.all([
    import('../commands/core/bot.ts'),
    import('../commands/index.ts'),
    import('../src/services/store/index.ts'),
    import('../src/services/chart/index.ts'),
    import('../src/services/limits/index.ts'),
    import('./compute/pool.ts'),
    import('../src/services/links/index.ts'),
    import('./web/index.ts'),
    import('./server.ts'),
    import('./stop.ts'),
  ]);
  leaveOnBugs(log);
  const { DATABASE_URL: databaseUrl, STORE_KEY, CHART_KEY, PUBLIC_URL: publicUrl } = env.settings;
  const stores = createStores({ databaseUrl, key: STORE_KEY, log });
  const chart = createCharts({ key: CHART_KEY, publicUrl });
  const { settings, keys: store } = stores;
  const installations = STORE_KEY === undefined ? undefined : stores.installations;
  const services = { log, store, chart, settings, installations, publicUrl };
  // The page alone keeps nothing, so it leaves no file behind.
  const isKept = env.on.length > 0 || databaseUrl !== undefined;
  const keeper = isKept ? store : undefined;
  const prices = await pricesOf(env.settings, log, keeper);
  const hub = hubOf(() => Promise.resolve(env.settings), { keeper, isForMany: true, log });
  const links = publicUrl === undefined ? undefined : createLinks({ store, publicUrl });
  const counters = placeOf(databaseUrl ?? DEFAULT_PATH).kind === 'postgres' ? store : undefined;
  const limits = createLimits({ allowance: env.settings.LIMITS, counters, log });
  const pool = createPool({ commands, hub, prices });
  const asked = { hub, prices, settings, limits, ...(links ? { links } : {}) };
  const bot = createBot({ commands, log, services: asked, compute: pool.compute });
  const chosen = await Promise.all(env.on.map(({ platform, env: own }) => platform.load(own, services)));
  // The web page answers whatever path no other platform takes, so it comes last.
  const adapters: readonly Adapter[] = [...chosen, createWeb({ ...services, links })];
  const server = await listen(
    routesOf(adapters, log, { proxies: env.settings.PROXIES }),
    env.settings.PORT,
    env.settings.HOST,
  );
  const stop = async () => {
    log.info({}, 'stopping');
    // What still runs needs the store and its pictures to the end.
    const failures = [
      ...(await stopAll([server, ...adapters])),
      ...(await stopAll([pool, stores, chart, prices], LAST_MS)),
    ];
    for (const error of failures) log.warn({ err: error }, 'did not stop cleanly');
  };
  stopOnSignal(stop, process.env['npm_lifecycle_event'] !== undefined);
  // A store that is down is told in the log, and is no reason not to answer.
  if (isKept) void stores.isReachable();
  await Promise.all(adapters.map((adapter) => adapter.start(bot)));
  process.stdout.write(await greeting(server.url, chosen, env.off, bot));
}

/** Where it runs, one answer, and what could be turned on. */
async function greeting(
  url: string,
  chosen: readonly Adapter[],
  off: readonly Platform[],
  bot: import('../commands/core/bot.ts').Bot,
): Promise<string> {
  const [{ renderReply }, { programOf, screen }, { TERMINAL_CALLER }, { requiredOf }] = await Promise.all([
    import('./terminal/render.ts'),
    import('./terminal/screen.ts'),
    import('./terminal/terminal.ts'),
    import('./env.ts'),
  ]);
  const args = 'model:70b method:qlora gpu:48';
  const reply = await bot.run({ id: 'greeting', command: 'vram', args, caller: { ...TERMINAL_CALLER, user: '' } });
  const { look } = screen(process.stdout);
  return [
    `Headroom answers at ${url}`,
    ...chosen.map(({ where }) => where),
    `\n/vram ${args}\n`,
    renderReply(reply, look, programOf),
    ...off.map((platform) => `${platform.name} is off; to turn it on, set ${requiredOf(platform).join(', ')}.`),
    ...(off.length > 0 ? ['.env.example says where to get each of them.'] : []),
    '',
  ].join('\n');
}
