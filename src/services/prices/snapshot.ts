/** The prices that were last believed, kept beyond this process. */
import { z } from 'zod';
import type { Price, Store } from '../../ports.ts';

/** The part of a store that this needs. */
export type Keeper = Pick<Store, 'get' | 'set'>;

const KEY = 'prices:1';
/** Older ones say nothing any more. */
const TTL_SECONDS = 90 * 24 * 3600;

const priceSchema = z.object({
  provider: z.string(),
  providerLabel: z.string(),
  segment: z.enum(['marketplace', 'specialist', 'hyperscale', 'own']),
  gpu: z.string(),
  gpuCount: z.number().int().positive(),
  anyCount: z.boolean(),
  instance: z.string().nullable(),
  region: z.string().nullable(),
  spot: z.boolean(),
  usdPerGpuHour: z.number().positive(),
  date: z.string(),
  trust: z.enum([
    'operator',
    'catalogue',
    'vendor-docs',
    'marketplace',
    'aggregator',
    'hand-kept',
    'fixture',
    'third-party',
  ]),
  source: z.object({ title: z.string(), url: z.string().exactOptional() }),
});

export async function keepSnapshot(keeper: Keeper, prices: readonly Price[]): Promise<void> {
  await keeper.set(KEY, JSON.stringify(prices), TTL_SECONDS);
}

/** Rows of another form, of another version of this program, are none. */
export async function lastSnapshot(keeper: Keeper): Promise<readonly Price[]> {
  const text = await keeper.get(KEY);
  return text === undefined ? [] : (z.array(priceSchema).safeParse(JSON.parse(text)).data ?? []);
}
