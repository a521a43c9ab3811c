/**
 * Context parallelism: GPUs share the tokens of a sequence, and attention needs keys and values of all of them. PyTorch's
 * context_parallel gathers them once a layer, see `cp` in facts/shardings.ts.
 */
import type { Mixer } from '../../model/architecture.ts';

/** What a divided sequence passes around, in values per token. */
export interface PassedAround {
  readonly queryElements: number;
  /** Of keys and values together. */
  readonly keyValueElements: number;
}

export function passedAround(mixer: Mixer): PassedAround {
  if (mixer.kind !== 'attention') return { queryElements: 0, keyValueElements: 0 };
  return {
    queryElements: mixer.heads * mixer.headDim,
    keyValueElements: mixer.kvHeads * (mixer.headDim + mixer.valueHeadDim),
  };
}

/**
 * Bytes per token of one GPU while attention is differentiated: keys and values of `held` GPUs, its own once more to
 * send, gradients in fp32 (of keys and values three times: summed, joined to be sent, received), and what the kernel
 * returns: `_templated_ring_attention_backward`.
 */
export function contextBytes(
  { queryElements: queries, keyValueElements: pairs }: PassedAround,
  held: number,
  computeBytes: number,
): number {
  return computeBytes * pairs * (held + 1) + 4 * queries + 3 * 4 * pairs + computeBytes * (queries + pairs);
}
