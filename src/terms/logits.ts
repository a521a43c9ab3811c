/** Logits and loss: for large vocabularies the largest hidden cost of a step. Alive in the loss alone. */
import type { MemoryComponent } from '../component.ts';
import type { Plan } from '../plan.ts';
import { formatCount } from '../units.ts';
import { headGradientBytes } from './gradients.ts';

/** Bytes per logit × tokens in flight × vocabulary, and the hidden states around the head. */
export function logits(plan: Plan): readonly MemoryComponent[] {
  const { loss, tokens, model, method } = plan;
  if (method.trains === 'nothing') return [];
  const inFlight = loss.tokensInFlight(tokens, model.vocabSize, model.hiddenSize);
  const bytes =
    loss.bytesPerLogit * inFlight * model.vocabSize +
    loss.bytesPerHidden * tokens * model.hiddenSize +
    (loss.headGradientCopies ?? 0) * headGradientBytes(plan);
  return [
    {
      id: 'logits',
      label: 'Logits and loss',
      bytes,
      working: () =>
        `${formatCount(inFlight)} tokens × ${formatCount(model.vocabSize)} vocabulary × ${loss.bytesPerLogit} B (${loss.derivation})` +
        ` + ${formatCount(tokens)} × ${formatCount(model.hiddenSize)} × ${loss.bytesPerHidden} B`,
      phases: ['loss'],
      basis: 'modelled',
      sources: loss.sources,
    },
  ];
}
