/** The Hub port over @huggingface/hub: one server, 2.5 seconds, a few megabytes, and a memory of what it said. */
import { downloadFile, modelInfo } from '@huggingface/hub';
import { LRUCache } from 'lru-cache';
import type { Hub, HubModel, HubReference } from '../../ports.ts';
import { explain } from './explain.ts';
import { guardedFetch, StatusError } from './guard.ts';

export const HUB_ENDPOINT = 'https://huggingface.co';
/** Inside the 2.5 seconds that callers may count on. */
const TIME_LIMIT_MS = 2300;
/** The largest real config.json lists the quantization of every module and has three million. */
const MAX_BYTES = 5_000_000;
/** A branch moves; which commit it means is asked again after this. */
const COMMIT_TTL_MS = 5 * 60_000;
const MOST_COMMITS = 1000;
/** Characters of configuration kept, over all models. */
const MOST_CHARACTERS = 20_000_000;
/** A server cannot silence us for longer. */
const LONGEST_WAIT_SECONDS = 300;

export interface HubOptions {
  /** Default https://huggingface.co; a mirror otherwise. */
  readonly endpoint?: string | undefined;
  /** Read scope is enough. */
  readonly token?: string | undefined;
  readonly timeLimitMs?: number;
}

/** What the model's page says. */
interface Page {
  readonly commit: string;
  readonly storedElements: number | undefined;
  readonly gated: boolean;
}

export function createHub({ endpoint = HUB_ENDPOINT, token, timeLimitMs = TIME_LIMIT_MS }: HubOptions = {}): Hub {
  const hubUrl = endpoint.replace(/\/+$/, '');
  const { origin, host } = new URL(hubUrl);
  const pages = new LRUCache<string, Page>({ max: MOST_COMMITS, ttl: COMMIT_TTL_MS });
  const models = new LRUCache<string, HubModel>({
    maxSize: MOST_CHARACTERS,
    sizeCalculation: ({ config }) => config.length + 1,
  });
  const underway = new Map<string, Promise<HubModel>>();
  let silentUntil = 0;

  async function ask(reference: HubReference, key: string): Promise<HubModel> {
    const known = pages.get(key);
    const kept = known && models.get(`${reference.id}@${known.commit}`);
    if (kept) return kept;
    let exists = known !== undefined;
    try {
      const wait = Math.ceil((silentUntil - Date.now()) / 1000);
      if (wait > 0) throw new StatusError(429, wait);
      const signal = AbortSignal.timeout(timeLimitMs);
      const fetch = guardedFetch({ origin, maxBytes: MAX_BYTES, signal });
      const access = { hubUrl, fetch, ...(token ? { accessToken: token } : {}) };
      const page = known ?? (await pageOf(reference, access));
      exists = true;
      pages.set(key, page);
      const before = models.get(`${reference.id}@${page.commit}`);
      if (before) return before;
      const model = { id: reference.id, ...page, config: await configOf(reference, page.commit, access) };
      models.set(`${reference.id}@${page.commit}`, model);
      return model;
    } catch (error) {
      if (error instanceof StatusError && error.status === 429 && silentUntil < Date.now()) {
        silentUntil = Date.now() + 1000 * Math.min(error.retryAfter ?? 1, LONGEST_WAIT_SECONDS);
      }
      throw explain(error, { reference, host, hasToken: Boolean(token), exists });
    }
  }

  return {
    model(reference) {
      const key = `${reference.id}@${reference.revision ?? 'HEAD'}`;
      const asked = underway.get(key) ?? ask(reference, key).finally(() => underway.delete(key));
      underway.set(key, asked);
      return asked;
    },
  };
}

interface Access {
  readonly hubUrl: string;
  readonly fetch: typeof fetch;
  readonly accessToken?: string;
}

async function pageOf({ id, revision }: HubReference, access: Access): Promise<Page> {
  const page = await modelInfo({
    name: id,
    ...(revision === undefined ? {} : { revision }),
    additionalFields: ['sha', 'safetensors'],
    ...access,
  });
  const commit: unknown = page.sha;
  if (typeof commit !== 'string' || !/^[0-9a-f]{7,64}$/i.test(commit)) throw new SyntaxError('no commit');
  return {
    commit,
    storedElements: weightsIn(page.safetensors),
    gated: Boolean(page.gated),
  };
}

/** Weights that are stored one by one: packed ones (several in an integer) and their scales cannot be told apart. */
function weightsIn(safetensors: { readonly parameters?: unknown; readonly total?: unknown } | undefined) {
  const { total, parameters } = safetensors ?? {};
  const dtypes = typeof parameters === 'object' && parameters !== null ? Object.keys(parameters) : [];
  const packed = dtypes.some((dtype) => /^(U|I)\d+$|^F4/i.test(dtype));
  return !packed && Number.isSafeInteger(total) && Number(total) > 0 ? Number(total) : undefined;
}

/** One plain request: what the library would ask before it, the size and where the bytes are, is settled here. */
async function configOf({ id }: HubReference, commit: string, access: Access): Promise<string> {
  const url = `${access.hubUrl}/${id}/resolve/${commit}/config.json`;
  const file = await downloadFile({
    repo: id,
    path: 'config.json',
    revision: commit,
    xet: false,
    downloadInfo: { url, size: MAX_BYTES, etag: commit },
    ...access,
  });
  if (!file) throw new StatusError(404, undefined);
  return await file.text();
}
