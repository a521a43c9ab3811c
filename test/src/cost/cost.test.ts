import { describe, expect, it } from 'vitest';
import {
  ageDays,
  compareDevices,
  dayOf,
  gpus,
  leadingOffer,
  makePlan,
  offerOf,
  runCost,
  SHIPPED_PRICES,
  sweetSpot,
  tokensFor,
  trainingTime,
} from '../../../src/index.ts';
import { PRICE_RANGE, PROVIDERS, providerNamed } from '../../../src/facts/prices.ts';
import type { Price } from '../../../src/ports.ts';

const NOW = new Date('2026-08-25T12:00:00Z');
const LLAMA_8B = 'meta-llama/Llama-3.1-8B';
const A100 = 'a100-80gb-sxm';

const price = (changes: Partial<Price> = {}): Price => ({
  provider: 'runpod',
  providerLabel: 'RunPod',
  segment: 'specialist',
  gpu: A100,
  gpuCount: 1,
  anyCount: false,
  instance: null,
  region: null,
  spot: false,
  usdPerGpuHour: 1.4,
  date: '2026-07-20',
  trust: 'catalogue',
  source: { title: 'a test' },
  ...changes,
});

function timeOn(id: string, gpusOfIt = 1) {
  const gpu = gpus.find((row) => row.id === id)!;
  return trainingTime(makePlan({ model: LLAMA_8B, gpu, gpus: gpusOfIt }), gpu)!;
}

describe('the shipped prices', () => {
  const rows = SHIPPED_PRICES.current();
  const known = new Set(gpus.map(({ id }) => id));
  it.each(rows.map((row) => [`${row.provider} ${row.instance} ${row.gpu} ${row.spot ? 'spot' : ''}`, row] as const))(
    '%s',
    (_, row) => {
      expect(known).toContain(row.gpu);
      expect(row.usdPerGpuHour).toBeGreaterThanOrEqual(PRICE_RANGE.min);
      expect(row.usdPerGpuHour).toBeLessThanOrEqual(PRICE_RANGE.max);
      expect(row.date).toMatch(/^20\d\d(-\d\d(-\d\d)?)?$/);
      expect(row.source.title).not.toBe('');
    },
  );
  it('hold every segment', () => {
    expect([...new Set(rows.map(({ segment }) => segment))].sort()).toEqual([
      'hyperscale',
      'marketplace',
      'specialist',
    ]);
  });
  it('cost less on the spot than on demand', () => {
    for (const spot of rows.filter((row) => row.spot && row.instance !== null)) {
      const same = rows.find((row) => !row.spot && row.provider === spot.provider && row.instance === spot.instance);
      if (same) expect(spot.usdPerGpuHour).toBeLessThan(same.usdPerGpuHour);
    }
  });
});

describe('dates', () => {
  it.each([
    ['2026', '2026-01-01'],
    ['2026-07', '2026-07-01'],
    ['2026-07-20', '2026-07-20'],
  ])('%s is %s', (date, day) => {
    expect(dayOf(date).toISOString().slice(0, 10)).toBe(day);
  });
  it.each([
    ['2026-08-25', 0],
    ['2026-08-24', 1],
    ['2026', 236],
    ['2027', 0],
  ])('%s is %i days old', (date, days) => {
    expect(ageDays(date, NOW)).toBe(days);
  });
  it.each([
    ['2026-02-26', false],
    ['2026-02-25', true],
    ['2026', true],
  ])('a price of %s is old: %s', (date, stale) => {
    expect(offerOf(timeOn(A100), price({ date }), NOW)!.stale).toBe(stale);
  });
});

