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

interface LaneOptions {
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

interface Question {
  readonly reference: HubReference;
  /** Nothing that was heard for one is told to another; empty for everybody. */
  readonly whose: string;
  /** What is known of its page already. */
  readonly page?: Page | undefined;
  readonly timeLimitMs: number;
  /** Called before the Hub is asked, and not where memory answers. */
  spend(): Promise<void>;
}

export class Lane {
  readonly #options: LaneOptions;
  readonly #pages: LRUCache<string, Page>;
  readonly #models: LRUCache<string, HubModel>;
  readonly #misses: LRUCache<string, LookupError>;
  readonly #underway = new Map<string, Promise<HubModel>>();

  constructor(options: LaneOptions) {
    const clock = { perf: { now: options.now }, ttlResolution: 0 };
    this.#options = options;
    this.#pages = new LRUCache({ ...clock, max: MOST_COMMITS, ttl: COMMIT_TTL_MS });
    this.#misses = new LRUCache({ ...clock, max: MOST_MISSES, ttl: MISS_TTL_MS });
    this.#models = new LRUCache({
      maxSize: MOST_CHARACTERS,
      sizeCalculation: ({ config }) => config.length + 1,
    });
  }

  /** What memory has of the model's page. */
  page(reference: HubReference, whose: string): Page | undefined {
    return this.#pages.get(nameOf(reference, whose));
  }

  /** From memory, as long as it is fresh. */
  known(reference: HubReference, whose: string): HubModel | undefined {
    const commit = this.page(reference, whose)?.commit;
    return commit === undefined ? undefined : this.#models.get(contentOf(reference, commit, whose));
  }

  /** @throws LookupError */
  async ask(question: Question): Promise<HubModel> {
    const { reference, whose } = question;
    const name = nameOf(reference, whose);
    const fresh = this.known(reference, whose);
    const missed = fresh ? undefined : this.#misses.get(name);
    this.#options.recalled(fresh !== undefined || missed !== undefined);
    if (fresh) return fresh;
    if (missed) throw missed;
    const asked = this.#underway.get(name);
    if (asked) return asked;
    try {
      await question.spend();
    } catch (error) {
      return remembered(this.#options.kept?.last(reference), new LookupError(error, false));
    }
    // Somebody else may have begun while we paid.
    const begun = this.#underway.get(name) ?? this.#lookUp(question, name).finally(() => this.#underway.delete(name));
    this.#underway.set(name, begun);
    return begun;
  }

  async #lookUp(question: Question, name: string): Promise<HubModel> {
    const { reference, whose } = question;
    // Looked up while the Hub is asked, so that nobody waits for both.
    const last = this.#options.kept?.last(reference);
    let page = this.#pages.get(name) ?? question.page;
    try {
      const access = this.#accessWithin(question.timeLimitMs);
      page ??= await pageOf(reference, access);
      this.#pages.set(name, page);
      const model = await this.#modelAt(question, page, access, await last);
      this.#models.set(contentOf(reference, page.commit, whose), model);
      return model;
    } catch (error) {
      this.#heed(error);
      const failure = new LookupError(error, page !== undefined);
      if (isUnreachable(error)) return remembered(last, failure);
      this.#misses.set(name, failure);
      throw failure;
    }
  }

  /** From this process, from the store, or from the Hub: a commit's configuration never changes. */
  async #modelAt({ reference, whose }: Question, page: Page, access: Access, last: HubModel | undefined) {
    const { id } = reference;
    const { kept } = this.#options;
    const here = this.#models.get(contentOf(reference, page.commit, whose));
    if (here) return here;
    const before = last?.commit === page.commit ? last : await kept?.at(id, page.commit);
    const model = { id, ...page, config: before?.config ?? (await configOf(reference, page.commit, access)) };
    kept?.keep(reference, model);
    return model;
  }

  /** @throws StatusError while the Hub asks us to wait. */
  #accessWithin(timeLimitMs: number): Access {
    const { hubUrl, token, silence } = this.#options;
    const wait = Math.ceil((silence.until - Date.now()) / 1000);
    if (wait > 0) throw new StatusError(429, wait);
    const signal = AbortSignal.timeout(timeLimitMs);
    const fetch = guardedFetch({ origin: new URL(hubUrl).origin, maxBytes: MAX_BYTES, signal });
    return { hubUrl, fetch, ...(token ? { accessToken: token } : {}) };
  }

  /** Waits where the Hub asks us to. */
  #heed(error: unknown): void {
    const { silence } = this.#options;
    if (!(error instanceof StatusError) || error.status !== 429 || silence.until >= Date.now()) return;
    silence.until = Date.now() + 1000 * Math.min(error.retryAfter ?? 1, LONGEST_WAIT_SECONDS);
  }
}

/** What the Hub said before. @throws LookupError where it never did. */
async function remembered(last: Promise<HubModel | undefined> | undefined, failure: LookupError): Promise<HubModel> {
  const model = await last;
  if (!model) throw failure;
  return { ...model, isRemembered: true };
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
