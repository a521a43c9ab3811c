/**
 * How much anybody may ask: a person, everybody in a server or workspace, an address. It is decided in this process's
 * memory, so that no answer waits for it; what other processes let through is heard of from the store, a moment later.
 */
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { BusyError } from '../../errors.ts';
import type { Asker, Counters, Limits, Log } from '../../ports.ts';

/** Simple answers within a minute; 0 is no limit. */
interface Allowance {
  readonly person: number;
  readonly tenant: number;
  /** Of those whom nothing else tells apart. */
  readonly address: number;
}

export interface LimitsOptions {
  readonly allowance: Allowance;
  /** Shared with other processes, where there are others. */
  readonly counters?: Counters | undefined;
  readonly log: Log;
  readonly seconds?: number;
}

const SECONDS = 60;

/** Who has an allowance, and how it is told that it is spent. */
interface Rule {
  readonly limiter: RateLimiterMemory;
  readonly keyOf: (asker: Asker) => string | undefined;
  readonly who: string;
}

export function createLimits({ allowance, counters, log, seconds = SECONDS }: LimitsOptions): Limits {
  const rule = (name: keyof Allowance, who: string, keyOf: Rule['keyOf']): readonly Rule[] => {
    const points = allowance[name];
    const limiter = new RateLimiterMemory({ points, duration: seconds, keyPrefix: name });
    return points > 0 ? [{ limiter, who, keyOf }] : [];
  };
  const rules = [
    ...rule('person', 'You have asked', personOf),
    ...rule('address', 'Your address has asked', ({ user, address }) => (user === '' ? address : undefined)),
    ...rule('tenant', 'Everybody here together has asked', ({ platform, tenant }) => tenant && `${platform} ${tenant}`),
  ];

  /** What the other processes let through counts from the next question on. */
  async function share({ limiter }: Rule, key: string, effort: number): Promise<void> {
    if (!counters) return;
    const { count, msLeft } = await counters.count(`limit:${limiter.getKey(key)}`, effort, seconds);
    if (count >= limiter.points && msLeft > 0) await limiter.block(key, msLeft / 1000);
  }

  return {
    async take(asker, effort) {
      for (const one of rules) {
        const key = one.keyOf(asker);
        if (!key) continue;
        await spent(one, key, Math.min(effort, one.limiter.points));
        // A store that is down says so in its own words; the process's own count goes on.
        share(one, key, effort).catch((error: unknown) => log.debug({ err: error }, 'limits could not be shared'));
      }
    },
  };
}

function personOf({ platform, tenant, user, isEverywhere }: Asker): string {
  return user && `${platform} ${isEverywhere ? '' : tenant} ${user}`;
}

async function spent({ limiter, who }: Rule, key: string, effort: number): Promise<void> {
  await limiter.consume(key, effort).catch(async (refused: unknown) => {
    if (!(refused instanceof RateLimiterRes)) throw refused;
    // What was not answered costs nothing: a smaller question may still go.
    await limiter.reward(key, effort);
    const wait = Math.max(1, Math.ceil(refused.msBeforeNext / 1000));
    const seconds = wait === 1 ? 'a second' : `${wait} seconds`;
    throw new BusyError(`${who} for a lot just now, and others want answers too; ask again in ${seconds}.`, wait);
  });
}
