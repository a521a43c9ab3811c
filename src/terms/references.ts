/** Frozen copies of the model that an objective compares with: see `references` in facts/objectives.ts. */
import { ALL_PHASES, type MemoryComponent } from '../component.ts';
import type { Plan } from '../plan.ts';
import { formatParameters } from '../units.ts';

/** In the compute dtype, sharded as the trained weights are. Behind LoRA weights the base itself is the reference. */
export function referenceModels(plan: Plan): readonly MemoryComponent[] {
  const { objective, method, architecture, computeBytes, shards } = plan;
  if (objective.references === 0 || method.trains !== 'all') return [];
  const { total } = architecture.parameters;
  return [
    {
      id: 'weights',
      label: 'Reference model',
      bytes: (objective.references * total * computeBytes) / shards.weights,
      working: () => `${formatParameters(total)} frozen parameters × ${computeBytes} B, for ${objective.label}`,
      phases: ALL_PHASES,
      basis: 'exact',
      sources: objective.sources,
    },
  ];
}
