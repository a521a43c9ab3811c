/**
 * The few constants that were fitted to measured runs instead of being counted; `npm run bench:accuracy` prints their
 * cross-validated error beside the in-sample one. What is held per hidden unit rests on one source so far, and refitting
 * without it moves it far; each of the others serves at least two.
 */
export const CALIBRATION = {
  /**
   * Bytes per token and hidden unit that a GPU holds while a checkpointed block is differentiated, beyond the tensors that
   * a fake-tensor run shows: slopes over the micro-batch in the fms-acceleration tables are 9.0 h above it with LoRA (with
   * plain and with fused norms), 7.4 h with QLoRA and 4.4 h in a full fine-tune.
   */
  heldPerHiddenLora: 9,
  heldPerHiddenFull: 4.4,
  /** GiB that the caching allocator holds beyond its tensors in any case: segments of 2 and 20 MiB that are never full. */
  keptGib: 1.0,
  /**
   * Share it keeps of the memory of tensors that are not alive at the peak: blocks freed by the loss seldom have the sizes
   * that the backward pass asks for (nvidia-smi beside allocated in the fms-acceleration tables; fsdp_qlora, ms-swift).
   */
  keptIdleShare: 0.53,
  /** What is left of these two when segments are expandable (torchtitan, axolotl). */
  keptExpandableShare: 0.2,
  /** Share it loses of what comes and goes at the peak itself. */
  keptTransientShare: 0.1,
  /** Further blocks kept per byte of logits when batches differ in length, so that each length leaves blocks of its own. */
  keptVaryingShare: 1.5,
} as const;
