/** How large all gradients are, for whatever weighs them against activations. */
import { largestLayer } from '../../model/architecture.ts';
import type { Plan } from '../../plan/plan.ts';
import { gathersFrom } from './gathered.ts';

/** Bytes of all gradients on one GPU, buckets among them. */
export function gradientBytes(plan: Plan): number {
  const { optimizer } = plan.chosen;
  const { trained, shards } = plan.share;
  const share = optimizer.stepsInBackward ? largestShare(plan) : 1;
  return (share * trained.gradientBytes) / shards.gradients + bucketBytes(plan) + frozenGradientBytes(plan);
}

/** Communication buckets that several GPUs hold beside the gradients. */
export function bucketBytes({ chosen: { sharding }, whole: { layout }, share: { trained } }: Plan): number {
  return layout.data * layout.context > 1 && trained.elements > 0
    ? sharding.bucketBytes(trained.elements, trained.gradientBytes / trained.elements)
    : 0;
}

/** The largest block or matrix of embeddings, of what is trained. */
function largestShare({ share: { architecture, trained, frozenBlocks } }: Plan): number {
  const { embedding, head } = architecture.parameters;
  const table = frozenBlocks > 0 ? head : embedding;
  return Math.min(1, Math.max(table, largestLayer(architecture)) / trained.elements);
}

/**
 * FSDP units that mix frozen and trained weights hold one unsharded gradient over all of them:
 * https://github.com/Lightning-AI/litgpt/issues/1417
 */
function frozenGradientBytes(plan: Plan): number {
  const { switches, method } = plan.chosen;
  const { base } = plan.share;
  const mixed = switches.frozenGradients && method.trains === 'added' && gathersFrom(plan);
  return mixed ? base.plainElements * base.plainBytes : 0;
}
