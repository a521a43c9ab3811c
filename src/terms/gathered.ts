/** Sharded weights are gathered a block at a time. PyTorch FSDP and ZeRO-3 (arXiv 1910.02054). */
import type { MemoryComponent } from '../component.ts';
import type { Plan } from '../plan.ts';
import { formatBytes } from '../units.ts';

/** The blocks that exist whole at once, and the root unit: embeddings and head. */
export function gatheredWeights(plan: Plan): readonly MemoryComponent[] {
  const { sharding, shards, architecture, computeBytes, base, model } = plan;
  if (sharding.gatheredBlocks === 0 || shards.weights <= 1) return [];
  let block = 0;
  for (const { parameters } of architecture.layers) block = Math.max(block, parameters);
  // A quantized block is gathered as it is stored.
  const rate = base.quantizedElements > 0 ? base.bytes / (base.quantizedElements + base.plainElements) : computeBytes;
  const { embedding, head } = architecture.parameters;
  const root = (embedding + head) * computeBytes;
  const blocks = sharding.gatheredBlocks * block * rate;
  return [
    {
      id: 'gathered-weights',
      label: 'Gathered weights',
      bytes: blocks + root,
      working: () =>
        `${sharding.gatheredBlocks} blocks of ${model.name}, ${formatBytes(blocks)}, and the embeddings with the head, ${formatBytes(root)}`,
      phases: ['forward', 'loss', 'backward'],
      basis: 'modelled',
      sources: sharding.sources,
    },
  ];
}
