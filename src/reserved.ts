/** What the caching allocator holds beyond the tensors: it keeps what it once got, as long as nobody else needs it. */
import type { Plan } from './plan.ts';

/**
 * Bytes reserved beyond allocated. With room to spare the allocator keeps blocks of sizes it no longer serves: the more
 * so the larger the tensors that come and go, logits above all.
 */
export function reservedSlack(_plan: Plan, _allocatedBytes: number, slackBytes: number): number {
  return 2 * slackBytes;
}
