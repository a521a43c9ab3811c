/** How often the Hub is asked: so that one person cannot spend what all of us have, nor all of us what the Hub gives. */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Asker, Gauge } from '../../ports.ts';

/** Somebody asked for more than there is. */
export class BudgetError extends Error {
  override readonly name = 'BudgetError';
  /** Whose it was: one person's, or everybody's. */
  readonly of: 'one' | 'all';
  /** Seconds until there is more. */
  readonly retryAfter: number;

  constructor(of: 'one' | 'all', retryAfter: number) {
    super(`the budget of ${of} is spent`);
    this.of = of;
    this.retryAfter = retryAfter;
  }
}

export interface Budget {
  /** @throws BudgetError where there is nothing left. */
  spend(asker: Asker): Promise<void>;
  /** Questions that everybody together may still ask, and out of how many. */
  left(): Promise<{ readonly left: number; readonly of: number }>;
}

export interface BudgetOptions {
  /** Questions of one person within the time. */
  readonly perAsker?: number;
  /** Of all. The Hub gives an address without a token 500 in five minutes (huggingface.co/docs/hub/rate-limits). */
  readonly forAll?: number;
  readonly seconds?: number;
}

/** Of what all may ask, for those whom nobody knows: chats go before the anonymous page. */
const ANONYMOUS_SHARE = 0.5;

export function createBudget({ perAsker = 30, forAll = 300, seconds: duration = 300 }: BudgetOptions = {}): Budget {
  const one = new RateLimiterMemory({ points: perAsker, duration });
  const anonymous = new RateLimiterMemory({ points: forAll * ANONYMOUS_SHARE, duration });
  const all = new RateLimiterMemory({ points: forAll, duration });
  return {
    async spend({ platform, tenant, user, address = '', isEverywhere }) {
      await taken(one, `${platform} ${isEverywhere ? '' : tenant} ${user || address}`, 'one');
      if (user === '') await taken(anonymous, 'anonymous', 'all');
      await taken(all, 'all', 'all');
    },
    async left() {
      return { left: (await all.get('all'))?.remainingPoints ?? forAll, of: forAll };
    },
  };
}

/** How much of it is left, as it is read when somebody looks. */
export function budgetGauges(budget: Budget): readonly Gauge[] {
  const value = (name: 'left' | 'of') => async () => new Map([['', (await budget.left())[name]]]);
  return [
    {
      name: 'headroom_hub_budget_left',
      help: 'Questions that the Hub may still be asked for now.',
      read: value('left'),
    },
    {
      name: 'headroom_hub_budget',
      help: 'Questions that the Hub may be asked within five minutes.',
      read: value('of'),
    },
  ];
}

async function taken(limiter: RateLimiterMemory, key: string, of: 'one' | 'all'): Promise<void> {
  await limiter.consume(key).catch((refused: unknown) => {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    throw new BudgetError(of, Math.max(1, Math.ceil(refused.msBeforeNext / 1000)));
  });
}
