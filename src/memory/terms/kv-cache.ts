/** Keys and values kept while generating. */
import type { Architecture } from '../../model/architecture.ts';
import type { MemoryComponent } from '../component.ts';
import { KV_CACHES, type KvCacheRow } from '../../facts/kv-caches.ts';
import type { Plan } from '../../plan/plan.ts';
import { formatCount } from '../../units.ts';

const SOURCES = [
  {
    title: 'Pope et al., Efficiently Scaling Transformer Inference, arXiv 2211.05102',
    url: 'https://arxiv.org/abs/2211.05102',
  },
];

/** Elements of one sequence. Full layers keep every token, sliding ones their window, state layers a fixed state. */
export function cacheElements({ kvCache: cache }: Architecture, sequenceLength: number): number {
  const { fullElementsPerToken, slidingElementsPerToken, window, fixedStateElements } = cache;
  return (
    fullElementsPerToken * sequenceLength +
    slidingElementsPerToken * Math.min(sequenceLength, window ?? sequenceLength) +
    fixedStateElements
  );
}

/** Of a micro-batch of sequences at full length. */
export function kvCache({
  chosen: { method, request },
  share: { architecture, computeBytes, shards },
}: Plan): readonly MemoryComponent[] {
  if (method.trains !== 'nothing') return [];
  const row: KvCacheRow = KV_CACHES[request.kvCache];
  const { sequenceLength, microBatch } = request;
  const recent = row.bytesPerValue === null ? sequenceLength : Math.min(row.recentTokens, sequenceLength);
  const whole = cacheElements(architecture, recent);
  const kept = cacheElements(architecture, sequenceLength) - whole;
  const bytes = kept * (row.bytesPerValue ?? 0) + whole * computeBytes;
  return [
    {
      id: 'kv-cache',
      kind: 'kv-cache',
      label: row.bytesPerValue === null ? 'KV cache' : row.label,
      bytes: (microBatch * bytes) / shards.weights,
      working: () =>
        [
          ...(kept > 0 ? [`${formatCount(kept)} values × (${row.derivation})`] : []),
          ...(whole > 0 ? [`${formatCount(whole)} elements × ${computeBytes} B`] : []),
        ].join(' + ') + ` at ${formatCount(sequenceLength)} tokens, × ${microBatch}`,
      phases: ['forward'],
      basis: 'exact',
      sources: [...SOURCES, ...row.sources],
    },
  ];
}
