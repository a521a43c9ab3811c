/** Keys and values kept while generating: inference only, nothing of it in training. */
import type { MemoryComponent } from '../component.ts';
import type { Plan } from '../plan.ts';
import { formatCount } from '../units.ts';

const SOURCES = [
  {
    title: 'Pope et al., Efficiently Scaling Transformer Inference, arXiv 2211.05102',
    url: 'https://arxiv.org/abs/2211.05102',
  },
];

/** Full layers keep every token, sliding ones their window, state layers a fixed state per sequence. */
export function kvCache({ method, architecture, request, computeBytes, shards }: Plan): readonly MemoryComponent[] {
  if (method.trains !== 'nothing') return [];
  const { fullElementsPerToken, slidingElementsPerToken, window, fixedStateElements } = architecture.kvCache;
  const { sequenceLength, microBatch } = request;
  const elements =
    fullElementsPerToken * sequenceLength +
    slidingElementsPerToken * Math.min(sequenceLength, window ?? sequenceLength) +
    fixedStateElements;
  return [
    {
      id: 'kv-cache',
      label: 'KV cache',
      bytes: (microBatch * elements * computeBytes) / shards.weights,
      working: () =>
        `${microBatch} × ${formatCount(elements)} elements at ${formatCount(sequenceLength)} tokens × ${computeBytes} B`,
      phases: ['forward'],
      basis: 'exact',
      sources: SOURCES,
    },
  ];
}
