import { describe, expect, it } from 'vitest';
import { createBot } from '../../../commands/core/bot.ts';
import { vramCost } from '../../../commands/cost/cost.ts';
import { marketOf, timeAndCost } from '../../../commands/cost/block.ts';
import { JOB_OPTIONS } from '../../../commands/options/job.ts';
import { jobOf } from '../../../commands/options/settings.ts';
import type { Block, Reply } from '../../../commands/core/reply.ts';
import { estimate, estimateOn, gpus } from '../../../src/index.ts';
import type { Price } from '../../../src/ports.ts';

const log = { debug() {}, info() {}, warn() {}, error: (fields: object) => expect(fields).toBeUndefined() };
const now = () => new Date('2026-08-25');
const caller = { platform: 'test', tenant: '', user: 'u', locale: 'en' };

function run(args: string, prices?: readonly Price[]): Promise<Reply> {
  const services = { hub: undefined, now, ...(prices ? { prices: { current: () => prices } } : {}) };
  return createBot({ commands: [vramCost], log, services }).run({ id: 'x', command: 'vram-cost', args, caller });
}

const tables = ({ blocks }: Reply) => blocks.filter((block) => block.type === 'table');
const textOf = (blocks: readonly Block[]) => JSON.stringify(blocks);

describe('vram-cost', () => {
  it('lists devices, cheapest first, each price with its date, and names the sweet spot', async () => {
    const reply = await run('llama 3.1 8b qlora');
    expect(reply.summary).toMatch(/^From \$[\d.]+ \(.+\); the sweet spot is .+ at .+ \(2026-\d\d(-\d\d)?\)\.$/);
    const [table] = tables(reply);
    expect(table!.rows.length).toBeGreaterThan(8);
    for (const row of table!.rows) expect(row[3]).toMatch(/, 202\d(-\d\d)?(-\d\d)?(, old)?$/);
    const costs = table!.rows.map((row) => Number(row[2]!.slice(1)));
    expect(costs).toEqual(costs.toSorted((a, b) => a - b));
    expect(textOf(reply.blocks)).toContain('76.8 M tokens');
  });
  it.each(vramCost.about.examples)('answers its own example: %s', async (example) => {
    const reply = await run(example);
    expect(reply.error).toBeUndefined();
    expect(reply.summary).toContain('$');
  });
  it('stays within the number of options that a platform takes', () => {
    expect(Object.keys(vramCost.options).length).toBeLessThanOrEqual(25);
  });
  it('shows one device with every segment and provider apart', async () => {
    const reply = await run('8b qlora gpu:a100-80gb');
    const text = textOf(reply.blocks);
    for (const word of ['marketplace', 'GPU cloud', 'large cloud', 'spot', 'old', '× 1.12'])
      expect(text).toContain(word);
    const data = reply.data as { time: { seconds: number }; cost: { onDemand: { usd: number; date: string }[] } };
    expect(data.time.seconds / 3600).toBeGreaterThan(3);
    expect(data.cost.onDemand.every(({ date }) => date.startsWith('202'))).toBe(true);
  });
  it('counts the given job', async () => {
    const small = (await run('8b gpu:a100-80gb tokens:10m')).data as { time: { seconds: number } };
    const large = (await run('8b gpu:a100-80gb tokens:20m')).data as { time: { seconds: number } };
    expect(large.time.seconds / small.time.seconds).toBeCloseTo(2, 1);
  });
  it('says what a budget trains', async () => {
    const reply = await run('8b budget:20');
    expect(reply.summary).toMatch(
      /^\$20 trains on \d+ M tokens on .+ times this job; \d+ M tokens on .+, the sweet spot\.$/,
    );
    expect(tables(reply)).toHaveLength(2);
    expect((await run('8b gpu:a100-80gb budget:20')).summary).toMatch(/^\$20 trains on/);
  });
  it('shows where it fits when it does not fit on the card named', async () => {
    const reply = await run('8b full gpu:4090');
    expect(reply.tone).toBe('bad');
    expect(tables(reply)[0]!.rows.length).toBeGreaterThan(1);
  });
  it('says so when nobody rents out what was named', async () => {
    expect((await run('8b qlora gpu:m3-max-64gb')).summary).toContain('nobody in our lists rents it out');
  });
  it('says so when nothing holds the job', async () => {
    const reply = await run('405b full');
    expect(reply.error?.code).toBe('not-available');
  });
  it('marks devices without measurements', async () => {
    const reply = await run('8b qlora gpu:l4');
    expect(textOf(reply.blocks)).toContain('low confidence');
  });
  it('reads prices from the service', async () => {
    const own: Price = {
      provider: 'our cluster',
      providerLabel: 'our cluster',
      segment: 'own',
      gpu: 'h100-sxm',
      gpuCount: 1,
      anyCount: true,
      instance: null,
      region: null,
      spot: false,
      usdPerGpuHour: 0.5,
      date: '2026-08-01',
      trust: 'operator',
      source: { title: 'the operator' },
    };
    const reply = await run('8b qlora', [own]);
    expect(reply.summary).toContain('our cluster');
    expect(tables(reply)[0]!.rows).toHaveLength(1);
  });
});

describe('job options', () => {
  const named = (name: keyof typeof JOB_OPTIONS) => ({ name, example: JOB_OPTIONS[name].about.example });
  it.each([
    ['10m', 10e6],
    ['500k', 500e3],
    ['1.5b', 1.5e9],
    ['2,000,000', 2e6],
    ['10M tokens', 10e6],
  ])('tokens:%s', (given, value) => {
    expect(JOB_OPTIONS.tokens.type.parse(given, named('tokens'))).toBe(value);
  });
  it.each(['', 'many', '-1', '10x', '1e9', '5', '99999t', '1'.repeat(500)])('refuses tokens:%s', (given) => {
    expect(() => JOB_OPTIONS.tokens.type.parse(given, named('tokens'))).toThrow(/tokens/);
  });
  it.each(Object.entries(JOB_OPTIONS))('%s accepts its example', (name, { type, about: { example } }) => {
    expect(() => type.parse(example, { name, example })).not.toThrow();
  });
  it('passes other arguments by', () => {
    expect(jobOf({ tokens: 5, model: 'x' } as never)).toEqual({ tokens: 5 });
  });
});

describe('time and cost under an estimate', () => {
  const market = marketOf({ hub: undefined, now });
  const model = 'meta-llama/Llama-3.1-8B';
  it('is of the device named', () => {
    const { estimate: found, fit } = estimateOn(
      { model },
      gpus.find(({ id }) => id === 'rtx-4090')!,
      1,
    );
    const { blocks, details, data } = timeAndCost({ request: { model }, estimate: found, fit, job: {} }, market);
    expect(blocks).toHaveLength(1);
    expect(textOf(blocks)).toContain('an Alpaca-sized job');
    expect(textOf(details)).toContain('renting is cheaper until');
    expect(data).toMatchObject({ time: { gpu: 'rtx-4090', confidence: 'measured' }, cost: { overhead: 0.12 } });
  });
  it('is of the cheapest devices where none is named', () => {
    const { blocks, data } = timeAndCost(
      { request: { model }, estimate: estimate({ model }), fit: undefined, job: {} },
      market,
    );
    expect(blocks[0]).toMatchObject({ type: 'table', title: 'What the run would cost' });
    expect(data.time).not.toBeNull();
  });
  it('is nothing for inference', () => {
    const request = { model, method: 'inference' } as const;
    expect(timeAndCost({ request, estimate: estimate(request), fit: undefined, job: {} }, market)).toEqual({
      blocks: [],
      details: [],
      data: { time: null, cost: null },
    });
  });
});
