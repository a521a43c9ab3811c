/** Logits and loss: for large vocabularies the largest hidden cost of a step. Alive in the loss alone. */
import type { MemoryComponent } from '../component.ts';
import type { Plan } from '../plan.ts';
import { formatCount } from '../units.ts';
import { headGradientBytes } from './gradients.ts';

/** Bytes per logit × tokens in flight × vocabulary, and the hidden states around the head. */
export function logits(plan: Plan): readonly MemoryComponent[] {
  const { loss, tokens, model, method } = plan;
  if (method.trains === 'nothing' || !plan.objective.logits) return [];
  const inFlight = loss.tokensInFlight(tokens, model.vocabSize, model.hiddenSize);
  const perLogit = bytesPerLogit(plan);
  const bytes =
    perLogit * inFlight * model.vocabSize +
    loss.bytesPerHidden * tokens * model.hiddenSize +
    (loss.headGradientCopies ?? 0) * headGradientBytes(plan);
  return [
    {
      id: 'logits',
      label: 'Logits and loss',
      bytes,
      working: () =>
        `${formatCount(inFlight)} tokens × ${formatCount(model.vocabSize)} vocabulary × ${perLogit} B (${loss.derivation})` +
        ` + ${formatCount(tokens)} × ${formatCount(model.hiddenSize)} × ${loss.bytesPerHidden} B`,
      phases: ['loss'],
      basis: 'modelled',
      sources: loss.sources,
    },
  ];
}

/** Models whose code leaves the logits as they are pay less without autocast, and for one more copy with it. */
function bytesPerLogit({ loss, model, request }: Plan): number {
  const { bytesPerLogitKept: kept } = loss;
  if (!model.logitsKeepDtype || !kept)
    return loss.bytesPerLogit + (request.keepsLogits ? (loss.bytesPerLogitBeside ?? 0) : 0);
  return request.autocast ? kept.autocast : kept.plain;
}
