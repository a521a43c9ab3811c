import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Asker, Hub, Store } from '../../../../src/ports.ts';
import { type BudgetOptions, createBudget } from '../../../../src/services/hub/budget.ts';
import { createHub, type HubOptions } from '../../../../src/services/hub/index.ts';
import { createStores } from '../../../../src/services/store/index.ts';
import {
  type Answer,
  COMMIT,
  endless,
  json,
  modelPage,
  page,
  redirect,
  type StandIn,
  startStandIn,
  status,
  truncated,
} from './stand-in.ts';

const CONFIG = { model_type: 'qwen3', hidden_size: 1024 };
const ORG = { id: 'org/name', revision: undefined };
const PAGE = '/api/models/org/name/revision/HEAD';
const FILE = `/org/name/resolve/${COMMIT}/config.json`;

let server: StandIn;
let hub: Hub;
/** How long each look-up would wait, and what ends its wait. */
let limits: { readonly ms: number; readonly end: AbortController }[];

/** Every request that left this process. */
let fetched: { readonly mock: { readonly calls: readonly (readonly [Parameters<typeof fetch>[0], ...unknown[]])[] } };
const originsAsked = () => [
  ...new Set(fetched.mock.calls.map(([input]) => new URL(input instanceof Request ? input.url : input).origin)),
];

/** Never answers; the time of whoever waits is up as soon as they have asked. */
const silent = () => limits.forEach(({ end }) => end.abort(new DOMException('Time is up.', 'TimeoutError')));

beforeEach(async () => {
  limits = [];
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
    const end = new AbortController();
    limits.push({ ms, end });
    return end.signal;
  });
  server = await startStandIn();
  server.on(PAGE, modelPage('org/name', { safetensors: { parameters: { BF16: 42 }, total: 42 } }));
  server.on(FILE, json(CONFIG));
  hub = createHub({ endpoint: server.url });
  fetched = vi.spyOn(globalThis, 'fetch');
});
afterEach(async () => {
  vi.restoreAllMocks();
  await server.close();
});

describe('what the Hub said', () => {
  const REMEMBERED = { commit: COMMIT, config: JSON.stringify(CONFIG), storedElements: 42, isRemembered: true };
  const down = (answer: Parameters<StandIn['on']>[1]) =>
    ['/api/models/', '/resolve/'].forEach((part) => server.on(part, answer));
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const another = (keeper: Store, endpoint = server.url) => createHub({ endpoint, keeper, log });
  let keeper: Store;
  beforeEach(async () => {
    keeper = createStores({ databaseUrl: ':memory:', log }).keys;
    await another(keeper).model(ORG);
  });

  it('is kept by commit, so that another process asks for the commit alone', async () => {
    const before = server.requests.length;
    expect(await another(keeper).model(ORG)).toMatchObject({ config: JSON.stringify(CONFIG), commit: COMMIT });
    server.on('/api/models/org/name/revision/v1', modelPage('org/name'));
    expect(await another(keeper).model({ id: 'org/name', revision: 'v1' })).toMatchObject({ commit: COMMIT });
    expect(server.requests.slice(before)).toEqual([`GET ${PAGE}`, 'GET /api/models/org/name/revision/v1']);
  });

  it.each([
    ['answers with an error', status(503, {})],
    ['asks us to wait', status(429, {})],
    ['does not answer', silent],
    ['answers with a page', page()],
  ])('is said again while the Hub %s', async (_, answer) => {
    down(answer);
    expect(await another(keeper).model(ORG)).toMatchObject(REMEMBERED);
    await expect(another(keeper).model({ id: 'org/other', revision: undefined })).rejects.toThrow();
  });

  it('is not said where the Hub says that there is none, or of another Hub', async () => {
    down(status(404, {}));
    await expect(another(keeper).model(ORG)).rejects.toThrow('There is no model');
    const other = await startStandIn();
    other.on('/api/models/', status(503, {}));
    await expect(another(keeper, other.url).model(ORG)).rejects.toThrow('503');
    await other.close();
  });

  it.each(['{"config":', '{"commit":"old"}', 'null'])('is not believed in another form: %s', async (text) => {
    const odd: Store = { ...keeper, get: () => Promise.resolve(text) };
    expect(await another(odd).model(ORG)).toMatchObject({ commit: COMMIT, config: JSON.stringify(CONFIG) });
    down(status(503, {}));
    await expect(another(odd).model(ORG)).rejects.toThrow('503');
  });

  it('is not needed: a store that is down changes nothing', async () => {
    const { keys } = createStores({ databaseUrl: '/dev/null/store.sqlite', log });
    expect(await another(keys).model(ORG)).toMatchObject({ commit: COMMIT });
    expect(await another(keys).model(ORG)).not.toHaveProperty('isRemembered');
  });
});

