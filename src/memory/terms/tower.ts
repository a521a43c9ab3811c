/**
 * Images on their way through a vision tower. It runs before the text model and is differentiated after it, so that what it
 * has in flight counts only as far as it exceeds what the text model holds at its own worst moment.
 */
import type { MemoryComponent } from '../component.ts';
import type { Plan } from '../../plan/plan.ts';
import type { TowerPlan } from '../../plan/tower.ts';
import { formatCount } from '../../units.ts';
import { backwardBlockBytes, forwardBlockBytes, storedBytes, worstOfBackward } from './activations.ts';

/** Pixels and, where the tower is trained, what its blocks keep; then the one block in flight. */
export function tower(plan: Plan): readonly MemoryComponent[] {
  const { method } = plan.chosen;
  const { tower: seen } = plan.share;
  if (!seen) return [];
  const patches = (plan.share.tokens / plan.chosen.request.sequenceLength) * seen.images * seen.sight.patches;
  const trained = seen.training.trains && method.trains !== 'nothing';
  const stack = stackOf(plan, seen, patches);
  const kept = trained && stack ? storedBytes(stack) : 0;
  return [
    {
      id: 'tower-activations',
      kind: 'activations',
      label: kept > 0 ? 'Vision tower, activations' : 'Images as they come in',
      bytes: patches * seen.patchBytes + kept,
      working: () =>
        `${formatCount(patches)} patches × ${formatCount(seen.patchBytes)} B` +
        (kept > 0 ? ` + ${formatCount(kept / patches)} B each that its ${seen.layers} blocks keep` : ''),
      phases: method.trains === 'nothing' ? ['forward'] : ['forward', 'loss', 'backward'],
      basis: 'modelled',
      sources: plan.chosen.checkpointing.sources,
    },
    ...(stack ? [inFlight(plan, stack, trained)] : []),
  ];
}

/** The plan as if its text were patches and its blocks the tower's; undefined where these are not known. */
function stackOf(plan: Plan, { block, width, sight }: TowerPlan, patches: number): Plan | undefined {
  return (
    block && {
      ...plan,
      chosen: { ...plan.chosen, request: { ...plan.chosen.request, sequenceLength: sight.patches } },
      share: {
        ...plan.share,
        blocks: [block],
        frozenBlocks: 0,
        tokens: patches,
        model: { ...plan.share.model, hiddenSize: width },
        streamWidth: width,
      },
    }
  );
}

function inFlight(plan: Plan, stack: Plan, trained: boolean): MemoryComponent {
  const own = trained ? backwardBlockBytes(stack) : forwardBlockBytes(stack);
  const ofText = trained ? textInBackward(plan) : storedBytes(plan);
  return {
    id: 'tower-block',
    kind: 'block',
    label: 'Vision tower, one block beyond the text',
    bytes: Math.max(0, own - ofText),
    working: () => `${formatCount(own)} B of one block, less ${formatCount(ofText)} B that the text has then`,
    phases: [trained ? 'backward' : 'forward'],
    basis: 'modelled',
    sources: [],
  };
}

/** What the text model's activations count in the backward pass. */
function textInBackward(plan: Plan): number {
  return (worstOfBackward(plan) === 'start' ? storedBytes(plan) : 0) + backwardBlockBytes(plan);
}
