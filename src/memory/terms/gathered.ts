/** Sharded weights are gathered a block at a time. PyTorch FSDP and ZeRO-3 (arXiv 1910.02054). */
import { largestLayer } from '../../model/architecture.ts';
import type { MemoryComponent } from '../component.ts';
import type { Plan } from '../../plan/plan.ts';
import { formatBytes, formatParameters } from '../../units.ts';

/** The blocks that exist whole at once, and the root unit: embeddings and head. */
export function gatheredWeights(plan: Plan): readonly MemoryComponent[] {
  const { sharding } = plan.chosen;
  const { shards, architecture, computeBytes, base, model } = plan.share;
  if (sharding.gatheredBlocks === 0 || shards.weights <= 1) return [];
  const block = largestLayer(architecture);
  // A quantized block is gathered as it is stored.
  const rate = base.quantizedElements > 0 ? base.bytes / (base.quantizedElements + base.plainElements) : computeBytes;
  if (keepsUnits(plan) || sharding.keepsGathered) return [keptWhole(plan, rate)];
  const { embedding, head } = architecture.parameters;
  const root = (sharding.unitsApart ? Math.max(embedding, head) : embedding + head) * computeBytes;
  const blocks = sharding.gatheredBlocks * block * rate;
  return [
    {
      id: 'gathered-weights',
      kind: 'gathered-weights',
      label: 'Gathered weights',
      bytes: blocks + root,
      working: () =>
        `${sharding.gatheredBlocks} blocks of ${model.name}, ${formatBytes(blocks)}, and the ${sharding.unitsApart ? 'larger of embedding and head' : 'embeddings with the head'}, ${formatBytes(root)}`,
      phases: ['forward', 'loss', 'backward'],
      basis: 'modelled',
      sources: sharding.sources,
    },
  ];
}

/** A pipeline passes over its units once per micro-batch, and FSDP2 keeps them gathered until the last: torchtitan apply_fsdp. */
export function keepsUnits({ chosen: { sharding }, whole: { layout }, share: { shards } }: Plan): boolean {
  return sharding.unitsApart === true && layout.pipeline > 1 && shards.weights > 1;
}

/** All that this GPU computes with. */
function keptWhole({ chosen: { sharding }, share: { architecture } }: Plan, rate: number): MemoryComponent {
  const { total } = architecture.parameters;
  return {
    id: 'gathered-weights',
    kind: 'gathered-weights',
    label: 'Gathered weights, kept',
    bytes: total * rate,
    working: () =>
      `${formatParameters(total)} parameters × ${rate.toFixed(2)} B, kept from the forward to the backward pass`,
    phases: ['forward', 'loss', 'backward'],
    basis: 'modelled',
    sources: sharding.sources,
  };
}

/** Whether several GPUs hold shards that FSDP or ZeRO-3 gathers. */
export function gathersFrom({ chosen: { sharding }, whole: { gpus }, share: { shards } }: Plan): boolean {
  return sharding.castsOnGather && gpus > 1 && shards.weights > 1;
}
