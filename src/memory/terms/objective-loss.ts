/** Logits and loss of objectives that compute their own: log-probabilities, divergences, scores. See facts/objectives.ts. */
import type { MemoryComponent } from '../component.ts';
import { HEADLESS_BYTES_PER_HIDDEN, type ObjectiveLoss } from '../../facts/objectives.ts';
import { lossByExample, tokensWithLogits } from '../../plan/objective.ts';
import type { Plan } from '../../plan/plan.ts';
import { formatCount } from '../../units.ts';
import { headGradientBytes } from './gradients.ts';
import { softcapBytes } from './logits.ts';

/** Bytes per token and hidden unit of a norm's fp32 input. */
const NORM_INPUT = 4;

/** Alive in the loss alone. */
export function objectiveLoss(plan: Plan): readonly MemoryComponent[] {
  const { objective, method } = plan.chosen;
  const { stage } = plan.share;
  if (method.trains === 'nothing' || stage === 'first') return [];
  if (objective.head !== 'vocabulary') return [lossOfStates(plan)];
  return objective.loss ? [lossOfLogits(plan, objective.loss)] : [];
}

function lossOfLogits(plan: Plan, loss: ObjectiveLoss): MemoryComponent {
  const { request, objective } = plan.chosen;
  const { tokens, model, vocabulary, computeBytes } = plan.share;
  // Accelerate casts what a model returns to fp32 where it runs under autocast.
  const logitBytes = loss.fp32 || request.autocast ? 4 : computeBytes;
  const inFlight = tokensInFlight(plan, loss);
  const logits = inFlight * vocabulary;
  const byExample = lossByExample(plan);
  const backward = loss.backward(logitBytes, sequencesInFlight(plan, byExample));
  const entropy = (byExample ? 0 : loss.entropyRows) * vocabulary * logitBytes;
  const before = loss.before(logitBytes) - (request.reference ? 0 : (loss.ofReference ?? 0) * logitBytes);
  const worst = Math.max(before * logits + entropy, backward * logits) + softcapBytes(plan) * logits;
  const hidden = loss.bytesPerHidden * tokens * model.hiddenSize;
  return {
    id: 'logits',
    kind: 'logits',
    label: 'Logits and loss',
    bytes: withHead(plan, worst, logitBytes * logits, loss) + hidden,
    working: () =>
      `${formatCount(inFlight)} tokens × ${formatCount(vocabulary)} vocabulary × ` +
      `${backward} B, or ${before} B before (${loss.derivation}, ${logitBytes} B a logit)` +
      ` + ${formatCount(tokens)} × ${formatCount(model.hiddenSize)} × ${loss.bytesPerHidden} B`,
    phases: ['loss'],
    basis: 'modelled',
    sources: objective.sources,
  };
}

/** The head's gradient is made when the logits' own alone is left, or chunk by chunk beside all of them. */
function withHead(plan: Plan, worst: number, gradient: number, { chunk }: ObjectiveLoss): number {
  const table = headGradientBytes(plan);
  return Math.max(worst + (chunk ? table : 0), gradient + table);
}

function sequencesInFlight({ chosen: { objective, request } }: Plan, byExample: boolean): number {
  return (byExample ? 1 : request.microBatch) * objective.sequences;
}

function tokensInFlight(plan: Plan, { chunk = Infinity }: ObjectiveLoss): number {
  const tokens = tokensWithLogits(plan);
  const example = lossByExample(plan) ? tokens / plan.chosen.request.microBatch : tokens;
  return Math.min(example, chunk);
}

/** Without logits the last norm's own backward pass is what there is; earlier passes keep theirs. */
function lossOfStates({ chosen: { objective }, share: { tokens, model } }: Plan): MemoryComponent {
  const { apart = 1 } = objective;
  const perHidden = (HEADLESS_BYTES_PER_HIDDEN + NORM_INPUT * (apart - 1)) / apart;
  return {
    id: 'logits',
    kind: 'logits',
    label: 'Final norm and loss',
    bytes: perHidden * tokens * model.hiddenSize,
    working: () => `${formatCount(tokens)} tokens × ${formatCount(model.hiddenSize)} × ${perHidden} B; no logits`,
    phases: ['loss'],
    basis: 'modelled',
    sources: objective.sources,
  };
}
