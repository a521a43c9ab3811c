/** Logits and loss: for large vocabularies the largest hidden cost of a step. Alive in the loss alone. */
import type { MemoryComponent } from '../component.ts';
import type { Plan } from '../../plan/plan.ts';
import { formatCount } from '../../units.ts';
import { headGradientBytes } from './gradients.ts';
import { wholeHeadGradient } from './reduction.ts';

/** Bytes per logit × tokens in flight × vocabulary, and the hidden states around the head. */
export function logits(plan: Plan): readonly MemoryComponent[] {
  const { loss, method, request, objective } = plan.chosen;
  const { tokens, model, vocabulary } = plan.share;
  if (method.trains === 'nothing') return [];
  if (plan.share.stage === 'first' || objective.head !== 'vocabulary' || objective.loss) return [];
  const inFlight = loss.tokensInFlight(tokens, vocabulary, model.hiddenSize, request.microBatch * objective.sequences);
  const perLogit = bytesPerLogit(plan);
  const held = loss.held?.untilBackward ?? 0;
  const bytes =
    held * tokens * vocabulary +
    Math.max(worstOfLoss(plan, perLogit, inFlight * vocabulary), castHead(plan, inFlight * vocabulary)) +
    loss.bytesPerHidden * tokens * model.hiddenSize;
  return [
    {
      id: 'logits',
      kind: 'logits',
      label: 'Logits and loss',
      bytes,
      working: () =>
        (held > 0 ? `${formatCount(tokens)} tokens × ${formatCount(vocabulary)} vocabulary × ${held} B + ` : '') +
        `${formatCount(inFlight)} tokens × ${formatCount(vocabulary)} vocabulary × ${perLogit} B (${loss.derivation})` +
        ` + ${formatCount(tokens)} × ${formatCount(model.hiddenSize)} × ${loss.bytesPerHidden} B`,
      phases: ['loss'],
      basis: 'modelled',
      sources: loss.sources,
    },
    ...outliving(plan),
  ];
}

/**
 * Autocast leaves a LayerNorm's output in fp32, to which a 16-bit head is cast, and back: 4 + 2 B a weight, and the logits
 * that the product makes.
 */
function castHead(
  { chosen: { loss, request }, share: { model, vocabulary, base } }: Plan,
  logitsInFlight: number,
): number {
  const widened = request.autocast && model.norm === 'layernorm' && base.plainBytes < 4;
  return loss.castsHead && widened ? 6 * vocabulary * model.hiddenSize + 4 * logitsInFlight : 0;
}

/**
 * The softmax of the logits in flight, or the head's gradient that is made of theirs when they are 16-bit again; chunks
 * add it to that of the chunks before.
 */
function worstOfLoss(plan: Plan, perLogit: number, logitsInFlight: number): number {
  const table = Math.max(headGradientBytes(plan), wholeHeadGradient(plan));
  const copies = plan.chosen.loss.headGradientCopies ?? 1;
  return Math.max(
    perLogit * logitsInFlight + (copies - 1) * table,
    // A kernel that keeps no logits keeps no gradient of theirs either.
    Math.min(perLogit, plan.share.computeBytes) * logitsInFlight + copies * table,
  );
}

/** Logits that the training loop still names: they go when the next ones take their place. */
function outliving({ chosen: { loss }, share: { tokens, vocabulary } }: Plan): readonly MemoryComponent[] {
  const perLogit = loss.held?.afterwards ?? 0;
  if (perLogit === 0) return [];
  return [
    {
      id: 'outliving-logits',
      kind: 'logits',
      label: 'Logits that the loop still refers to',
      bytes: perLogit * tokens * vocabulary,
      working: () => `${formatCount(tokens)} tokens × ${formatCount(vocabulary)} vocabulary × ${perLogit} B`,
      phases: ['forward', 'backward', 'optimizer-step'],
      basis: 'modelled',
      sources: loss.sources,
    },
  ];
}

function bytesPerLogit(plan: Plan): number {
  return bytesOfLoss(plan) + (plan.chosen.loss.keepsSoftcap ? softcapBytes(plan) : 0);
}

/** Bytes per logit that a model keeps which bounds its logits. */
export function softcapBytes({ share: { model, computeBytes } }: Plan): number {
  return model.softcapsLogits ? computeBytes : 0;
}

/** Models whose code leaves the logits as they are pay less without autocast, and for one more copy with it. */
function bytesOfLoss({ chosen: { loss, request, switches }, share: { model } }: Plan): number {
  const { bytesPerLogitKept: kept } = loss;
  if (!model.logitsKeepDtype || !kept)
    return loss.bytesPerLogit + (switches.keepsLogits ? (loss.bytesPerLogitBeside ?? 0) : 0);
  return request.autocast ? kept.autocast : kept.plain;
}
