/**
 * What Gemma 3n and 4 E models keep beside ordinary blocks: an input of each layer's own, looked up and projected before the
 * first block, and in Gemma 3n four streams between blocks instead of one. Coefficients are saved tensors of
 * huggingface/transformers 5.18.0 with PEFT 0.21 (bf16, SDPA, checkpointed and not, widths of 256 and 512), six blocks
 * less two.
 */
import type { BlockActivations } from './block.ts';
import type { ActivationSettings } from './inputs.ts';
import type { ModelFacts } from '../../facts/types.ts';

/** Streams between blocks. */
export function streamsOf({ altup }: Pick<ModelFacts, 'altup'>): number {
  return altup?.inputs ?? 1;
}

/** Bytes per token that the inputs of all layers keep, whatever is checkpointed: the norm's copies, and their sum. */
export function perLayerInputBytes(
  { perLayerEmbedding }: Pick<ModelFacts, 'perLayerEmbedding'>,
  layers: number,
  { residualBytes, trainsBase }: Pick<ActivationSettings, 'residualBytes' | 'trainsBase'>,
): number {
  return perLayerEmbedding ? layers * perLayerEmbedding.size * (NORM + (trainsBase ? NORM : 0) + residualBytes) : 0;
}

const NORM = 4;

/** A block with its gate, product and projection of that input, one more norm, and what mixes the streams. */
export function withPerLayer(
  block: BlockActivations,
  { perLayerEmbedding, altup, hiddenSize }: ModelFacts,
  { computeBytes: c, trainsBase, norm: kept }: ActivationSettings,
): BlockActivations {
  if (!perLayerEmbedding) return block;
  const input = (trainsBase ? 3 : 2) * c * perLayerEmbedding.size;
  const norm = NORM * hiddenSize + (trainsBase ? ((kept === 'fp32' ? NORM : c) + c) * hiddenSize : 0);
  const streams = altup ? (trainsBase ? ALTUP.trained : ALTUP.frozen) * c * hiddenSize : 0;
  return { ...block, storedBytes: block.storedBytes + input + norm + streams };
}

/** Tensors of the hidden size that predicting and correcting four streams keeps, Laurel's branch among them. */
const ALTUP = { frozen: 14, trained: 23 } as const;
