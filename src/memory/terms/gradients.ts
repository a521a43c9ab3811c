/** Gradients of the trained weights. */
import type { MemoryComponent, Phase } from '../component.ts';
import { DTYPES } from '../../facts/dtypes.ts';
import type { Plan } from '../../plan/plan.ts';
import { divided, formatCount } from '../../units.ts';
import { worstOfBackward } from './activations.ts';
import { bucketBytes, gradientBytes } from './gradient-bytes.ts';

const SOURCES = [
  {
    title: 'PyTorch autograd: one gradient per trained element, freed by zero_grad(set_to_none=True)',
    url: 'https://pytorch.org/docs/stable/generated/torch.optim.Optimizer.zero_grad.html',
  },
];

/** They count in the backward pass where it is worst at its end, or when earlier micro-batches left theirs (accumulation). */
export function gradients(plan: Plan): readonly MemoryComponent[] {
  const { sharding } = plan.chosen;
  const { trained } = plan.share;
  if (trained.elements === 0) return [];
  const buckets = bucketBytes(plan);
  const phases: readonly Phase[] = plan.share.keepsGradients
    ? ['forward', 'loss', 'backward', 'optimizer-step']
    : worstOfBackward(plan) === 'end'
      ? ['backward', 'optimizer-step']
      : ['optimizer-step'];
  return [
    ...headGradient(plan, phases),
    {
      id: 'gradients',
      kind: 'gradients',
      label: 'Gradients',
      bytes: gradientBytes(plan),
      working: () =>
        `${formatCount(trained.elements)} trainable parameters × ${trained.gradientBytes / trained.elements} B` +
        divided(plan.share.shards.gradients) +
        (buckets > 0 ? ` + buckets of ${sharding.label}` : '') +
        (plan.share.keepsGradients ? ', kept between micro-batches' : ''),
      phases,
      basis: 'exact',
      sources: [...SOURCES, ...(buckets > 0 ? sharding.sources : [])],
    },
  ];
}

/** Bytes of the gradient of a trained output head on one GPU; 0 where the head is frozen or gathered with the root unit. */
export function headGradientBytes(plan: Plan): number {
  const { method, precision, request } = plan.chosen;
  const { model, vocabulary, stage, shards } = plan.share;
  if (!trainsHead(plan) || shards.gradients > 1 || stage === 'first') return 0;
  const perElement = method.trains === 'all' ? precision.gradientBytes : DTYPES[request.dtype].bytes;
  return vocabulary * model.hiddenSize * perElement;
}

/** A head that is the token table stays frozen with it where only the last blocks are trained. */
function trainsHead({ chosen: { method, objective, request }, share: { frozenBlocks, architecture } }: Plan): boolean {
  if (objective.head !== 'vocabulary') return false;
  if (method.trains !== 'all') return method.trains === 'added' && request.trainsEmbeddings;
  return frozenBlocks === 0 || architecture.parameters.head > 0;
}

/** The head's gradient comes first, in the loss's own backward pass (terms/logits.ts), and stays. */
function headGradient(plan: Plan, ofAll: readonly Phase[]): readonly MemoryComponent[] {
  const bytes = headGradientBytes(plan);
  const phases = (['backward'] as const).filter((phase) => !ofAll.includes(phase));
  if (bytes === 0 || phases.length === 0) return [];
  return [
    {
      id: 'head-gradient',
      kind: 'workspace',
      label: 'Gradient of the head',
      bytes,
      working: () =>
        `${formatCount(plan.share.vocabulary)} × ${formatCount(plan.share.model.hiddenSize)} × ${bytes / plan.share.vocabulary / plan.share.model.hiddenSize} B`,
      phases,
      basis: 'exact',
      sources: SOURCES,
    },
  ];
}
