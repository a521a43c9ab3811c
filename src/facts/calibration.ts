/**
 * The few constants that were fitted to measured runs instead of being counted: how much the caching allocator holds
 * beyond the tensors. `npm run bench:accuracy` prints their cross-validated error beside the in-sample one. All but the
 * last serve every source that reports reserved or device memory, ours on an H200 among them (bench/oracle).
 */
export const CALIBRATION = {
  /** GiB that the caching allocator holds beyond its tensors in any case: segments of 2 and 20 MiB that are never full. */
  keptGib: 0.9,
  /**
   * Share it keeps of the memory of tensors that are not alive at the peak: the blocks that they leave seldom have the
   * sizes that the peak's own ask for.
   */
  keptIdleShare: 0.48,
  /** Share it loses of what comes and goes at the peak itself. */
  keptTransientShare: 0.12,
  /**
   * Further blocks kept per byte of logits when batches differ in length, so that each length leaves blocks of its own
   * (Qwen, ms-swift, axolotl).
   */
  keptVaryingShare: 1.4,
} as const;
