/** Gradients of the trained weights. */
import type { MemoryComponent, Phase } from '../component.ts';
import type { Plan } from '../plan.ts';
import { formatCount } from '../units.ts';
import { gradientBytes, worstOfBackward } from './activations.ts';

const SOURCES = [
  {
    title: 'PyTorch autograd: one gradient per trained element, freed by zero_grad(set_to_none=True)',
    url: 'https://pytorch.org/docs/stable/generated/torch.optim.Optimizer.zero_grad.html',
  },
];

/**
 * Gradients grow while stored activations shrink, so the backward pass is worst at one of its ends: the gradients count
 * in it where they outweigh what is stored, or when earlier micro-batches left theirs (accumulation).
 */
export function gradients(plan: Plan): readonly MemoryComponent[] {
  const { trained, sharding, gpus, request } = plan;
  if (trained.elements === 0) return [];
  const own = gradientBytes(plan);
  const buckets = gpus > 1 ? sharding.bucketBytes(trained.elements, trained.gradientBytes / trained.elements) : 0;
  const phases: readonly Phase[] =
    request.accumulation > 1
      ? ['forward', 'loss', 'backward', 'optimizer-step']
      : worstOfBackward(plan) === 'end'
        ? ['backward', 'optimizer-step']
        : ['optimizer-step'];
  return [
    {
      id: 'gradients',
      label: 'Gradients',
      bytes: own + buckets,
      working: () =>
        `${formatCount(trained.elements)} trainable parameters × ${trained.gradientBytes / trained.elements} B` +
        (sharding.gradients && gpus > 1 ? ` ÷ ${gpus} GPUs` : '') +
        (buckets > 0 ? ` + buckets of ${sharding.label}` : '') +
        (request.accumulation > 1 ? ', kept between micro-batches' : ''),
      phases,
      basis: 'exact',
      sources: [...SOURCES, ...(buckets > 0 ? sharding.sources : [])],
    },
  ];
}