describe('a model', () => {
  it('is its configuration, its commit and what its files hold', async () => {
    expect(await hub.model(ORG)).toEqual({
      id: 'org/name',
      commit: COMMIT,
      config: JSON.stringify(CONFIG),
      storedElements: 42,
      gated: false,
    });
    expect(server.requests).toEqual([`GET ${PAGE}`, `GET ${FILE}`]);
  });
  it('is asked for once, by whoever asks', async () => {
    await Promise.all([hub.model(ORG), hub.model(ORG)]);
    await hub.model(ORG);
    expect(server.requests).toHaveLength(2);
  });
  it('is kept by commit: two names of one commit share its configuration', async () => {
    server.on('/api/models/org/name/revision/v1', modelPage('org/name'));
    await hub.model(ORG);
    expect((await hub.model({ id: 'org/name', revision: 'v1' })).commit).toBe(COMMIT);
    expect(server.requests.filter((request) => request === `GET ${FILE}`)).toHaveLength(1);
  });
  it('of a branch with a slash', async () => {
    server.on('/revision/refs%2Fpr%2F3', modelPage('org/name'));
    expect(await hub.model({ id: 'org/name', revision: 'refs/pr/3' })).toMatchObject({ commit: COMMIT });
  });
  it('that moved is followed on the same server', async () => {
    server.on('/api/models/old/name/', redirect(PAGE));
    server.on('/old/name/resolve/', redirect(FILE));
    expect(await hub.model({ id: 'old/name', revision: undefined })).toMatchObject({ commit: COMMIT });
  });
  it('has unknown stored elements where the Hub says nonsense', async () => {
    server.on(PAGE, modelPage('org/name', { safetensors: { total: 'many' } }));
    expect((await hub.model(ORG)).storedElements).toBeUndefined();
  });
});

describe('what the files hold', () => {
  it.each([
    ['weights one by one', { BF16: 40, F8_E4M3: 2 }, 42],
    ['packed in bytes', { BF16: 40, U8: 2 }, undefined],
    ['packed in integers', { F16: 40, I32: 2 }, undefined],
    ['packed in pairs', { F32: 40, F4: 2 }, undefined],
    ['nothing that makes sense', 'many', 42],
  ])('%s', async (_, parameters, stored) => {
    server.on(PAGE, modelPage('org/name', { safetensors: { parameters, total: 42 } }));
    expect((await hub.model(ORG)).storedElements).toBe(stored);
  });
});

