/** Keys and values kept while generating: inference only, nothing of it in training. */
import type { MemoryComponent } from '../component.ts';
import { KV_CACHES, type KvCacheRow } from '../facts/kv-caches.ts';
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
  const row: KvCacheRow = KV_CACHES[request.kvCache];
  const { fullElementsPerToken, slidingElementsPerToken, window, fixedStateElements } = architecture.kvCache;
  const { sequenceLength, microBatch } = request;
  const valuesOf = (tokens: number) =>
    fullElementsPerToken * tokens + slidingElementsPerToken * Math.min(tokens, window ?? tokens);
  const recent = row.bytesPerValue === null ? sequenceLength : Math.min(row.recentTokens, sequenceLength);
  const [kept, whole] = [valuesOf(sequenceLength) - valuesOf(recent), valuesOf(recent) + fixedStateElements];
  const bytes = kept * (row.bytesPerValue ?? 0) + whole * computeBytes;
  return [
    {
      id: 'kv-cache',
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
