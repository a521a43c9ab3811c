/** Models beside the trained one: references, reward models, teachers; and PPO's value model, which is trained too. */
import { ALL_PHASES, type ComponentId, type MemoryComponent } from '../component.ts';
import type { HeldModel } from '../../facts/objectives.ts';
import { heldBy, heldParameters } from '../../plan/objective.ts';
import type { Plan } from '../../plan/plan.ts';
import { formatParameters } from '../../units.ts';
import { activations } from './activations.ts';
import { gradients } from './gradients.ts';
import { optimizerStates } from './optimizer.ts';
import { weights } from './weights.ts';

/** Frozen, and sharded as the trained weights are. Behind LoRA weights the base itself is the reference. */
export function heldModels(plan: Plan): readonly MemoryComponent[] {
  const { method } = plan.chosen;
  if (method.trains === 'nothing') return [];
  return heldBy(plan)
    .filter(({ isBaseBehindLora }) => method.trains === 'all' || !isBaseBehindLora)
    .map((one) => heldModel(plan, one));
}

/** A reference is loaded as the trained weights are, any other model in the compute dtype. */
function heldModel(plan: Plan, { id, label, isBaseBehindLora, named }: HeldModel): MemoryComponent {
  const { objective, method } = plan.chosen;
  const { computeBytes, base, shards } = plan.share;
  const elements = heldParameters(plan, named === true);
  const perElement =
    isBaseBehindLora && method.trains === 'all' && plan.chosen.precision.workingCopyBytes === 0
      ? base.plainBytes
      : computeBytes;
  return {
    id: `${id}-weights`,
    kind: 'held-weights',
    label,
    bytes: (elements * perElement) / shards.weights,
    working: () => `${formatParameters(elements)} frozen parameters × ${perElement} B, for ${objective.label}`,
    phases: ALL_PHASES,
    basis: 'exact',
    sources: objective.sources,
  };
}

/** The components of the trained model that the value model has too. */
const OF_VALUE_MODEL: Readonly<Partial<Record<ComponentId, ComponentId>>> = {
  weights: 'value-weights',
  gradients: 'value-gradients',
  'head-gradient': 'value-head-gradient',
  'optimizer-states': 'value-optimizer-states',
  'unpaged-states': 'value-unpaged-states',
  activations: 'value-activations',
};

/** As large as the policy where that is trained whole, with gradients, states and activations of its own. */
export function valueModel(plan: Plan): readonly MemoryComponent[] {
  if (!plan.chosen.objective.trainsValueModel || plan.chosen.method.trains !== 'all') return [];
  return [weights, gradients, optimizerStates, activations].flatMap((term) =>
    term(plan).map((one) => ({
      ...one,
      id: OF_VALUE_MODEL[one.id]!,
      kind: one.kind === 'weights' ? 'held-weights' : one.kind,
      label: `${one.label} of the value model`,
      sources: plan.chosen.objective.sources,
    })),
  );
}
