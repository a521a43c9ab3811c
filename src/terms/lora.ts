/** The LoRA weights. Hu et al., arXiv 2106.09685; DoRA's magnitude vectors: Liu et al., arXiv 2402.09353. */
import { ALL_PHASES, type MemoryComponent } from '../component.ts';
import type { Plan } from '../plan.ts';
import { divided, formatCount } from '../units.ts';

const SOURCES = [{ title: 'Hu et al., LoRA, arXiv 2106.09685', url: 'https://arxiv.org/abs/2106.09685' }];

/** rank × (in + out) per adapted linear, twice the rank where gate and up of stacked experts share one, replicated or sharded as the base is. */
export function loraWeights({ method, trained, request, shards }: Plan): readonly MemoryComponent[] {
  if (method.trains !== 'added') return [];
  return [
    {
      id: 'lora-weights',
      label: `${method.label.replace(/^Q/, '')} weights`,
      bytes: trained.bytes / shards.weights,
      working: () =>
        `rank ${request.rank} over ${new Set(trained.adapted.map(({ name }) => name)).size} kinds of module: ` +
        `${formatCount(trained.elements)} parameters × ${trained.bytes / trained.elements} B${divided(shards.weights)}`,
      phases: ALL_PHASES,
      basis: 'exact',
      sources: SOURCES,
    },
  ];
}
