/** The operator's prices: an own cluster, a negotiated rate, another currency. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { parseDevice } from '../../fit/device.ts';
import { PRICE_RANGE, providerFacts, providerNamed } from '../../facts/prices.ts';
import type { Price } from '../../ports.ts';

const day = z.string().regex(/^20\d\d(-\d\d(-\d\d)?)?$/, 'must be a day, a month or a year: 2026-07-20');

const fileSchema = z
  .strictObject({
    /** Of every price in the file; dollars unless it is named. */
    currency: z.string().length(3).default('USD'),
    /** Dollars for one unit of that currency. */
    usdPerUnit: z.number().positive().optional(),
    date: day,
    prices: z
      .array(
        z.strictObject({
          provider: z.string().min(1).max(60),
          gpu: z.string().min(1).max(80),
          perGpuHour: z.number().positive(),
          gpuCount: z.int().min(1).max(512).default(1),
          /** Any larger number can be had at that price each. */
          anyCount: z.boolean().default(true),
          spot: z.boolean().default(false),
          region: z.string().max(60).optional(),
          instance: z.string().max(60).optional(),
          date: day.optional(),
        }),
      )
      .min(1),
  })
  .refine(({ currency, usdPerUnit }) => currency === 'USD' || usdPerUnit !== undefined, {
    path: ['usdPerUnit'],
    error: 'is needed where currency is not USD: dollars for one unit of it',
  });

type OwnFile = z.infer<typeof fileSchema>;

/**
 * The prices of a file in JSON, in dollars.
 * @throws Error naming the file and everything that is wrong with it.
 */
export function readOwnPrices(path: string): readonly Price[] {
  try {
    const file = fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    return file.prices.map((row) => priceOf(row, file));
  } catch (error) {
    const what = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : error;
    throw new Error(`PRICES_FILE ${path} cannot be used: ${String(what)}`);
  }
}

function priceOf(row: OwnFile['prices'][number], { currency, usdPerUnit = 1, date }: OwnFile): Price {
  const known = providerNamed(row.provider);
  const usdPerGpuHour = row.perGpuHour * usdPerUnit;
  if (usdPerGpuHour < PRICE_RANGE.min || usdPerGpuHour > PRICE_RANGE.max) {
    throw new Error(
      `${row.perGpuHour} ${currency} an hour for ${row.gpu} is outside $${PRICE_RANGE.min} to $${PRICE_RANGE.max}`,
    );
  }
  const rate = currency === 'USD' ? '' : `, ${currency} at $${usdPerUnit}`;
  return {
    provider: row.provider,
    providerLabel: row.provider,
    ...(known === undefined ? { segment: 'own' } : providerFacts(known)),
    anyCount: row.anyCount,
    gpu: parseDevice(row.gpu).gpu.id,
    gpuCount: row.gpuCount,
    instance: row.instance ?? null,
    region: row.region ?? null,
    spot: row.spot,
    usdPerGpuHour,
    date: row.date ?? date,
    trust: 'operator',
    source: { title: `the operator of this bot${rate}` },
  };
}
