/** What an objective makes of a request: its defaults, its lengths, the models beside the trained one. */
import { architectureOf } from '../model/architecture.ts';
import { UserError } from '../errors.ts';
import { LOSSES, splitsLogits, type LossId } from '../facts/losses.ts';
import { resolveModel } from '../model/lookup.ts';
import { OBJECTIVES, type HeldModel, type ObjectiveRow } from '../facts/objectives.ts';
import type { ModelFacts } from '../facts/types.ts';
import type { Plan } from './plan.ts';
import type { RequestInput } from './request.ts';
import { formatCount } from '../units.ts';
import { anyOf } from '../words.ts';

/** Tokens of a prompt where only the completion's length is said. */
const USUAL_PROMPT = 512;
const USUAL_LENGTH = 2048;

/** The lengths and shares of a request; its completions are part of its sequences, which have at least so many tokens. */
export function objectiveDefaults(input: RequestInput, leastTokens = 0) {
  const objective = input.objective ?? 'sft';
  const { generates, reference = false }: ObjectiveRow = OBJECTIVES[objective];
  const stated = input.completionLength;
  const wanted = input.sequenceLength ?? (stated ? stated + USUAL_PROMPT : USUAL_LENGTH);
  const sequenceLength = Math.max(wanted, leastTokens);
  return {
    objective,
    sequenceLength,
    completionLength: generates ? (stated ?? Math.min(generates.completion, sequenceLength)) : 0,
    generations: input.generations ?? generates?.generations ?? 1,
    vllmShare: input.vllmShare ?? 0,
    vllmSleeps: input.vllmSleeps ?? false,
    reference: input.reference ?? reference,
    teacher: input.teacher ?? null,
  };
}

/** The loss to assume where none is named: an objective with its own makes all logits. */
export function lossOf(input: RequestInput, preset: LossId): LossId {
  const { loss }: ObjectiveRow = OBJECTIVES[input.objective ?? 'sft'];
  return input.loss ?? (loss ? 'materialized' : preset);
}

/** @throws UserError where an option needs another objective, or completions are longer than their sequences. */
export function checkObjective(input: RequestInput): void {
  const row: ObjectiveRow = OBJECTIVES[input.objective ?? 'sft'];
  const asked = Object.entries({
    generations: input.generations === 1 ? undefined : input.generations,
    completion: input.completionLength,
    vllm: input.vllmShare,
    sleep: input.vllmSleeps,
  }).find(([, value]) => value);
  if (asked && !row.generates) {
    throw new UserError(
      'unsupported-combination',
      `${row.label} generates nothing, so ${asked[0]}:${asked[1]} says nothing of it.`,
      `Use ${objectivesWhere(({ generates }) => generates !== undefined)}, or leave it out.`,
    );
  }
  if (input.reference && row.reference === undefined) {
    throw new UserError(
      'unsupported-combination',
      `${row.label} compares with no reference model.`,
      `Use ${objectivesWhere(({ reference }) => reference !== undefined)}, or leave reference out.`,
    );
  }
  if (input.teacher && !hasTeacher(row)) {
    throw new UserError(
      'unsupported-combination',
      `${row.label} has no teacher.`,
      `Use ${objectivesWhere(hasTeacher)}, or leave teacher out.`,
    );
  }
  const { completionLength, sequenceLength } = objectiveDefaults(input);
  if (completionLength > sequenceLength) {
    throw new UserError(
      'invalid-option',
      `completion:${completionLength} is longer than the whole sequence, seq:${sequenceLength}.`,
      `Sequences hold prompt and completion, for example seq:${completionLength + USUAL_PROMPT}.`,
    );
  }
}

function hasTeacher({ held }: ObjectiveRow): boolean {
  return held.some(({ named }) => named);
}

/** `objective:grpo, ppo or distillation` */
function objectivesWhere(test: (row: ObjectiveRow) => boolean): string {
  const ids = Object.entries(OBJECTIVES).flatMap(([id, row]) => (test(row) ? [id] : []));
  return `objective:${anyOf(ids)}`;
}

const headless = new WeakMap<ModelFacts, ModelFacts>();

/** The model with what the objective puts on its last block: without a vocabulary there is no head of its own. */
export function withHeadOf(model: ModelFacts, { head }: ObjectiveRow): ModelFacts {
  if (head === 'vocabulary' || model.tiedEmbeddings) return model;
  const known = headless.get(model);
  if (known) return known;
  const made: ModelFacts = { ...model, tiedEmbeddings: true, headBias: false };
  headless.set(model, made);
  return made;
}

/** Tokens of a micro-batch that have logits: of completions alone where they are generated. */
export function tokensWithLogits({ tokens, request, objective }: Plan): number {
  return objective.generates && !objective.generates.scored ? request.microBatch * request.completionLength : tokens;
}

/**
 * Sequences that are generated together on one GPU: those of an update, in whole groups of one prompt (TRL:
 * generation_batch_size).
 */
export function sequencesGenerated({ request: { microBatch, accumulation, generations } }: Plan): number {
  return Math.ceil((microBatch * accumulation) / generations) * generations;
}

/** The models beside the trained one that this request has. */
export function heldBy({ objective, request }: Plan): readonly HeldModel[] {
  return objective.held.filter(({ isBaseBehindLora }) => !isBaseBehindLora || request.reference);
}

/** The model to distill from; null where none is named. @throws UserError for one that nobody knows. */
export function teacherOf({ teacher }: Plan['request']): ModelFacts | null {
  return typeof teacher === 'string' ? resolveModel(teacher).model : teacher;
}

/** The parameters of a model that is held beside the trained one. */
export function heldParameters({ request, architecture }: Plan, named: boolean): number {
  const other = named ? teacherOf(request) : null;
  return (other ? architectureOf(other) : architecture).parameters.total;
}

/** Whether Liger's form of the objective's loss is asked for: it goes through one example after the other. */
export function lossByExample({ objective, request, loss }: Plan): boolean {
  return objective.loss?.fused === true && request.loss !== 'materialized' && splitsLogits(loss);
}

/** The objective in a sentence, for what was assumed. */
export function objectiveText(plan: Plan): string {
  const { objective, method, request } = plan;
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
  const { generations } = plan.request;
  const together = sequencesGenerated(plan);
  const completions = together === 1 ? 'a completion' : `${formatCount(together)} completions`;
  if (generations === 1) return completions;
  return together === generations ? `${completions} a prompt,` : `${completions}, ${generations} a prompt,`;
}

/** How the loss is computed, for what was assumed. */
export function lossText(plan: Plan): string {
  const { objective, loss } = plan;
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
