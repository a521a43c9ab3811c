/** A way to the Hub, with or without a token, and its memory of what it heard there: of what there is, and of what there is not. */
import { LRUCache } from 'lru-cache';
import type { HubModel, HubReference } from '../../ports.ts';
import { type Access, configOf, MAX_BYTES, type Page, pageOf } from './ask.ts';
import { guardedFetch, StatusError, StrayError, TooLargeError } from './guard.ts';
import type { Kept } from './kept.ts';

/** A branch moves; which commit it means is asked again after this. */
const COMMIT_TTL_MS = 5 * 60_000;
const MOST_COMMITS = 1000;
/** Characters of configuration kept, over all models. */
const MOST_CHARACTERS = 20_000_000;
/** What was not there, or not shown, may be a moment later; until then nobody makes us ask again and again. */
const MISS_TTL_MS = 60_000;
const MOST_MISSES = 1000;
/** A server cannot silence us for longer. */
const LONGEST_WAIT_SECONDS = 300;

/** A look-up that came to nothing. */
export class LookupError extends Error {
  override readonly name = 'LookupError';
  /** The Hub let us see the model's page, so it exists. */
  readonly exists: boolean;

  constructor(cause: unknown, exists: boolean) {
    super('a look-up failed', { cause });
    this.exists = exists;
  }

  /** A token might open what this found closed. */
  get isClosed(): boolean {
    const { cause } = this;
    return (
      cause instanceof StatusError && ([401, 403].includes(cause.status) || (cause.status === 404 && !this.exists))
    );
  }
}

export interface LaneOptions {
  readonly hubUrl: string;
  readonly token?: string | undefined;
  /** What this way hears may be kept for everybody, here. */
  readonly kept?: Kept | undefined;
  /** Shared by all ways to one server: when it may be asked again, in milliseconds since 1970. */
  readonly silence: { until: number };
  /** A clock in milliseconds that never goes back. */
  readonly now: () => number;
  /** Told of every question whether memory had an answer. */
  readonly recalled: (isHit: boolean) => void;
}

export interface Question {
  readonly reference: HubReference;
  /** Nothing that was heard for one is told to another; empty for everybody. */
  readonly whose: string;
  /** What is known of its page already. */
  readonly page?: Page | undefined;
  readonly timeLimitMs: number;
  /** Called before the Hub is asked, and not where memory answers. */
  spend(): Promise<void>;
}

export interface Lane {
  /** @throws LookupError */
  ask(question: Question): Promise<HubModel>;
  /** From memory, as long as it is fresh. */
  known(reference: HubReference, whose: string): HubModel | undefined;
  /** What memory has of the model's page. */
  page(reference: HubReference, whose: string): Page | undefined;
}

export function createLane({ hubUrl, token, kept, silence, now, recalled }: LaneOptions): Lane {
  const clock = { perf: { now }, ttlResolution: 0 };
  const pages = new LRUCache<string, Page>({ ...clock, max: MOST_COMMITS, ttl: COMMIT_TTL_MS });
  const models = new LRUCache<string, HubModel>({
    maxSize: MOST_CHARACTERS,
    sizeCalculation: ({ config }) => config.length + 1,
  });
  const misses = new LRUCache<string, LookupError>({ ...clock, max: MOST_MISSES, ttl: MISS_TTL_MS });
  const underway = new Map<string, Promise<HubModel>>();
  const { origin } = new URL(hubUrl);

  const page: Lane['page'] = (reference, whose) => pages.get(nameOf(reference, whose));
  const known: Lane['known'] = (reference, whose) => {
    const commit = page(reference, whose)?.commit;
    return commit === undefined ? undefined : models.get(contentOf(reference, commit, whose));
  };

  async function lookUp(question: Question, name: string): Promise<HubModel> {
    const { reference, whose } = question;
    // Looked up while the Hub is asked, so that nobody waits for both.
    const last = kept?.last(reference);
    let found = pages.get(name) ?? question.page;
    try {
      const access = accessWithin(question.timeLimitMs);
      found ??= await pageOf(reference, access);
      pages.set(name, found);
      const model = await modelAt(question, found, access, await last);
      models.set(contentOf(reference, found.commit, whose), model);
      return model;
    } catch (error) {
      listen(error);
      if (isUnreachable(error)) return remembered(last, error, found !== undefined);
      const failure = new LookupError(error, found !== undefined);
      misses.set(name, failure);
      throw failure;
    }
  }

  /** What the Hub said before. @throws LookupError where it never did. */
  async function remembered(last: ReturnType<Kept['last']> | undefined, cause: unknown, exists: boolean) {
    const model = await last;
    if (!model) throw new LookupError(cause, exists);
    return { ...model, isRemembered: true as const };
  }

  /** @throws StatusError while the Hub asks us to wait. */
  function accessWithin(timeLimitMs: number): Access {
    const wait = Math.ceil((silence.until - Date.now()) / 1000);
    if (wait > 0) throw new StatusError(429, wait);
    const signal = AbortSignal.timeout(timeLimitMs);
    const fetch = guardedFetch({ origin, maxBytes: MAX_BYTES, signal });
    return { hubUrl, fetch, ...(token ? { accessToken: token } : {}) };
  }

  function listen(error: unknown): void {
    if (!(error instanceof StatusError) || error.status !== 429 || silence.until >= Date.now()) return;
    silence.until = Date.now() + 1000 * Math.min(error.retryAfter ?? 1, LONGEST_WAIT_SECONDS);
  }

  /** From this process, from the store, or from the Hub: a commit's configuration never changes. */
  async function modelAt({ reference, whose }: Question, at: Page, access: Access, last: HubModel | undefined) {
    const { id } = reference;
    const here = models.get(contentOf(reference, at.commit, whose));
    if (here) return here;
    const before = last?.commit === at.commit ? last : await kept?.at(id, at.commit);
    const model = { id, ...at, config: before?.config ?? (await configOf(reference, at.commit, access)) };
    kept?.keep(reference, model);
    return model;
  }

  return {
    page,
    known,
    async ask(question) {
      const { reference, whose } = question;
      const name = nameOf(reference, whose);
      const fresh = known(reference, whose);
      const missed = fresh ? undefined : misses.get(name);
      recalled(fresh !== undefined || missed !== undefined);
      if (fresh) return fresh;
      if (missed) throw missed;
      const asked = underway.get(name);
      if (asked) return asked;
      try {
        await question.spend();
      } catch (error) {
        return remembered(kept?.last(reference), error, false);
      }
      // Somebody else may have begun while we paid.
      const begun = underway.get(name) ?? lookUp(question, name).finally(() => underway.delete(name));
      underway.set(name, begun);
      return begun;
    },
  };
}

function nameOf({ id, revision = 'HEAD' }: HubReference, whose: string): string {
  return `${whose}\n${id}@${revision}`;
}

function contentOf({ id }: HubReference, commit: string, whose: string): string {
  return `${whose}\n${id}@${commit}`;
}

/** Whether the Hub said nothing of the model, as against that there is none, or none that we can read or may see. */
function isUnreachable(error: unknown): boolean {
  if (error instanceof StrayError || error instanceof TooLargeError) return false;
  return error instanceof StatusError ? error.status === 429 || error.status >= 500 : true;
}
