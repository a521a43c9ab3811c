/** The LoRA weights, or whatever else a method trains beside a frozen base: facts/added.ts has what. */
import { ALL_PHASES, type MemoryComponent } from '../component.ts';
import type { AddedRow } from '../../facts/added.ts';
import type { Plan } from '../../plan/plan.ts';
import { divided, formatBytes, formatCount } from '../../units.ts';

/** rank × (in + out) per adapted linear, twice the rank where gate and up of stacked experts share one, replicated or sharded as the base is. */
export function loraWeights(plan: Plan): readonly MemoryComponent[] {
  const { method, request } = plan.chosen;
  const { trained, shards } = plan.share;
  const { added } = method;
  if (!added) return [];
  return [
    {
      id: 'lora-weights',
      kind: 'lora-weights',
      label: `${method.addedLabel ?? method.label} weights`,
      bytes: trained.bytes / shards.weights,
      working: () =>
        `${sizeOf(added, request.rank, new Set(trained.adapted.map(({ name }) => name)).size)}: ` +
        `${formatCount(trained.elements)} parameters × ${trained.bytes / trained.elements} B` +
        divided(shards.weights),
      phases: ALL_PHASES,
      basis: 'exact',
      sources: added.sources,
    },
    ...frozenParts(plan, added),
  ];
}

/** Projections and permutations that a method makes once. */
function frozenParts(
  { chosen: { method }, share: { trained, shards } }: Plan,
  { sources }: AddedRow,
): readonly MemoryComponent[] {
  if (trained.frozenBytes === 0) return [];
  return [
    {
      id: 'frozen-parts',
      kind: 'workspace',
      label: `Frozen parts of ${method.label}`,
      bytes: trained.frozenBytes / shards.weights,
      working: () => `${formatBytes(trained.frozenBytes)} beside what is trained${divided(shards.weights)}`,
      phases: ALL_PHASES,
      basis: 'exact',
      sources,
    },
  ];
}

function sizeOf({ sizeText, shapes }: AddedRow, rank: number, kinds: number): string {
  return shapes ? `${sizeText(rank)} over ${kinds} kinds of module` : sizeText(rank);
}
