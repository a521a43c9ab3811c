import { createHmac } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { inflateSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { SAMPLES } from '../../../../bench/charts/samples.ts';
import { CHART_PATH, createCharts } from '../../../../src/services/chart/index.ts';
import { encodePng } from '../../../../src/services/chart/png.ts';

const charts = createCharts({ key: 'a key for the test', publicUrl: 'https://bot.example/' });
afterAll(() => charts.stop());

const chart = SAMPLES['memory-fits'];

describe('a picture', () => {
  it.each(Object.entries(SAMPLES))('%s is a PNG of 1200 pixels a row and less than 100 kB', async (_, sample) => {
    const png = Buffer.from(await charts.png(sample, 'dark'));
    expect(png.subarray(0, 8)).toEqual(Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a));
    expect(png.readUInt32BE(16)).toBe(1200);
    expect(png.length).toBeLessThan(100_000);
  });

  it('is the same bytes from another process, and others on another ground', async () => {
    const other = createCharts();
    const [first, again, light] = await Promise.all([
      charts.png(chart, 'dark'),
      other.png(structuredClone(chart), 'dark'),
      charts.png(chart, 'light'),
    ]);
    await other.stop();
    expect(Buffer.from(again)).toEqual(Buffer.from(first));
    expect(Buffer.from(light)).not.toEqual(Buffer.from(first));
  });

  it('is drawn once for as long as it is kept', async () => {
    const first = charts.png(chart, 'dark');
    expect(charts.png(structuredClone(chart), 'dark')).toBe(first);
    await first;
  });

  it('is drawn in another thread: this one goes on meanwhile', async () => {
    let turns = 0;
    let isDrawn = false;
    const drawn = charts.png({ ...chart, title: 'Another picture' }, 'light').then(() => (isDrawn = true));
    while (!isDrawn) {
      await setImmediate();
      turns += 1;
    }
    await drawn;
    expect(turns).toBeGreaterThan(50);
  });

  it('fails for the one who asked when the thread ends, and the next one is drawn by a new thread', async () => {
    const own = createCharts();
    const waiting = own.png(chart, 'dark');
    const failed = expect(waiting).rejects.toThrow('thread ended');
    await own.stop();
    await failed;
    expect((await own.png(chart, 'dark')).length).toBeGreaterThan(1000);
    await own.stop();
  });
});

describe('an address', () => {
  const addressed = (base: typeof charts) => new URL(base.addressOf(chart, 'light') ?? '');

  it('leads to the picture, as short as Slack needs it', async () => {
    const url = addressed(charts);
    expect(url.origin + url.pathname).toBe(`https://bot.example${CHART_PATH}`);
    expect(url.href.length).toBeLessThan(3000);
    expect(await charts.pngOf(url.searchParams.get('q') ?? '')).toEqual(await charts.png(chart, 'light'));
  });

  it('holds in every process with the same key, and in none with another', async () => {
    const q = addressed(charts).searchParams.get('q') ?? '';
    const [same, other, made] = [
      createCharts({ key: 'a key for the test' }),
      createCharts({ key: 'other' }),
      createCharts(),
    ];
    expect((await same.pngOf(q))?.length).toBeGreaterThan(1000);
    expect(await other.pngOf(q)).toBeUndefined();
    expect(await made.pngOf(q)).toBeUndefined();
    await same.stop();
  });

  it.each([
    ['nothing', () => ''],
    ['no signature', (q: string) => q.split('.')[0] ?? ''],
    ['another signature', (q: string) => `${q.split('.')[0]}.${'A'.repeat(22)}`],
    ['another content', (q: string) => `x${q}`],
    ['more', (q: string) => q + 'A'.repeat(10_000)],
  ])('with %s leads nowhere', async (_, change) => {
    const q = addressed(charts).searchParams.get('q') ?? '';
    expect(await charts.pngOf(change(q))).toBeUndefined();
  });

  it('carries 16 bytes of an HMAC over its content, and each of them counts', async () => {
    const q = addressed(charts).searchParams.get('q') ?? '';
    const [body = '', code = ''] = q.split('.');
    const full = createHmac('sha256', 'a key for the test').update(`chart:${body}`).digest();
    const given = Buffer.from(code, 'base64url');
    expect(given).toEqual(full.subarray(0, 16));
    for (const at of given.keys()) {
      const changed = Buffer.from(given);
      changed[at]! ^= 1;
      expect(await charts.pngOf(`${body}.${changed.toString('base64url')}`)).toBeUndefined();
    }
    for (const length of [0, 1, 15, 17, 32]) {
      expect(await charts.pngOf(`${body}.${full.subarray(0, length).toString('base64url')}`)).toBeUndefined();
    }
  });

  it('is not given without a public address, nor for a chart too large for one', () => {
    expect(createCharts().addressOf(chart, 'light')).toBeUndefined();
    const segments = Array.from({ length: 400 }, (_, i) => ({
      id: `id-${i ** 3}`,
      label: `Part ${i ** 5}`,
      bytes: i ** 4,
    }));
    expect(charts.addressOf({ ...chart, segments }, 'light')).toBeUndefined();
  });
});

describe('a PNG', () => {
  const rowsOf = (png: Buffer) => {
    const at = png.indexOf('IDAT');
    return inflateSync(png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4)));
  };
  const bitmap = (colours: readonly number[], width: number) => {
    const pixels = new Uint8Array(Uint32Array.from(colours).buffer);
    return Buffer.from(encodePng({ width, height: colours.length / width, pixels }));
  };

  it('has a row of table entries behind a zero', () => {
    const png = bitmap([1, 1, 2, 1], 2);
    expect([...rowsOf(png)]).toEqual([0, 0, 0, 0, 1, 0]);
    const table = png.indexOf('PLTE');
    expect([...png.subarray(table + 4, table + 10)]).toEqual([1, 0, 0, 2, 0, 0]);
  });

  it('shows rare colours as the nearest of the commonest 256', () => {
    const common = Array.from({ length: 256 }, (_, i) => [i, i]).flat();
    const rows = rowsOf(bitmap([...common, 0xff000003, 0xff000003 - 0xff000000 + 0x100], 514));
    expect(rows.at(-1)).toBe(rows[1 + 2 * 3]);
  });
});
