/**
 * The Hub port over @huggingface/hub: one server, 2.5 seconds, a few megabytes, a budget, and a memory of what it said.
 * Everybody's questions go without the token. What is closed then is asked for again with it, for those who may use it,
 * and what that shows is told to nobody else.
 */
import type { Asker, Hub, Log, Meters } from '../../ports.ts';
import type { Budget } from './budget.ts';
import { explain, type TokenUse } from './explain.ts';
import { type Keeper, keptIn } from './kept.ts';
import { createLane, LookupError } from './lane.ts';

export const HUB_ENDPOINT = 'https://huggingface.co';
/** Inside the 2.5 seconds that callers may count on. */
const TIME_LIMIT_MS = 2300;

export interface HubOptions {
  /** Default https://huggingface.co; a mirror otherwise. */
  readonly endpoint?: string | undefined;
  /** Read scope is enough. */
  readonly token?: string | undefined;
  /** For whom the token is used: `slack` for everybody there, `slack:T0123` for one workspace. Default: nobody. */
  readonly tokenFor?: readonly string[];
  readonly timeLimitMs?: number;
  /** Keeps what the Hub said to everybody beyond this process. */
  readonly keeper?: Keeper | undefined;
  /** Default: none, for a person's own terminal. */
  readonly budget?: Budget | undefined;
  readonly log?: Log;
  readonly meters?: Meters | undefined;
  /** A clock in milliseconds that never goes back; the process's own unless told otherwise. */
  readonly now?: () => number;
}

const NOBODY: Asker = { platform: '', tenant: '', user: '' };
/** The key of what everybody may know. */
const EVERYBODY = '';

export function createHub(options: HubOptions = {}): Hub {
  const { endpoint = HUB_ENDPOINT, token, tokenFor = [], timeLimitMs = TIME_LIMIT_MS, keeper, budget, log } = options;
  const { now = () => performance.now() } = options;
  const hubUrl = endpoint.replace(/\/+$/, '');
  const { host } = new URL(hubUrl);
  const recalled = (isHit: boolean) => options.meters?.recalled('hub', isHit);
  const common = { hubUrl, silence: { until: 0 }, now, recalled };
  const open = createLane({ ...common, kept: keptIn(keeper, host, log) });
  const closed = token ? createLane({ ...common, token }) : undefined;
  const useOf = (asker: Asker): TokenUse => (closed ? (mayUse(tokenFor, asker) ? 'used' : 'kept-back') : 'none');
  return {
    async model(reference, asker = NOBODY) {
      const ends = performance.now() + timeLimitMs;
      const tokenUse = useOf(asker);
      const whose = JSON.stringify([asker.platform, asker.tenant, asker.user, asker.address ?? '']);
      const question = (from: string) => ({
        reference,
        whose: from,
        timeLimitMs: Math.max(1, Math.ceil(ends - performance.now())),
        spend: async () => budget?.spend(asker),
      });
      try {
        const own = tokenUse === 'used' ? closed?.known(reference, whose) : undefined;
        if (own) recalled(true);
        if (own) return own;
        return await open.ask(question(EVERYBODY)).catch((failure: unknown) => {
          if (!closed || tokenUse !== 'used' || !(failure instanceof LookupError && failure.isClosed)) throw failure;
          return closed.ask({ ...question(whose), page: open.page(reference, EVERYBODY) });
        });
      } catch (failure) {
        throw failure instanceof LookupError ? explain(failure, { reference, host, tokenUse }) : failure;
      }
    },
  };
}

function mayUse(tokenFor: readonly string[], { platform, tenant }: Asker): boolean {
  return tokenFor.includes(platform) || (tenant !== '' && tokenFor.includes(`${platform}:${tenant}`));
}
