import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { strToU8, zipSync } from 'fflate';
import { PROVIDERS, providerNamed, type ProviderRow } from '../../../src/facts/prices/providers.ts';
import { SHIPPED_PRICES } from '../../../src/index.ts';
import type { Price, Store } from '../../../src/ports.ts';
import { createPrices, type PricesOptions } from '../../../src/services/prices/index.ts';
import { createStores } from '../../../src/services/store/index.ts';
import { ADDRESSES, SOURCES, type CatalogueSource } from '../../../src/services/prices/sources.ts';
import { gpuhuntZip, serve, serveBody, skypilotCsv, type Serving, type SkyRow } from './catalogues.ts';

const NOW = () => new Date('2026-09-01T10:00:00Z');
/** A provider of whom nothing is shipped that could contradict. */
const SKY: CatalogueSource = {
  provider: 'denvr',
  format: 'skypilot',
  path: 'denvr/vms.csv',
  means: { A100: 'A100 40GB' },
};
const HUNT: CatalogueSource = { provider: 'cudo', format: 'gpuhunt', path: 'cudo' };

const servers: Serving[] = [];
/** What ends the wait of every request. */
let timeUp: AbortController;
const endTime = () => timeUp.abort(new DOMException('Time is up.', 'TimeoutError'));

beforeEach(() => {
  timeUp = new AbortController();
  vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeUp.signal);
});
const folders: string[] = [];

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(servers.splice(0).map((server) => server.close()));
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

async function start(serving: Promise<Serving>): Promise<Serving> {
  const server = await serving;
  servers.push(server);
  return server;
}

