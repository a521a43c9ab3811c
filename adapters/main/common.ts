/** What the server and the terminal make alike; imported where it is used, so that most answers in the terminal load none of it. */
import type { Hub, Log, Store } from '../../src/ports.ts';
import type { HubOptions } from '../../src/services/hub/index.ts';
import type { Settings } from '../settings.ts';

/** What is set, with what `.env` adds to it. */
export async function variables(): Promise<Readonly<Record<string, string | undefined>>> {
  const { default: dotenv } = await import('dotenv');
  const all = Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? '']));
  dotenv.config({ quiet: true, processEnv: all });
  return all;
}

/** The Hub, made when somebody first asks for a model that is not in the catalogue. */
export function hubOf(
  settings: () => Promise<Settings>,
  more: Pick<HubOptions, 'keeper' | 'budget' | 'meters' | 'log'> = {},
): Hub {
  const made = async () => {
    const [{ createHub }, { HF_ENDPOINT, HF_TOKEN, HF_TOKEN_FOR }] = await Promise.all([
      import('../../src/services/hub/index.ts'),
      settings().catch(async (error: unknown) => {
        const { UserError } = await import('../../src/errors.ts');
        const [first = String(error)] = /^ {2}.+$/m.exec(String(error)) ?? [];
        throw new UserError('not-available', `The settings of this bot are not right: ${first.trim()}`);
      }),
    ]);
    return createHub({ endpoint: HF_ENDPOINT, token: HF_TOKEN, tokenFor: HF_TOKEN_FOR, ...more });
  };
  let hub: Promise<Hub> | undefined;
  return { model: async (...asked) => (await (hub ??= made())).model(...asked) };
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