describe('the token', () => {
  const ADA: Asker = { platform: 'slack', tenant: 'T1', user: 'ada' };
  const BOB: Asker = { platform: 'slack', tenant: 'T1', user: 'bob' };
  const STRANGER: Asker = { platform: 'slack', tenant: 'T2', user: 'eve' };
  const PAGE_READER: Asker = { platform: 'web', tenant: '', user: '', address: '203.0.113.7' };
  const PRIVATE = { id: 'acme/private', revision: undefined };
  const GATED = { id: 'meta/gated', revision: undefined };
  const SECRET = { model_type: 'qwen3', hidden_size: 777 };
  const log = { debug() {}, info() {}, warn() {}, error() {} };
  const withToken = (more: HubOptions = {}) =>
    createHub({ endpoint: server.url, token: 'hf_secret', tokenFor: ['slack:T1'], ...more });
  /** Shows what is behind `path` to the token alone, as the Hub does. */
  const closedTo = (path: string, answer: Answer) =>
    server.on(path, (request, response) =>
      (request.headers.authorization === 'Bearer hf_secret' ? answer : status(401, {}))(request, response),
    );
  beforeEach(() => {
    closedTo('/api/models/acme/private/', modelPage('acme/private', { private: true }));
    closedTo('/acme/private/resolve/', json(SECRET));
    server.on('/api/models/meta/gated/', modelPage('meta/gated', { gated: 'manual' }));
    closedTo('/meta/gated/resolve/', json(SECRET));
  });

  it('opens what is private or gated to those it is for, and to nobody else', async () => {
    const own = withToken();
    for (const reference of [PRIVATE, GATED]) {
      expect(await own.model(reference, ADA)).toMatchObject({ config: JSON.stringify(SECRET) });
    }
    for (const other of [STRANGER, PAGE_READER, { ...ADA, platform: 'discord' }, undefined]) {
      await expect(own.model(PRIVATE, other)).rejects.toThrow('acme/private does not exist on 127.0.0.1');
      await expect(own.model(GATED, other)).rejects.toThrow('the HF_TOKEN of this bot is not for use here');
    }
  });
  it.each([
    ['everybody on a platform', ['slack'], STRANGER, true],
    ['one workspace', ['slack:T2'], STRANGER, true],
    ['another workspace', ['slack:T1'], STRANGER, false],
    ['the page, where that is said', ['web'], PAGE_READER, true],
    ['nobody, unless that is said', [], ADA, false],
    ['no tenant that is not there', ['web:'], PAGE_READER, false],
  ] as const)('is for %s', async (_, tokenFor, asker, isFor) => {
    const asked = withToken({ tokenFor })
      .model(PRIVATE, asker)
      .then(
        () => true,
        () => false,
      );
    expect(await asked).toBe(isFor);
  });
  it('shows one nothing that was read for another, not from memory and not from the store', async () => {
    const keeper = createStores({ databaseUrl: ':memory:', log }).keys;
    const kept = vi.fn(keeper.set);
    const own = withToken({ keeper: { ...keeper, set: kept }, log });
    await own.model(PRIVATE, ADA);
    await own.model(GATED, ADA);
    expect(await own.model(PRIVATE, ADA)).toMatchObject({ id: 'acme/private' });
    expect(kept.mock.calls).toEqual([]);
    // The token opens nothing any more, so only what is remembered could be told.
    for (const path of ['/api/models/acme/private/', '/acme/private/', '/meta/gated/resolve/']) {
      server.on(path, status(401, {}));
    }
    for (const asker of [BOB, STRANGER, PAGE_READER]) {
      await expect(own.model(PRIVATE, asker)).rejects.toThrow('does not exist');
      await expect(own.model(GATED, asker)).rejects.toThrow('is gated');
    }
    for (const path of ['/api/models/', '/resolve/']) server.on(path, status(503, {}));
    for (const asker of [BOB, STRANGER, PAGE_READER]) {
      await expect(withToken({ keeper, log }).model(PRIVATE, asker)).rejects.toThrow('503');
    }
  });
  it('does not go with questions that everybody may ask, and their answers are shared', async () => {
    const own = withToken();
    await own.model(ORG, ADA);
    await own.model(ORG, PAGE_READER);
    expect(server.tokens).toEqual(['', '']);
  });
  it('is sent to the endpoint and nowhere else', async () => {
    const other = await startStandIn();
    closedTo(PAGE, modelPage('org/name'));
    closedTo(FILE, redirect(`${other.url}/config.json`));
    await expect(withToken().model(ORG, ADA)).rejects.toThrow(/redirected to another server/);
    expect(server.tokens).toEqual(['', 'Bearer hf_secret', 'Bearer hf_secret']);
    expect(other.requests).toEqual([]);
    await other.close();
  });
  it('is in no sentence', async () => {
    server.on(PAGE, status(500, { error: 'hf_secret' }));
    const asking = withToken().model(ORG, ADA);
    await expect(asking).rejects.toThrow(expect.not.objectContaining({ message: expect.stringContaining('secret') }));
  });
  it('that has no access says so', async () => {
    server.on(FILE, status(403, {}));
    await expect(withToken().model(ORG, ADA)).rejects.toThrow(/the HF_TOKEN of this bot has no access/);
  });
});

describe('what is not there', () => {
  const NONE = { id: 'org/none', revision: undefined };
  it('is asked for once in a while, whoever asks', async () => {
    for (let i = 0; i < 5; i += 1) await expect(hub.model(NONE)).rejects.toThrow('There is no model org/none');
    expect(server.requests).toHaveLength(1);
  });
  it('is asked for again after a minute', async () => {
    let time = 1000;
    const own = createHub({ endpoint: server.url, now: () => time });
    await expect(own.model(NONE)).rejects.toThrow('There is no model');
    server.on('/api/models/org/none', modelPage('org/none'));
    server.on('/org/none/resolve/', json(CONFIG));
    time += 59_000;
    await expect(own.model(NONE)).rejects.toThrow('There is no model');
    time += 2_000;
    expect(await own.model(NONE)).toMatchObject({ commit: COMMIT });
  });
  it('does not grow without end', async () => {
    const own = createHub({ endpoint: server.url });
    const ask = (i: number) => own.model({ id: `org/none-${i}`, revision: undefined }).catch(() => undefined);
    for (let at = 0; at < 1100; at += 100) await Promise.all(Array.from({ length: 100 }, (_, i) => ask(at + i)));
    await ask(1099);
    expect(server.requests).toHaveLength(1100);
    await ask(0);
    expect(server.requests).toHaveLength(1101);
  }, 30_000);
});