/** What a service says after one refresh from some addresses, and what it logged. */
async function refreshed(source: CatalogueSource, addresses: readonly string[], options: Partial<PricesOptions> = {}) {
  const lines: { level: string; fields: object; message: string }[] = [];
  const line = (level: string) => (fields: object, message: string) => void lines.push({ level, fields, message });
  const log = { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') };
  const at = { skypilot: addresses, gpuhunt: addresses };
  const prices = createPrices({ log, now: NOW, sources: [source], addresses: at, ...options });
  const before = prices.current();
  await prices.refresh();
  const after = prices.current();
  return { before, after, lines, own: after.filter(({ provider }) => provider === source.provider) };
}

async function fromCsv(rows: readonly SkyRow[], source = SKY) {
  const server = await start(serveBody(skypilotCsv(rows)));
  return refreshed(source, [server.address]);
}

describe('the last prices', () => {
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const keeperAt = (databaseUrl = ':memory:') => createStores({ databaseUrl, log: silent }).keys;
  const later = (keeper: Store, options: Partial<PricesOptions> = {}) =>
    createPrices({ log: silent, now: NOW, sources: [SKY], keeper, ...options });
  const csv = skypilotCsv([{ gpu: 'H100', price: '2.5' }]);
  const denvr = (prices: readonly Price[]) => prices.filter(({ provider }) => provider === 'denvr');

  it('that were believed hold in another process, until a catalogue is read again', async () => {
    const keeper = keeperAt();
    const server = await start(serveBody(csv));
    const { own, after } = await refreshed(SKY, [server.address], { keeper });
    expect(own).toHaveLength(1);
    const prices = later(keeper);
    expect(denvr(prices.current())).not.toEqual(own);
    await prices.restore();
    expect(prices.current()).toEqual(after);
  });

  it('stay when a later refresh fails', async () => {
    const keeper = keeperAt();
    const good = await start(serveBody(csv));
    const { own } = await refreshed(SKY, [good.address], { keeper });
    const bad = await start(serveBody('nonsense'));
    await refreshed(SKY, [bad.address], { keeper });
    const prices = later(keeper);
    await prices.restore();
    expect(denvr(prices.current())).toEqual(own);
  });

  it.each([
    ['are of another form', '[{"provider":"denvr"}]'],
    ['are broken', '{'],
    ['are older than those of the program', JSON.stringify([{ ...SHIPPED_PRICES.current()[0], date: '2001-01-01' }])],
  ])('are passed by where they %s', async (_, text) => {
    const keeper = keeperAt();
    await keeper.set('prices:1', text, 60);
    const [first] = SHIPPED_PRICES.current();
    const prices = later(keeper, { sources: [{ ...SKY, provider: first!.provider as CatalogueSource['provider'] }] });
    await prices.restore();
    expect(prices.current()).toEqual(SHIPPED_PRICES.current());
  });

  it('are not needed: a store that is down changes nothing', async () => {
    const keeper = keeperAt('/dev/null/store.sqlite');
    const server = await start(serveBody(csv));
    const { own, lines } = await refreshed(SKY, [server.address], { keeper });
    expect(own).toHaveLength(1);
    expect(lines.map(({ level }) => level)).toEqual(['info', 'warn']);
    const prices = later(keeper);
    await prices.restore();
    expect(prices.current()).toEqual(SHIPPED_PRICES.current());
  });

  it('give way to those of the operator', async () => {
    const keeper = keeperAt();
    const server = await start(serveBody(csv));
    await refreshed(SKY, [server.address], { keeper });
    const folder = mkdtempSync(join(tmpdir(), 'headroom-prices-'));
    folders.push(folder);
    const file = join(folder, 'own.json');
    const row = { provider: 'denvr', gpu: 'H100', perGpuHour: 1 };
    writeFileSync(file, JSON.stringify({ date: '2026-07-20', prices: [row] }));
    const prices = later(keeper, { file });
    await prices.restore();
    expect(denvr(prices.current()).map(({ usdPerGpuHour, trust }) => [usdPerGpuHour, trust])).toEqual([
      [1, 'operator'],
    ]);
  });
});

describe('a refresh', () => {
  it("replaces the provider's prices, and leaves the others", async () => {
    const { before, own, after, lines } = await fromCsv([
      { gpu: 'H100', price: '2.5' },
      { gpu: 'L40S', price: '0.9' },
    ]);
    expect(own.map(({ gpu, usdPerGpuHour, date }) => [gpu, usdPerGpuHour, date])).toEqual([
      ['h100-sxm', 2.5, '2026-09-01'],
      ['l40s', 0.9, '2026-09-01'],
    ]);
    const others = (rows: typeof before) => rows.filter(({ provider }) => provider !== 'denvr');
    expect(others(after)).toEqual(others(before));
    expect(lines.map(({ level }) => level)).toEqual(['info']);
  });
  it('keeps the cheapest region of each machine, whole machines as prices per GPU', async () => {
    const { own } = await fromCsv([
      { count: '8.0', price: '32', region: 'dear' },
      { count: '8.0', price: '16', region: 'cheap' },
      { count: '1.0', price: '3' },
    ]);
    expect(own).toMatchObject([
      { gpuCount: 8, usdPerGpuHour: 2, region: 'cheap' },
      { gpuCount: 1, usdPerGpuHour: 3 },
    ]);
  });
  it('takes a spot price that is lower, and no market from one that is the same', async () => {
    const { own } = await fromCsv([
      { gpu: 'H100', price: '2', spot: '1.1' },
      { gpu: 'L40S', price: '0.9', spot: '0.9' },
    ]);
    expect(own.filter(({ spot }) => spot).map(({ gpu, usdPerGpuHour }) => [gpu, usdPerGpuHour])).toEqual([
      ['h100-sxm', 1.1],
    ]);
  });
  it('passes by what it does not know, machines without a GPU, and GPUs without a machine', async () => {
    const { own } = await fromCsv([
      { gpu: 'Trainium' },
      { gpu: 'K80' },
      { gpu: '', count: '' },
      { instance: '', gpu: 'L4', price: '0.5' },
      { gpu: 'H100' },
    ]);
    expect(own.map(({ gpu }) => gpu)).toEqual(['h100-sxm']);
  });
  it('reads a short name as the source means it, and not at all where it means several cards', async () => {
    const rows = [{ gpu: 'A100', price: '1.2' }, { gpu: 'H100' }];
    expect((await fromCsv(rows)).own.map(({ gpu }) => gpu)).toEqual(['a100-40gb-sxm', 'h100-sxm']);
    const { means: _, ...plain } = SKY;
    expect((await fromCsv(rows, plain)).own.map(({ gpu }) => gpu)).toEqual(['h100-sxm']);
  });
  it('leaves rows without a price out, and counts none of them as free', async () => {
    const { own } = await fromCsv([{ gpu: 'H100', price: '' }, { gpu: 'L40S' }, { gpu: 'H100', price: '2' }]);
    expect(own.map(({ usdPerGpuHour }) => usdPerGpuHour)).toEqual([2, 2]);
  });
  it('takes the day from the server where it says one', async () => {
    const modified = { 'last-modified': 'Sat, 29 Aug 2026 03:00:00 GMT' };
    const server = await start(serveBody(skypilotCsv([{}]), modified));
    expect((await refreshed(SKY, [server.address])).own[0]!.date).toBe('2026-08-29');
  });
  it('reads a zipped catalogue of the version that the provider names', async () => {
    const zip = gpuhuntZip([
      'g1,us,1.5,8,64,1,A100,80.0,False,,nvidia,',
      'g1,us,0.7,8,64,1,A100,80.0,True,,nvidia,',
      'g2,us,1.1,8,64,1,A100,40.0,False,,nvidia,',
      'cpu,us,0.1,8,64,0,,,False,,,',
    ]);
    const server = await start(
      serve(
        (request, response) =>
          void response.end(request.url?.endsWith('/version') ? '20260830-77\n' : Buffer.from(zip)),
      ),
    );
    const { own } = await refreshed(HUNT, [server.address]);
    expect(server.asked).toEqual(['/cudo/version', '/cudo/20260830-77/catalog.zip']);
    expect(own.map(({ gpu, spot, usdPerGpuHour, date }) => [gpu, spot, usdPerGpuHour, date])).toEqual([
      ['a100-80gb-sxm', false, 1.5, '2026-08-30'],
      ['a100-80gb-sxm', true, 0.7, '2026-08-30'],
      ['a100-40gb-sxm', false, 1.1, '2026-08-30'],
    ]);
  });
  it('reads a catalogue of many rows', async () => {
    const { own } = await fromCsv(Array.from({ length: 20_000 }, (_, i) => ({ price: String(2 + i / 20_000) })));
    expect(own).toMatchObject([{ usdPerGpuHour: 2 }]);
  });
  it('waits a minute for a file, and no longer', async () => {
    await fromCsv([{}]);
    expect(AbortSignal.timeout).toHaveBeenCalledExactlyOnceWith(60_000);
  });
  it('asks the mirror when the first address fails', async () => {
    const busy = await start(serve((_, response) => void response.writeHead(429).end()));
    const mirror = await start(serveBody(skypilotCsv([{}])));
    const { own, lines } = await refreshed(SKY, [busy.address, mirror.address]);
    expect(own).toHaveLength(1);
    expect(lines.map(({ level }) => level)).toEqual(['warn', 'info']);
  });
});

describe('a catalogue that cannot be had or believed leaves the prices as they were, and a line in the log', () => {
  const good = skypilotCsv([{ gpu: 'H100' }, { gpu: 'L40S' }]);
  const csv =
    (...rows: SkyRow[]) =>
    (response: ServerResponse) =>
      void response.end(skypilotCsv([{ gpu: 'L40S' }, ...rows]));
  const reasonsOf = (lines: readonly { readonly fields: object }[]) =>
    lines.map(({ fields }) => String((fields as { err: unknown }).err));
  const FAULTS: readonly (readonly [string, (response: ServerResponse) => void, RegExp])[] = [
    ['no answer', () => endTime(), /^TimeoutError/],
    ['an answer that never ends', (response) => void response.write(good, () => endTime()), /^TimeoutError/],
    ['a broken connection', (response) => void response.destroy(), /fetch failed/],
    [
      'fewer bytes than announced',
      (response) => {
        response.writeHead(200, { 'content-length': String(good.length) }).write(good.slice(0, 200));
        setImmediate(() => response.destroy());
      },
      /terminated/,
    ],
    [
      'a file cut off in a line',
      (response) => void response.end(good.slice(0, -40)),
      /Quote Not Closed|Invalid Record Length/,
    ],
    [
      'a page of HTML',
      (response) => void response.end('<!DOCTYPE html>\n<html>\n<body>Sign in, please</body>\n</html>\n'),
      /a row is not of its form|Invalid Record Length/,
    ],
    ['an empty file', (response) => void response.end(''), /no row of a known GPU/],
    ['a header alone', (response) => void response.end(skypilotCsv([])), /no row of a known GPU/],
    ['other columns', (response) => void response.end('a,b\n1,2\n'), /a row is not of its form.*InstanceType/s],
    ['not found', (response) => void response.writeHead(404).end('no'), /denvr\/vms\.csv answered 404/],
    ['an error', (response) => void response.writeHead(500).end('no'), /answered 500/],
    ['an absurd price', csv({ price: '4500' }), /box costs 4500 an hour for 1 × H100/],
    ['a little more than the most', csv({ price: '100.01' }), /costs 100.01/],
    ['a price of 0', csv({ price: '0' }), /costs 0 an hour/],
    ['a negative price', csv({ price: '-1' }), /costs -1 an hour/],
    ['a price that is no number', csv({ price: 'call us' }), /costs NaN an hour/],
    ['an absurd spot price', csv({ spot: '0.0001' }), /costs 0.0001/],
    [
      'rows without a price',
      (response) => void response.end(skypilotCsv([{ price: '' }, { price: '' }])),
      /2 of 2 rows without a price/,
    ],
    ['most rows without a price', csv({ price: '' }, { price: '' }), /2 of 3 rows without a price/],
    ['no known GPU', (response) => void response.end(skypilotCsv([{ gpu: 'K80' }])), /no row of a known GPU/],
    [
      'more bytes than any catalogue',
      (response) => void response.end(`${good}${' '.repeat(200_000)}`),
      /more than 100000 bytes/,
    ],
  ];
  it.each(FAULTS)('%s', async (_, fault, reason) => {
    const server = await start(serve((__, response) => fault(response)));
    const { before, after, lines } = await refreshed(SKY, [server.address], { maxBytes: 100_000 });
    expect(after).toEqual(before);
    expect(lines).toMatchObject([{ level: 'warn', fields: { provider: 'denvr', address: server.address } }]);
    expect(reasonsOf(lines)).toEqual([expect.stringMatching(reason)]);
    expect(server.asked).toEqual(['/denvr/vms.csv']);
  });

  it.each([
    ['half of its rows without a price', [{ gpu: 'L40S' }, { price: '' }]],
    ['the least and the most that a card costs', [{ gpu: 'L40S', price: '0.01' }, { price: '100' }]],
  ])('is still believed with %s', async (_, rows) => {
    const { own, lines } = await fromCsv(rows);
    expect(own.length).toBeGreaterThan(0);
    expect(lines.map(({ level }) => level)).toEqual(['info']);
  });

  it.each([
    [
      'a zip that is broken',
      Buffer.from(gpuhuntZip(['g,us,1,8,64,1,H100,80,False,,nvidia,'])).subarray(0, 60),
      '1',
      /holds no whole CSV|is broken/,
      2,
    ],
    ['no zip', Buffer.from('<html></html>'), '1', /holds no whole CSV/, 2],
    ['a zip without a CSV', Buffer.from(zipSync({ 'x.txt': strToU8('hello') })), '1', /holds no whole CSV/, 2],
    [
      'a zip that unpacks to more than any catalogue',
      Buffer.from(gpuhuntZip([' '.repeat(200_000)])),
      '1',
      /more than 100000 bytes/,
      2,
    ],
    // It would become part of an address.
    ['a version that is no version', Buffer.from(''), '../../secret?x=1', /\/cudo\/version holds no version/, 1],
    ['a version of another server', Buffer.from(''), 'http://127.0.0.1/x', /holds no version/, 1],
    ['a version too long', Buffer.from(''), '1'.repeat(65), /holds no version/, 1],
    ['a version of two lines', Buffer.from(''), '1\n2', /holds no version/, 1],
  ] as const)('%s', async (_, body, version, reason, requests) => {
    const server = await start(
      serve((request, response) => void response.end(request.url?.endsWith('/version') ? version : body)),
    );
    const { before, after, lines } = await refreshed(HUNT, [server.address], { maxBytes: 100_000 });
    expect(after).toEqual(before);
    expect(lines).toMatchObject([{ level: 'warn' }]);
    expect(reasonsOf(lines)).toEqual([expect.stringMatching(reason)]);
    expect(server.asked).toEqual(['/cudo/version', '/cudo/1/catalog.zip'].slice(0, requests));
  });

  describe('against what was there before', () => {
    const [first, second] = ['H100', 'L40S'];
    /** What is kept of a provider for whom four cards at 2 dollars are believed, when other prices come. */
    async function after(rows: readonly SkyRow[]) {
      let catalogue = skypilotCsv([first, second, 'L4', 'A10'].map((gpu) => ({ gpu: gpu!, price: '2' })));
      const server = await start(serve((_, response) => void response.end(catalogue)));
      const lines: { fields: object; level: string }[] = [];
      const line = (level: string) => (fields: object) => void lines.push({ fields, level });
      const log = { debug() {}, info: line('info'), warn: line('warn'), error: line('error') };
      const prices = createPrices({
        log,
        now: NOW,
        sources: [SKY],
        addresses: { skypilot: [server.address], gpuhunt: [] },
      });
      await prices.refresh();
      catalogue = skypilotCsv(rows);
      await prices.refresh();
      const own = prices.current().filter(({ provider }) => provider === 'denvr');
      return {
        reason: lines[1]!.level === 'warn' ? reasonsOf(lines.slice(1))[0] : undefined,
        prices: own.map(({ usdPerGpuHour }) => usdPerGpuHour),
      };
    }

    it.each([
      [
        'half of the cards',
        [
          { gpu: first, price: '3' },
          { gpu: second, price: '3' },
        ],
        undefined,
      ],
      ['one card of four', [{ gpu: first, price: '3' }], 'CatalogueError: prices of 1 devices only, before of 4'],
      [
        'four times the price',
        [
          { gpu: first, price: '8' },
          { gpu: second, price: '8' },
        ],
        undefined,
      ],
      [
        'more than four times of one in two',
        [
          { gpu: first, price: '8.1' },
          { gpu: second, price: '2' },
        ],
        undefined,
      ],
      [
        'more than four times the price',
        [
          { gpu: first, price: '8.1' },
          { gpu: second, price: '8.1' },
        ],
        'CatalogueError: 2 of 2 prices changed more than 4 times',
      ],
      [
        'less than a quarter of it',
        [
          { gpu: first, price: '0.49' },
          { gpu: second, price: '0.49' },
        ],
        'CatalogueError: 2 of 2 prices changed more than 4 times',
      ],
      [
        'spot prices, which nobody compares',
        [
          { gpu: first, price: '2', spot: '0.1' },
          { gpu: second, price: '2', spot: '0.1' },
        ],
        undefined,
      ],
    ])('%s', async (_, rows, reason) => {
      const result = await after(rows);
      expect(result.reason).toBe(reason);
      expect(result.prices.length).toBe(reason === undefined ? result.prices.length : 4);
      if (reason === undefined)
        expect(result.prices).toEqual(expect.arrayContaining(rows.map(({ price }) => Number(price))));
      else expect(result.prices).toEqual([2, 2, 2, 2]);
    });
  });

  it('does not keep others from being refreshed', async () => {
    const server = await start(
      serve((request, response) =>
        request.url === '/denvr/vms.csv' ? void response.writeHead(500).end() : void response.end(skypilotCsv([{}])),
      ),
    );
    const { after } = await refreshed(SKY, [server.address], {
      sources: [SKY, { ...SKY, provider: 'hyperbolic', path: 'hyperbolic/vms.csv' }],
    });
    expect(after.filter(({ provider }) => provider === 'hyperbolic')).toMatchObject([{ date: '2026-09-01' }]);
  });
});

describe('the schedule', () => {
  it('refreshes after a while by chance, and stops', async () => {
    const server = await start(serveBody(skypilotCsv([{}])));
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const at = { skypilot: [server.address], gpuhunt: [] };
    const prices = createPrices({ log, now: NOW, sources: [SKY], addresses: at, random: () => 0 });
    prices.start();
    await expect.poll(() => server.asked.length).toBe(1);
    await expect.poll(() => prices.current().some(({ date }) => date === '2026-09-01')).toBe(true);
    await prices.stop();
    await prices.refresh();
    expect(server.asked).toHaveLength(1);
  });
});

describe("the operator's prices", () => {
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  function withFile(content: unknown) {
    const folder = mkdtempSync(join(tmpdir(), 'prices-'));
    folders.push(folder);
    const file = join(folder, 'prices.json');
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return createPrices({ log, now: NOW, file, sources: [] }).current();
  }
  const row = { provider: 'our cluster', gpu: 'H100', perGpuHour: 1.5 };

  it('stand beside the shipped ones', () => {
    const own = withFile({ date: '2026-08', prices: [row] }).filter(({ trust }) => trust === 'operator');
    expect(own).toMatchObject([
      {
        providerLabel: 'our cluster',
        segment: 'own',
        gpu: 'h100-sxm',
        usdPerGpuHour: 1.5,
        date: '2026-08',
        anyCount: true,
      },
    ]);
  });
  it('replace what is known of the same provider and device', () => {
    const rate = { provider: 'Lambda', gpu: 'h100', perGpuHour: 2, gpuCount: 8 };
    const found = withFile({ date: '2026-08-01', prices: [rate] }).filter(
      ({ provider, gpu }) => provider === 'lambda' && gpu === 'h100-sxm',
    );
    expect(found).toMatchObject([{ usdPerGpuHour: 2, gpuCount: 8, providerLabel: 'Lambda', segment: 'specialist' }]);
  });
  it('may be in another currency, whose rate is told', () => {
    const file = { currency: 'EUR', usdPerUnit: 1.1, date: '2026-08-01', prices: [row] };
    const own = withFile(file).find(({ trust }) => trust === 'operator')!;
    expect(own.usdPerGpuHour).toBeCloseTo(1.65);
    expect(own.source.title).toContain('EUR at $1.1');
  });
  it.each([
    ['another currency without its rate', { currency: 'EUR', date: '2026', prices: [row] }, /usdPerUnit/],
    ['no date', { prices: [row] }, /date/],
    ['no price', { date: '2026', prices: [] }, /prices/],
    ['an unknown device', { date: '2026', prices: [{ ...row, gpu: 'H9000' }] }, /H9000/],
    ['a price that cannot be', { date: '2026', prices: [{ ...row, perGpuHour: 4000 }] }, /4000 USD/],
    ['an unknown key', { date: '2026', prices: [{ ...row, prize: 1 }] }, /prize/],
    ['no JSON', '{', /JSON/],
  ])('are refused with %s', (_, content, message) => {
    expect(() => withFile(content)).toThrow(/^PRICES_FILE .* cannot be used/);
    expect(() => withFile(content)).toThrow(message);
  });
  it('are refused where the file is not there', () => {
    expect(() => createPrices({ log, now: NOW, file: '/nowhere/prices.json' })).toThrow(/PRICES_FILE/);
  });
});

describe('the sources', () => {
  /** Below its address, what each provider's catalogue is; and what short names mean there. */
  const PATHS: Readonly<Record<string, readonly [path: string, a100: string | undefined, v100: string | undefined]>> = {
    aws: ['aws/version', undefined, undefined],
    azure: ['azure/version', undefined, undefined],
    gcp: ['gcp/version', undefined, undefined],
    lambda: ['lambdalabs/version', undefined, undefined],
    nebius: ['nebius/version', undefined, undefined],
    oci: ['oci/version', undefined, undefined],
    runpod: ['runpod/version', undefined, undefined],
    verda: ['verda/version', undefined, undefined],
    // Vast calls cards of 40 and 80 GB the same.
    vast: ['vast/vms.csv', undefined, 'v100-16gb'],
    // SkyPilot's sky/catalog: A100 is the card of 40 GB, A100-80GB the other.
    hyperstack: ['hyperstack/vms.csv', 'a100-40gb-sxm', 'v100-16gb'],
    jarvislabs: ['jarvislabs/vms.csv', 'a100-40gb-sxm', 'v100-16gb'],
  };

  it('are one for each provider, each of them known here', () => {
    expect(SOURCES.map(({ provider }) => provider).toSorted()).toEqual(Object.keys(PATHS).toSorted());
  });

  it.each(SOURCES.map((source) => [source.provider, source] as const))('%s', async (provider, source) => {
    const [path, a100, v100] = PATHS[provider]!;
    const rows = [{ gpu: 'A100' }, { gpu: 'V100' }, { gpu: 'L4' }];
    const server = await start(serveBody(skypilotCsv(rows)));
    const { after } = await refreshed(source, [server.address], { keeper: undefined });
    expect(server.asked[0]).toBe(`/${path}`);
    if (source.format === 'gpuhunt') return;
    const cards = after
      .filter((price) => price.provider === provider && price.date === '2026-09-01')
      .map(({ gpu }) => gpu);
    // A file that is refused for its few cards says nothing of its names.
    if (cards.length > 0) expect(cards).toEqual([a100, v100, 'l4'].filter((gpu) => gpu !== undefined));
  });

  it('lie where their makers publish them', () => {
    // https://github.com/skypilot-org/skypilot-catalog and https://github.com/dstackai/gpuhunt (README, catalogs).
    expect(ADDRESSES).toEqual({
      skypilot: [
        'https://raw.githubusercontent.com/skypilot-org/skypilot-catalog/master/catalogs/v8/',
        'https://skypilot-catalog.s3.us-east-1.amazonaws.com/catalogs/v8/',
      ],
      gpuhunt: ['https://dstack-gpu-pricing.s3.eu-west-1.amazonaws.com/v3/'],
    });
  });
});

describe('the providers', () => {
  const rows: Readonly<Record<string, ProviderRow>> = PROVIDERS;
  const idsWhere = (holds: (row: ProviderRow) => boolean) =>
    Object.keys(rows)
      .filter((id) => holds(rows[id]!))
      .toSorted();
  it('are of a segment each, which its prices are told with', () => {
    expect(idsWhere(({ segment }) => segment === 'hyperscale')).toEqual(['aws', 'azure', 'gcp', 'oci']);
    expect(idsWhere(({ segment }) => segment === 'marketplace')).toEqual([
      'excesssupply',
      'hyperbolic',
      'primecompute',
      'vast',
    ]);
    expect(idsWhere(({ segment }) => segment === 'own')).toEqual([]);
    // RunPod rents out any number of a card at the price of one each.
    expect(idsWhere(({ anyCount }) => anyCount === true)).toEqual(['runpod']);
    for (const { provider, providerLabel, segment, anyCount } of SHIPPED_PRICES.current()) {
      expect({ providerLabel, segment, anyCount }).toEqual({
        providerLabel: rows[provider]!.label,
        segment: rows[provider]!.segment,
        anyCount: provider === 'runpod',
      });
    }
  });
  it('are found by what catalogues call them', () => {
    expect(['datacrunch', 'LambdaLabs', ' vastai ', 'do', 'AWS', 'nobody'].map(providerNamed)).toEqual([
      'verda',
      'lambda',
      'vast',
      'digitalocean',
      'aws',
      undefined,
    ]);
  });
});
