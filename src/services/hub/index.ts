/** The Hub port over @huggingface/hub: one server, 2.5 seconds, a few megabytes, and a memory of what it said. */
import { downloadFile, modelInfo } from '@huggingface/hub';
import { LRUCache } from 'lru-cache';
import { UserError } from '../../errors.ts';
import type { Hub, HubModel, HubReference, Log } from '../../ports.ts';
import { explain } from './explain.ts';
import { guardedFetch, StatusError } from './guard.ts';
import { type Keeper, keptIn } from './kept.ts';

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
  /** Keeps what the Hub said beyond this process. */
  readonly keeper?: Keeper | undefined;
  readonly log?: Log;
}

/** What the model's page says. */
interface Page {
  readonly commit: string;
  readonly storedElements: number | undefined;
  readonly gated: boolean;
}

export function createHub(options: HubOptions = {}): Hub {
  const { endpoint = HUB_ENDPOINT, token, timeLimitMs = TIME_LIMIT_MS, keeper, log } = options;
  const hubUrl = endpoint.replace(/\/+$/, '');
  const { origin, host } = new URL(hubUrl);
  const pages = new LRUCache<string, Page>({ max: MOST_COMMITS, ttl: COMMIT_TTL_MS });
  const models = new LRUCache<string, HubModel>({
    maxSize: MOST_CHARACTERS,
    sizeCalculation: ({ config }) => config.length + 1,
  });
  const kept = keptIn(keeper, host, log);
  const underway = new Map<string, Promise<HubModel>>();
  let silentUntil = 0;

  async function ask(reference: HubReference, key: string): Promise<HubModel> {
    const known = pages.get(key);
    const fresh = known && models.get(`${reference.id}@${known.commit}`);
    if (fresh) return fresh;
    // Looked up while the Hub is asked, so that nobody waits for both.
    const remembered = kept.last(reference);
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
      const model = await modelAt(reference, page, access, await remembered);
      models.set(`${reference.id}@${page.commit}`, model);
      return model;
    } catch (error) {
      if (error instanceof StatusError && error.status === 429 && silentUntil < Date.now()) {
        silentUntil = Date.now() + 1000 * Math.min(error.retryAfter ?? 1, LONGEST_WAIT_SECONDS);
      }
      const last = isUnreachable(error) ? await remembered : undefined;
      if (last) return { ...last, isRemembered: true };
      throw explain(error, { reference, host, hasToken: Boolean(token), exists });
    }
  }

  /** From this process, from the store, or from the Hub: a commit's configuration never changes. */
  async function modelAt(reference: HubReference, page: Page, access: Access, last: HubModel | undefined) {
    const { id } = reference;
    const here = models.get(`${id}@${page.commit}`);
    if (here) return here;
    const before = last?.commit === page.commit ? last : await kept.at(id, page.commit);
    const model = { id, ...page, config: before?.config ?? (await configOf(reference, page.commit, access)) };
    kept.keep(reference, model);
    return model;
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

/** Whether the Hub said nothing of the model, as against that there is none or that it is closed. */
function isUnreachable(error: unknown): boolean {
  return error instanceof StatusError ? error.status === 429 || error.status >= 500 : !(error instanceof UserError);
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