describe('the cost of a run', () => {
  const time = timeOn(A100);
  it('is 5 to 20 dollars for the default job, 8B QLoRA on one A100 80GB at $1.40, low and high end', () => {
    const offer = offerOf(time, price(), NOW)!;
    expect(time.lowSeconds / 3600).toBeGreaterThan(3);
    expect(time.highSeconds / 3600).toBeLessThan(12);
    expect(offer.lowUsd).toBeGreaterThan(5);
    expect(offer.highUsd).toBeLessThan(20);
  });
  it('is hours × price × 1.12 for the whole job', () => {
    expect(offerOf(time, price(), NOW)!.usd).toBeCloseTo((time.seconds / 3600) * 1.4 * 1.12);
  });
  it('counts lost work on the spot', () => {
    expect(offerOf(time, price({ spot: true }), NOW)!.usd).toBeCloseTo((time.seconds / 3600) * 1.4 * 1.27);
  });
  it('pays for the whole machine', () => {
    const offer = offerOf(time, price({ gpuCount: 8 }), NOW)!;
    expect(offer.paidGpus).toBe(8);
    expect(offer.usd).toBeCloseTo(8 * offerOf(time, price(), NOW)!.usd);
  });
  it('needs a machine with enough GPUs, or one with any number', () => {
    const two = timeOn(A100, 2);
    expect(offerOf(two, price(), NOW)).toBeUndefined();
    expect(offerOf(two, price({ anyCount: true }), NOW)!.paidGpus).toBe(2);
  });
  it('names each provider once, cheapest first, spot apart', () => {
    const rows = [
      price({ usdPerGpuHour: 2 }),
      price(),
      price({ provider: 'vast', usdPerGpuHour: 0.9 }),
      price({ spot: true, usdPerGpuHour: 0.5 }),
      price({ gpu: 'h100-sxm', usdPerGpuHour: 0.1 }),
    ];
    const { onDemand, spot } = runCost(time, rows, NOW);
    expect(onDemand.map((offer) => [offer.price.provider, offer.price.usdPerGpuHour])).toEqual([
      ['vast', 0.9],
      ['runpod', 1.4],
    ]);
    expect(spot.map((offer) => offer.price.usdPerGpuHour)).toEqual([0.5]);
  });
  it('leads with a price that is not old, while there is one', () => {
    const rows = [price({ provider: 'vast', usdPerGpuHour: 0.5, date: '2025' }), price()];
    expect(leadingOffer(runCost(time, rows, NOW))!.price.usdPerGpuHour).toBe(1.4);
    expect(leadingOffer(runCost(time, rows.slice(0, 1), NOW))!.price.usdPerGpuHour).toBe(0.5);
  });
  it('is set against buying the card where its price is known', () => {
    const on4090 = timeOn('rtx-4090');
    const cost = runCost(on4090, [price({ gpu: 'rtx-4090', usdPerGpuHour: 0.4 })], NOW);
    expect(cost.runsToBuy).toBe(Math.ceil(1599 / cost.onDemand[0]!.usd));
    expect(runCost(time, [price()], NOW).runsToBuy).toBeUndefined();
  });
});

describe('devices compared', () => {
  const rows = SHIPPED_PRICES.current();
  const runs = compareDevices({ model: LLAMA_8B, method: 'qlora' }, {}, rows, NOW);
  it('are sorted by cost, and fit', () => {
    const costs = runs.map(({ offer }) => offer.usd);
    expect(costs).toEqual(costs.toSorted((a, b) => a - b));
    expect(runs.length).toBeGreaterThan(20);
    expect(runs.map(({ verdict }) => verdict)).not.toContain('no');
  });
  it('take more cards where one is not enough', () => {
    const large = compareDevices({ model: 'meta-llama/Llama-3.1-70B', method: 'qlora' }, {}, rows, NOW);
    expect(large.find(({ gpu }) => gpu.id === 'rtx-3090')!.gpuCount).toBeGreaterThan(1);
  });
  it('have a sweet spot that nothing beats in both', () => {
    const sweet = sweetSpot(runs)!;
    const better = runs.filter(({ offer, time }) => offer.usd < sweet.offer.usd && time.seconds < sweet.time.seconds);
    expect(better).toEqual([]);
  });
  it('train in proportion to the money', () => {
    const run = runs[0]!;
    expect(tokensFor(run.offer.usd, run)).toBeCloseTo(76.8e6);
    expect(tokensFor(2 * run.offer.usd, run)).toBeCloseTo(153.6e6);
  });
  it('are none where nothing holds the job', () => {
    expect(compareDevices({ model: 'meta-llama/Llama-3.1-405B', method: 'full' }, {}, [price()], NOW)).toEqual([]);
  });
});

describe('providers', () => {
  it.each([
    ['lambdalabs', 'lambda'],
    ['LAMBDA', 'lambda'],
    ['datacrunch', 'verda'],
    ['vastai', 'vast'],
    ['nobody', undefined],
  ])('%s is %s', (name, id) => {
    expect(providerNamed(name)).toBe(id);
  });
  it('share no name', () => {
    const names = Object.entries(PROVIDERS).flatMap(([id, row]) => [id, ...('aliases' in row ? row.aliases : [])]);
    expect(new Set(names).size).toBe(names.length);
  });
});
