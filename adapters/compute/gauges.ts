/** How the pool stands, as it is read when somebody looks. */
import type { Gauge } from '../../src/ports.ts';
import type { Pool } from './pool.ts';

export function poolGauges({ state }: Pick<Pool, 'state'>): readonly Gauge[] {
  return [
    {
      name: 'headroom_queue',
      help: 'Questions that wait to be computed, and that are being computed.',
      label: 'state',
      read: () =>
        new Map([
          ['waiting', state().waiting],
          ['running', state().running],
        ]),
    },
    {
      name: 'headroom_answer_cache_requests',
      help: 'How often an answer had been computed already since the start.',
      label: 'result',
      read: () =>
        new Map([
          ['hit', state().hits],
          ['miss', state().misses],
        ]),
    },
  ];
}
