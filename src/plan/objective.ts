/** What an objective makes of a request: its defaults, its lengths, the models beside the trained one. */
import { LOSSES, splitsLogits, type LossId } from '../facts/losses.ts';
import type { HeldModel, ObjectiveRow } from '../facts/objectives.ts';
import type { Plan } from './plan.ts';
import { rankArchitecture } from './parallel/rank.ts';
import { rankModel } from './parallel/tensor.ts';
import { formatCount } from '../units.ts';

/** Tokens of a micro-batch that have logits: of completions alone where they are generated. */
export function tokensWithLogits({ chosen: { request, objective }, share: { tokens } }: Plan): number {
  return objective.generates && !objective.generates.scored ? request.microBatch * request.completionLength : tokens;
}

/**
 * Sequences that are generated together on one GPU: those of an update, in whole groups of one prompt (TRL:
 * generation_batch_size).
 */
export function sequencesGenerated({
  chosen: {
    request: { microBatch, accumulation, generations },
  },
}: Plan): number {
  return Math.ceil((microBatch * accumulation) / generations) * generations;
}

/** The models beside the trained one that this request has. */
export function heldBy({ chosen: { objective, request } }: Plan): readonly HeldModel[] {
  return objective.held.filter(({ isBaseBehindLora }) => !isBaseBehindLora || request.reference);
}

/** The parameters of a model that is held beside the trained one, or a GPU's share of them: it is divided alike. */
export function heldParameters({ whole: { teacher, layout }, share }: Plan, named: boolean): number {
  const other = named ? teacher : null;
  const held = other ? rankArchitecture(rankModel(other, layout.tensor), layout, share.stage) : share.architecture;
  return held.parameters.total;
}

/** Whether Liger's form of the objective's loss is asked for: it goes through one example after the other. */
export function lossByExample({ chosen: { objective, request, loss } }: Plan): boolean {
  return objective.loss?.fused === true && request.loss !== 'materialized' && splitsLogits(loss);
}

/** The objective in a sentence, for what was assumed. */
export function objectiveText(plan: Plan): string {
  const { objective, method, request } = plan.chosen;
  const { label, sequences, generates, trainsValueModel } = objective;
  const all = method.trains === 'all';
  const names = heldBy(plan).map(({ label: name, isBaseBehindLora }) =>
    isBaseBehindLora && !all ? 'the base itself as reference' : `a frozen ${name.toLowerCase()}`,
  );
  const precomputed =
    objective.reference && !request.reference ? ['log-probabilities of the reference computed beforehand'] : [];
  const value = trainsValueModel ? [all ? 'a value model trained beside it' : 'a value head'] : [];
  const generated = generates
    ? [
        `${generationsText(plan)} of ${formatCount(request.completionLength)} tokens generated ${request.vllmShare > 0 ? `by vLLM in ${Math.round(100 * request.vllmShare)} % of the card${request.vllmSleeps ? ', asleep while training' : ''}` : 'by the model itself'}`,
      ]
    : [];
  return [
    label,
    ...(sequences > 1 ? [`${sequences} sequences an example`] : []),
    ...names,
    ...precomputed,
    ...value,
    ...generated,
  ].join(', ');
}

function generationsText(plan: Plan): string {
  const { generations } = plan.chosen.request;
  const together = sequencesGenerated(plan);
  const completions = together === 1 ? 'a completion' : `${formatCount(together)} completions`;
  if (generations === 1) return completions;
  return together === generations ? `${completions} a prompt,` : `${completions}, ${generations} a prompt,`;
}

/** How the loss is computed, for what was assumed. */
export function lossText(plan: Plan): string {
  const { objective, loss } = plan.chosen;
  if (objective.head !== 'vocabulary') return 'no logits';
  if (!objective.loss) return loss.label;
  return lossByExample(plan)
    ? `${loss.label}, one example at a time`
    : `its own loss over ${objective.loss.chunk ? `logits of ${objective.loss.chunk} tokens` : 'whole logits'}`;
}

/** The loss that takes an objective's logits in parts, for advice; undefined where none does. */
export function splitLossFor(objective: ObjectiveRow, framework: LossId): LossId | undefined {
  if (!objective.loss) return splitsLogits(LOSSES[framework]) ? framework : 'liger';
  return objective.loss.fused ? 'liger' : undefined;
}
