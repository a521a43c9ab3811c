/** A catalogue's rows to prices: every row checked, the cheapest region of each machine kept, anything odd refused. */
import { pipeline, type Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { z } from 'zod';
import { parseDevice } from '../../fit/device.ts';
import { nameWithoutMemory } from '../../fit/device/match.ts';
import { PRICE_RANGE, providerFacts } from '../../facts/prices.ts';
import type { Price } from '../../ports.ts';
import { CatalogueError } from './errors.ts';
import type { CatalogueSource } from './sources.ts';

/** A row in one shape, whatever the catalogue calls its columns. */
interface Offered {
  readonly name: string;
  readonly memoryGb: number | undefined;
  readonly count: number;
  readonly instance: string;
  readonly region: string;
  /** Dollars an hour for the whole machine, by market; undefined where the field is empty. */
  readonly onDemand: number | undefined;
  readonly spot: number | undefined;
}

const field = z.string().trim();
const number = field.transform((text) => (text === '' ? undefined : Number(text)));
const count = field.transform((text) => (text === '' ? 0 : Number(text)));

/** The columns that a format must have; a page of HTML has none of them. */
const FORMATS = {
  skypilot: z
    .object({
      InstanceType: field,
      AcceleratorName: field,
      AcceleratorCount: count,
      Region: field,
      Price: number,
      SpotPrice: number,
    })
    .transform((row): Offered => ({
      name: row.AcceleratorName,
      // Memory is unreliable there: some catalogues put GB into the MiB field.
      memoryGb: undefined,
      // A machine without a name is the price of a GPU alone, without the machine around it.
      count: row.InstanceType === '' ? 0 : row.AcceleratorCount,
      instance: row.InstanceType,
      region: row.Region,
      onDemand: row.Price,
      // Equal to the on-demand price: there is no spot market.
      spot: row.SpotPrice === row.Price ? undefined : row.SpotPrice,
    })),
  gpuhunt: z
    .object({
      instance_name: field,
      location: field,
      price: number,
      gpu_count: count,
      gpu_name: field,
      gpu_memory: number,
      spot: field,
    })
    .transform((row): Offered => {
      const spot = row.spot.toLowerCase() === 'true';
      return {
        name: row.gpu_name,
        memoryGb: row.gpu_memory,
        count: row.gpu_count,
        instance: row.instance_name,
        region: row.location,
        onDemand: spot ? undefined : row.price,
        spot: spot ? row.price : undefined,
      };
    }),
} as const;

/** Of rows with a GPU, how many may lack every price before the file is not believed. */
const MOST_UNPRICED = 0.5;

/**
 * Reads a catalogue to its end.
 * @throws CatalogueError for a price that cannot be, a file without prices, or one that is no such catalogue.
 */
export async function readCatalogue(
  source: CatalogueSource,
  bytes: Readable,
  made: { readonly date: string; readonly url: string },
): Promise<readonly Price[]> {
  const cheapest = new Map<string, Price>();
  const resolve = resolver(source);
  let [rows, unpriced] = [0, 0];
  for await (const row of recordsOf(source, bytes)) {
    const gpu = row.count >= 1 ? resolve(row) : undefined;
    if (gpu === undefined) continue;
    rows += 1;
    if (row.onDemand === undefined && row.spot === undefined) unpriced += 1;
    for (const price of pricesOf(source, row, gpu, made)) keepCheapest(cheapest, price);
  }
  if (rows === 0 || unpriced > MOST_UNPRICED * rows) {
    throw new CatalogueError(rows === 0 ? 'no row of a known GPU' : `${unpriced} of ${rows} rows without a price`);
  }
  return [...cheapest.values()];
}

async function* recordsOf({ format }: CatalogueSource, bytes: Readable): AsyncGenerator<Offered> {
  const parser = parse({ columns: true, bom: true, trim: true, skip_empty_lines: true, max_record_size: 100_000 });
  // A failure on either side ends both, and is thrown here.
  for await (const record of pipeline(bytes, parser, () => {})) {
    const row = FORMATS[format].safeParse(record);
    if (!row.success) throw new CatalogueError(`a row is not of its form: ${z.prettifyError(row.error).slice(0, 200)}`);
    yield row.data;
  }
}

/** Device ids by name, each name looked up once; undefined for what is no known device, or more than one. */
function resolver({ means = {} }: CatalogueSource): (row: Offered) => string | undefined {
  const known = new Map<string, string | undefined>();
  return ({ name, memoryGb }) => {
    const meant = means[name] ?? (memoryGb !== undefined && memoryGb >= 1 ? `${name} ${Math.round(memoryGb)}GB` : name);
    if (!known.has(meant)) known.set(meant, idOf(meant));
    return known.get(meant);
  };
}

function idOf(name: string): string | undefined {
  try {
    const { gpu, byLabel, count: several, alternatives } = parseDevice(name);
    // An H100 may be SXM or NVL, and lists name the latter; an A100 may have 40 or 80 GB, and they do not always say.
    const other = alternatives.find(
      (row) => nameWithoutMemory(row) === nameWithoutMemory(gpu) && row.labelGb !== gpu.labelGb,
    );
    return byLabel || several !== 1 || other ? undefined : gpu.id;
  } catch {
    return undefined;
  }
}

function pricesOf(
  { provider }: CatalogueSource,
  row: Offered,
  gpu: string,
  { date, url }: { readonly date: string; readonly url: string },
): readonly Price[] {
  const markets = [
    [false, row.onDemand],
    [true, row.spot],
  ] as const;
  return markets.flatMap(([spot, perHour]) => {
    if (perHour === undefined) return [];
    const usdPerGpuHour = perHour / row.count;
    if (!(usdPerGpuHour >= PRICE_RANGE.min && usdPerGpuHour <= PRICE_RANGE.max)) {
      throw new CatalogueError(`${row.instance} costs ${perHour} an hour for ${row.count} × ${row.name}`);
    }
    return [
      {
        ...providerFacts(provider),
        gpu,
        gpuCount: row.count,
        instance: row.instance || null,
        region: row.region || null,
        spot,
        usdPerGpuHour,
        date,
        trust: 'catalogue',
        source: { title: new URL(url).host, url },
      } satisfies Price,
    ];
  });
}

function keepCheapest(cheapest: Map<string, Price>, price: Price): void {
  const key = `${price.gpu} ${price.gpuCount} ${price.spot}`;
  const other = cheapest.get(key);
  if (other === undefined || price.usdPerGpuHour < other.usdPerGpuHour) cheapest.set(key, price);
}