describe('the budget', () => {
  const ADA: Asker = { platform: 'slack', tenant: 'T1', user: 'ada' };
  const BOB: Asker = { platform: 'slack', tenant: 'T1', user: 'bob' };
  const readers = Array.from({ length: 9 }, (_, i) => ({
    ...ADA,
    platform: 'web',
    user: '',
    address: `203.0.113.${i}`,
  }));
  const none = (name: string | number) => ({ id: `org/none-${name}`, revision: undefined });
  const spending = (options: BudgetOptions, more: HubOptions = {}) =>
    createHub({ endpoint: server.url, budget: createBudget({ seconds: 300, ...options }), ...more });

  it('of one is theirs alone, and memory costs nothing', async () => {
    const own = spending({ perAsker: 2 });
    await own.model(ORG, ADA);
    for (let i = 0; i < 3; i += 1) await own.model(ORG, ADA);
    await expect(own.model(none(1), ADA)).rejects.toThrow('There is no model');
    await expect(own.model(none(2), ADA)).rejects.toMatchObject({
      code: 'not-available',
      message: expect.stringMatching(
        /^You have asked 127.* as many models as it may for now; ask again in (299|300) seconds\.$/,
      ),
      hint: expect.stringContaining('Attach its config.json'),
    });
    expect(await own.model(ORG, ADA)).toMatchObject({ commit: COMMIT });
    await expect(own.model(none(2), BOB)).rejects.toThrow('There is no model');
    expect(server.requests).toHaveLength(4);
  });
  it("of all is not the anonymous page's to spend", async () => {
    const own = spending({ forAll: 8 });
    const asked = await Promise.all(
      readers.map((reader, i) => own.model(none(i), reader).catch(({ message }) => message)),
    );
    expect(asked.filter((message) => String(message).startsWith('There is no'))).toHaveLength(4);
    expect(asked.filter((message) => String(message).startsWith('This bot has been made to ask'))).toHaveLength(5);
    for (const i of [10, 11, 12, 13]) await expect(own.model(none(i), ADA)).rejects.toThrow('There is no model');
    await expect(own.model(none(14), BOB)).rejects.toThrow('This bot has been made to ask');
    expect(server.requests).toHaveLength(8);
  });
  it('that is spent leaves what was kept', async () => {
    const keeper = createStores({
      databaseUrl: ':memory:',
      log: { debug() {}, info() {}, warn() {}, error() {} },
    }).keys;
    await createHub({ endpoint: server.url, keeper }).model(ORG);
    await vi.waitFor(async () =>
      expect(await keeper.get(`hub-open:${new URL(server.url).host}:commit:org/name@HEAD`)).toBe(COMMIT),
    );
    const own = spending({ perAsker: 1 }, { keeper });
    await own.model(none(1), ADA).catch(() => undefined);
    expect(await own.model(ORG, ADA)).toMatchObject({ commit: COMMIT, isRemembered: true });
  });
  it('is there again when its time is over', async () => {
    const own = spending({ perAsker: 1, seconds: 0.05 });
    await expect(own.model(none(1), ADA)).rejects.toThrow('There is no model');
    await vi.waitFor(() => expect(own.model(none(2), ADA)).rejects.toThrow('There is no model'));
  });
  it('refuses nobody for what another had no budget for', async () => {
    const own = spending({ perAsker: 1 });
    await own.model(none(1), ADA).catch(() => undefined);
    const [ada, bob] = await Promise.allSettled([own.model(ORG, ADA), own.model(ORG, BOB)]);
    expect([ada.status, bob.status]).toEqual(['rejected', 'fulfilled']);
  });
});

