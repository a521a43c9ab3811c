/** The token table's gradient: the last that the backward pass makes. */
import { splitsLogits } from '../../facts/losses.ts';
import type { Plan } from '../../plan/plan.ts';

/** Bytes beside all gradients when the blocks are through, and those that are not there yet while they are not. */
interface TableGradient {
  readonly later: number;
  readonly again: number;
}

const NONE: TableGradient = { later: 0, again: 0 };

/**
 * Added to what the head, another pass or an earlier micro-batch left of it: measured on an H200 (bench/oracle), where a
 * head's gradient from whole logits is summed with it in a third place.
 */
export function tableGradient(plan: Plan, storedBytes: number, worst: 'start' | 'end'): TableGradient {
  const { method, objective, precision } = plan.chosen;
  const { model, architecture, shards, frozenBlocks } = plan.share;
  if (method.trains !== 'all' || frozenBlocks > 0 || shards.gradients > 1) return NONE;
  const bytes = architecture.parameters.embedding * precision.gradientBytes;
  if (plan.share.keepsGradients) return { later: 0, again: bytes - storedBytes };
  if (worst === 'start') return NONE;
  const ofHead = model.tiedEmbeddings === true && objective.head === 'vocabulary';
  if (ofHead) return { later: 0, again: (splitsLogits(plan.chosen.loss) ? 1 : 2) * bytes };
  return objective.apart ? { later: 0, again: bytes } : { later: bytes, again: 0 };
}
