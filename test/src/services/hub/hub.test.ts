import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Hub } from '../../../../src/ports.ts';
import { createHub } from '../../../../src/services/hub/index.ts';
import {
  COMMIT,
  endless,
  json,
  modelPage,
  page,
  redirect,
  silent,
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

beforeEach(async () => {
  server = await startStandIn();
  server.on(PAGE, modelPage('org/name', { safetensors: { parameters: { BF16: 42 }, total: 42 } }));
  server.on(FILE, json(CONFIG));
  hub = createHub({ endpoint: server.url, timeLimitMs: 500 });
});
afterEach(() => server.close());

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
  it('is sent to the endpoint and nowhere else', async () => {
    const other = await startStandIn();
    server.on(FILE, redirect(`${other.url}/config.json`));
    const asking = createHub({ endpoint: server.url, token: 'hf_secret', timeLimitMs: 500 }).model(ORG);
    await expect(asking).rejects.toThrow(/redirected to another server/);
    expect(server.tokens).toEqual(['Bearer hf_secret', 'Bearer hf_secret']);
    expect(other.requests).toEqual([]);
    await other.close();
  });
  it('is in no sentence', async () => {
    server.on(PAGE, status(500, { error: 'hf_secret' }));
    const asking = createHub({ endpoint: server.url, token: 'hf_secret' }).model(ORG);
    await expect(asking).rejects.toThrow(expect.not.objectContaining({ message: expect.stringContaining('secret') }));
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
  });
  it('says whose token has no access', async () => {
    server.on(FILE, status(403, {}));
    const asking = createHub({ endpoint: server.url, token: 'hf_x' }).model(ORG);
    await expect(asking).rejects.toThrow(/the HF_TOKEN of this bot has no access/);
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

it('answers within 2.5 s by itself', async () => {
  server.on(PAGE, silent);
  const started = performance.now();
  await expect(createHub({ endpoint: server.url }).model(ORG)).rejects.toThrow(/did not answer in time/);
  expect(performance.now() - started).toBeLessThan(2900);
});
