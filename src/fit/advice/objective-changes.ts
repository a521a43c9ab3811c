/** What can be changed of an objective: whether its reference is held, and what vLLM keeps. */
import type { Chosen } from '../../plan/defaults.ts';
import type { Change } from './change.ts';

/** A reference of a run that trains every weight is a second model; its log-probabilities never change. */
export function precomputedReference({ objective, request, method }: Chosen): Change | undefined {
  const precomputes = objective.reference && !objective.generates && request.reference && method.trains === 'all';
  return precomputes
    ? {
        id: 'reference',
        cost: 'a pass over the data before training',
        levels: [
          { label: "The reference's log-probabilities computed beforehand", set: { reference: false }, burden: 1 },
        ],
      }
    : undefined;
}

/** vLLM's share is of no use while training. */
export function sleepingVllm({ request: { vllmShare, vllmSleeps } }: Chosen): Change | undefined {
  return vllmShare > 0 && !vllmSleeps
    ? {
        id: 'vllm-sleep',
        cost: 'a little time: vLLM loads its weights again before it generates',
        levels: [{ label: 'vLLM asleep while training', set: { vllmSleeps: true }, burden: 1 }],
      }
    : undefined;
}
