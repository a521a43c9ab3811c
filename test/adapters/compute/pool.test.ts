import { afterAll, describe, expect, it, vi } from 'vitest';
import {
  createPool,
  POOL_LIMITS,
  type Pool,
  type PoolLimits,
  type PoolServices,
} from '../../../adapters/compute/pool.ts';
import { computeHere, type Call } from '../../../commands/core/bot.ts';
import { commands } from '../../../commands/index.ts';
import { UserError } from '../../../src/errors.ts';
import { SHIPPED_PRICES } from '../../../src/index.ts';
import type { HubModel } from '../../../src/ports.ts';

// A worker's start, some hundred milliseconds at rest, is all that is slow here.
vi.setConfig({ testTimeout: 60_000 });

const ann = { platform: 'slack', tenant: 'T1', user: 'ann', locale: 'en' };
const QUICK = { model: 'qwen3-0.6b', method: 'lora', gpu: '4090' };
const SLOW = { gpu: '4090' };

const LLAMA: HubModel = {
  id: 'acme/private',
  commit: 'c0ffee',
  config: JSON.stringify({
    model_type: 'llama',
    hidden_size: 2048,
    num_hidden_layers: 16,
    num_attention_heads: 16,
    intermediate_size: 8192,
    vocab_size: 32000,
  }),
  storedElements: undefined,
  gated: false,
};

const log = { debug() {}, info() {}, warn() {}, error() {} };
const noHub = {
  model: () => Promise.reject(new UserError('unknown-model', 'The Hub knows no such model.', 'Look at its page.')),
};
const open: Pool[] = [];

function pool(services: Partial<PoolServices> = {}, limits: Partial<PoolLimits> = {}): Pool {
  const made = createPool(
    { commands, hub: noHub, prices: SHIPPED_PRICES, ...services },
    { ...POOL_LIMITS, threads: 1, ...limits },
  );
  open.push(made);
  return made;
}

function call(command: string, given: Call['given'], more: Partial<Call> = {}): Call {
  return { id: 'test', command, given, caller: ann, ...more };
}

afterAll(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()));
});

describe('computing in workers', () => {
  const here = computeHere({ commands, log, services: { hub: noHub, prices: SHIPPED_PRICES } });
  const { compute } = pool();
  it.each([
    ['vram', { model: '70b', method: 'qlora', gpu: '48' }],
    ['vram-fit', SLOW],
    ['vram-cost', QUICK],
    ['vram-help', {}],
  ])('answers %s as this thread does', async (command, given) => {
    const wanted = await here(call(command, given));
    expect(await compute(call(command, given))).toEqual(structuredClone(wanted));
  });
  it('brings a mistake back whole', async () => {
    const asked = call('vram', { model: '70b', method: 'full', quant: 'nf4' });
    const wanted = await here(asked).catch((error: unknown) => error);
    const found = await compute(asked).catch((error: unknown) => error);
    expect(wanted).toBeInstanceOf(UserError);
    expect(found).toBeInstanceOf(UserError);
    expect({ ...(found as object), message: (found as Error).message }).toEqual({
      ...(wanted as object),
      message: (wanted as Error).message,
    });
  });
  it('goes on with this thread meanwhile', async () => {
    const order: string[] = [];
    const answer = compute(call('vram-fit', { gpu: '3090' })).then(() => order.push('answer'));
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
    order.push('three turns of the loop');
    await answer;
    expect(order).toEqual(['three turns of the loop', 'answer']);
  });
});

describe('answers that are there already', () => {
  it('serve everybody who asks the same, while they are computed too', async () => {
    const { compute, state } = pool();
    const [first, second] = await Promise.all([compute(call('vram', QUICK)), compute(call('vram', QUICK))]);
    const third = await compute(call('vram', QUICK, { caller: { ...ann, user: 'bob', platform: 'discord' } }));
    expect(second).toBe(first);
    expect(third).toBe(first);
    expect(state()).toMatchObject({ hits: 2, misses: 1 });
  });
  it('are made anew with new prices', async () => {
    let rows = SHIPPED_PRICES.current();
    const { compute } = pool({ prices: { current: () => rows } });
    const before = await compute(call('vram-cost', QUICK));
    rows = rows.map((row) => ({ ...row, usdPerGpuHour: 2 * row.usdPerGpuHour }));
    const after = await compute(call('vram-cost', QUICK));
    expect(after).not.toEqual(before);
  });
  it('are not shared where the Hub was asked: it may show one caller what it hides from another', async () => {
    const askers: unknown[] = [];
    const hub: PoolServices['hub'] = {
      model(_reference, asker) {
        askers.push(asker?.user);
        if (asker?.user === 'ann') return Promise.resolve(LLAMA);
        return Promise.reject(new UserError('not-available', 'acme/private is not for everybody.'));
      },
    };
    const { compute } = pool({ hub });
    const asked = call('vram', { model: 'acme/private', method: 'lora' });
    const reply = await compute(asked);
    expect(reply.title).toContain('acme/private');
    await expect(compute({ ...asked, caller: { ...ann, user: 'bob' } })).rejects.toThrow('not for everybody');
    await compute(asked);
    expect(askers).toEqual(['ann', 'bob', 'ann']);
  });
  it('are not kept where somebody pasted a configuration', async () => {
    const { compute, state } = pool();
    await compute(call('vram', { config: LLAMA.config, method: 'lora' }));
    expect(state()).toMatchObject({ hits: 0, misses: 0 });
  });
});

describe('waiting', () => {
  const busy = (limits: Partial<PoolLimits>) => pool({}, limits);
  it('is refused with a sentence to whoever has too much waiting, and to nobody else', async () => {
    const { compute } = busy({ waitingEach: 1 });
    const first = compute(call('vram-fit', SLOW));
    const second = compute(call('vram', { ...QUICK, seq: '1024' }));
    await expect(compute(call('vram', { ...QUICK, seq: '512' }))).rejects.toThrow('1 of your questions wait');
    const other = compute(call('vram', QUICK, { caller: { ...ann, user: 'bob' } }));
    await expect(Promise.all([first, second, other])).resolves.toHaveLength(3);
  });
  it('ends when nobody waits any more', async () => {
    const { compute, state } = busy({});
    const first = compute(call('vram-fit', SLOW));
    const gone = new AbortController();
    const second = compute(call('vram', QUICK, { signal: gone.signal }));
    expect(state().waiting).toBe(1);
    gone.abort();
    await expect(second).rejects.toThrow('Nobody waits');
    expect(state().waiting).toBe(0);
    await first;
  });
  it('ends with a sentence after as long as is allowed', async () => {
    const { compute } = busy({ patienceMs: 1 });
    const first = compute(call('vram-fit', SLOW));
    await expect(compute(call('vram', QUICK))).rejects.toThrow('Too many questions wait');
    await first;
  });
  it('ends a worker that computes for too long, and goes on with another', async () => {
    const { compute } = busy({ longestMs: 1 });
    await expect(compute(call('vram-fit', SLOW))).rejects.toThrow('took longer than');
    expect((await pool().compute(call('vram', QUICK))).tone).toBe('good');
  });
});
