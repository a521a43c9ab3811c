/** How much anybody may ask. */
import type { Asker } from './hub.ts';

export interface Limits {
  /**
   * Takes from what the asker, and everybody in their server or workspace, may ask for now.
   * @param effort of the answer: 1 for one that is a single estimate.
   * @throws BusyError when there is not enough left, which says when there is. Rejects for nothing else.
   */
  take(asker: Asker, effort: number): Promise<void>;
}

/** What a counter says after something was added to it. */
export interface Count {
  readonly count: number;
  /** Milliseconds until it begins anew. */
  readonly msLeft: number;
}

/** Counters that all processes with one store share. */
export interface Counters {
  /** Adds to a counter, which begins anew `ttlSeconds` after it began. */
  count(key: string, by: number, ttlSeconds: number): Promise<Count>;
}
