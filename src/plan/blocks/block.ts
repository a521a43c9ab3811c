/** What one block of layers keeps for its backward pass. */
import type { PassedAround } from '../parallel/context.ts';

/** Bytes per token of one block. */
export interface BlockActivations extends PassedAround {
  readonly count: number;
  /** Kept from the forward pass on when the block is not checkpointed. */
  readonly storedBytes: number;
  /** Of these, the block's own input: the checkpoint, where the block is recomputed from one. */
  readonly inputBytes: number;
  /** Outputs of attention and of every second matrix product: what selective checkpointing keeps. */
  readonly productBytes: number;
  /** Gradients in flight at the worst moment of the block's own backward pass, beside what it stored. */
  readonly backwardBytes: number;
  /** Bytes per token and token of its sequence: attention scores that the implementation keeps. */
  readonly scoreBytes: number;
  /** The same while attention is differentiated; the block's MLP, of `mlpBytes`, is through by then. */
  readonly scoreBackwardBytes: number;
  readonly mlpBytes: number;
  /** Bytes however many the tokens: whole products of added matrices, alone or on experts, kept with what the block stores. */
  readonly mergedBytes: number;
  /** Gradients of those at the worst moment, beside them. */
  readonly mergedBackwardBytes: number;
  /** What added weights need at a moment when no gradients are in flight. */
  readonly aloneBytes: number;
}
