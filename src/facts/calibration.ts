/**
 * The few constants that were fitted to measured runs instead of being counted. Each serves at least two sources, and
 * `npm run bench:accuracy` prints their cross-validated error beside the in-sample one.
 */
export const CALIBRATION = {
  /**
   * Bytes per token and hidden unit that a GPU holds while a checkpointed block is differentiated, beyond the tensors that
   * a fake-tensor run shows: slopes over the micro-batch in the fms-acceleration tables are 9.0 h above it with LoRA (with
   * plain and with fused norms), 7.4 h with QLoRA and 4.4 h in a full fine-tune.
   */
  heldPerHiddenLora: 9,
  heldPerHiddenFull: 4.4,
  /**
   * Share of the memory of tensors that are not alive at the peak which the caching allocator keeps rather than reuses:
   * blocks freed by the loss seldom have the sizes that the backward pass asks for (fms-acceleration, fsdp_qlora tables).
   */
  keptShare: 0.8,
  /** The same where the optimizer step is the peak: one large copy of the weights is cut from what is free. */
  keptShareAtStep: 0.4,
  /** Further blocks kept per byte of logits when batches differ in length, so that each length leaves blocks of its own. */
  varyingLogitsShare: 1.2,
} as const;