describe('a Hub that does not answer well', () => {
  it.each([
    ['an unknown model', () => server.on(PAGE, status(404, {})), 'unknown-model', /There is no model org\/name on 127/],
    [
      'a private or unknown one',
      () => server.on(PAGE, status(401, {})),
      'unknown-model',
      /does not exist on .*, or is not public/,
    ],
    [
      'a gated one',
      () => server.on(FILE, status(401, {})),
      'not-available',
      /is gated on .*, and this bot has no HF_TOKEN/,
    ],
    ['a forbidden one', () => server.on(FILE, status(403, {})), 'not-available', /is gated/],
    ['one without a configuration', () => server.on(FILE, status(404, {})), 'unknown-model', /has no config\.json/],
    ['an error', () => server.on(PAGE, page(502)), 'not-available', /answered with an error \(502\)/],
    ['a page', () => server.on(PAGE, page()), 'not-available', /something other than JSON/],
    [
      'a page without a commit',
      () => server.on(PAGE, json({ id: 'org/name' })),
      'not-available',
      /something other than JSON/,
    ],
    [
      'a commit with a path in it',
      () => server.on(PAGE, modelPage('org/name', { sha: '../../api' })),
      'not-available',
      /other than JSON/,
    ],
    ['null', () => server.on(PAGE, json(null)), 'not-available', /./],
    ['silence', () => server.on(PAGE, silent), 'not-available', /did not answer in time/],
    ['silence for the file', () => server.on(FILE, silent), 'not-available', /did not answer in time/],
    ['half an answer', () => server.on(PAGE, truncated), 'not-available', /broke off its answer/],
    [
      'fifty megabytes',
      () => server.on(FILE, endless(50_000_000)),
      'not-available',
      /more than a configuration can hold/,
    ],
    [
      'fifty megabytes of a page',
      () => server.on(PAGE, endless(50_000_000)),
      'not-available',
      /more than a configuration/,
    ],
    ['a circle', () => server.on(PAGE, redirect(PAGE)), 'not-available', /redirected/],
    [
      'another server',
      () => server.on(PAGE, redirect('https://example.com/x')),
      'not-available',
      /redirected to another server/,
    ],
    [
      'loopback on another port',
      () => server.on(PAGE, redirect('http://127.0.0.1:1/x')),
      'not-available',
      /redirected to another/,
    ],
    [
      'an address of the cloud',
      () => server.on(FILE, redirect('http://169.254.169.254/x')),
      'not-available',
      /redirected to another/,
    ],
  ] as const)('%s', async (_, misbehave, code, sentence) => {
    misbehave();
    await expect(hub.model(ORG)).rejects.toMatchObject({
      name: 'UserError',
      code,
      message: expect.stringMatching(sentence),
    });
    expect(originsAsked()).toEqual([server.url]);
  });
  it('cannot be reached', async () => {
    await server.close();
    await expect(hub.model(ORG)).rejects.toThrow(/could not be reached/);
    server = await startStandIn();
  });
  it('is asked again after a failure', async () => {
    server.on(PAGE, status(500, {}));
    await expect(hub.model(ORG)).rejects.toThrow(/500/);
    server.on(PAGE, modelPage('org/name'));
    expect(await hub.model(ORG)).toMatchObject({ commit: COMMIT });
  });
});

describe('a Hub that asks us to wait', () => {
  it('is named with its seconds, and left alone meanwhile', async () => {
    server.on(PAGE, status(429, {}, { 'retry-after': '30' }));
    await expect(hub.model(ORG)).rejects.toThrow(/asks us to wait 30 seconds/);
    await expect(hub.model({ id: 'org/other', revision: undefined })).rejects.toThrow(
      /asks us to wait (29|30) seconds/,
    );
    expect(server.requests).toHaveLength(1);
  });
  it('still answers what it said before', async () => {
    await hub.model(ORG);
    server.on('/api/models/org/other', status(429, {}, { 'retry-after': '30' }));
    await expect(hub.model({ id: 'org/other', revision: undefined })).rejects.toThrow(/30 seconds/);
    expect(await hub.model(ORG)).toMatchObject({ commit: COMMIT });
  });
  it('may give a date, or nothing', async () => {
    server.on(PAGE, status(429, {}, { 'retry-after': new Date(Date.now() + 60_000).toUTCString() }));
    await expect(hub.model(ORG)).rejects.toThrow(/wait (59|60) seconds/);
    const other = createHub({ endpoint: server.url });
    server.on(PAGE, status(429, {}));
    await expect(other.model(ORG)).rejects.toThrow(/wait a while/);
  });
});

it('waits for the Hub no longer than 2.5 s', async () => {
  server.on(FILE, silent);
  await expect(hub.model(ORG)).rejects.toThrow(/did not answer in time/);
  expect(limits).toHaveLength(1);
  expect(limits[0]!.ms).toBeGreaterThan(1000);
  expect(limits[0]!.ms).toBeLessThanOrEqual(2500);
});
