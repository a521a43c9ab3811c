/**
 * How far measured runs lie from estimates: written by `npm run bench:accuracy -- --widths`, held to a fresh run by
 * test/bench/accuracy.test.ts.
 */

/** Measured over estimated, for nine runs of ten, and on how many runs it rests; of tensors, 1 and the error relative to what is in doubt. */
export interface ErrorWidth {
  readonly rows: number;
  readonly low: number;
  readonly high: number;
}

/** By the kinds of src/memory/range.ts. */
export interface WidthsByKind {
  /** Runs that report PyTorch's tensors. */
  readonly tensors: Readonly<Record<string, ErrorWidth>>;
  /** Runs that report what its allocator holds or a monitor shows. */
  readonly held: Readonly<Record<string, ErrorWidth>>;
}

export interface ErrorWidths {
  /** Presets that were measured. */
  readonly frameworks: readonly string[];
  /** Errors of constants that have not seen the run's group. */
  readonly measured: WidthsByKind;
  /** Errors of constants that have not seen the run's source: what to expect of a framework that nobody measured. */
  readonly unmeasured: WidthsByKind;
}

export const ERROR_WIDTHS: ErrorWidths = {
  frameworks: ['axolotl', 'litgpt', 'ms-swift', 'torchtitan-2025', 'torchtune', 'transformers', 'trl-2024'],
  measured: {
    tensors: {
      all: { rows: 163, low: 0.863, high: 1.182 },
      full: { rows: 33, low: 0.919, high: 1.168 },
      'full one': { rows: 13, low: 0.943, high: 1.127 },
      'full one whole': { rows: 10, low: 0.956, high: 1.102 },
      'full several': { rows: 20, low: 0.938, high: 1.163 },
      'full several whole': { rows: 13, low: 0.946, high: 1.118 },
      lora: { rows: 41, low: 0.811, high: 1.392 },
      'lora one': { rows: 19, low: 0.871, high: 1.566 },
      'lora one whole': { rows: 16, low: 0.905, high: 1.672 },
      'lora several': { rows: 22, low: 0.776, high: 1.255 },
      'lora several whole': { rows: 16, low: 0.758, high: 1.189 },
      qlora: { rows: 77, low: 0.938, high: 1.158 },
      'qlora one': { rows: 37, low: 0.952, high: 1.16 },
      'qlora one parts': { rows: 8, low: 0.967, high: 1.136 },
      'qlora one whole': { rows: 29, low: 0.957, high: 1.163 },
      'qlora several': { rows: 40, low: 0.956, high: 1.152 },
      'qlora several parts': { rows: 12, low: 0.969, high: 1.113 },
      'qlora several whole': { rows: 28, low: 0.962, high: 1.151 },
    },
    held: {
      all: { rows: 195, low: 0.758, high: 1.5 },
      full: { rows: 57, low: 0.726, high: 1.431 },
      'full one': { rows: 18, low: 0.72, high: 1.456 },
      'full one whole': { rows: 17, low: 0.715, high: 1.472 },
      'full several': { rows: 39, low: 0.719, high: 1.292 },
      'full several parts': { rows: 10, low: 0.702, high: 1.26 },
      'full several whole': { rows: 29, low: 0.754, high: 1.237 },
      lora: { rows: 84, low: 0.813, high: 1.279 },
      'lora one': { rows: 65, low: 0.794, high: 1.199 },
      'lora one whole': { rows: 64, low: 0.786, high: 1.175 },
      'lora several': { rows: 19, low: 0.855, high: 1.249 },
      'lora several whole': { rows: 19, low: 0.882, high: 1.23 },
      qlora: { rows: 54, low: 0.772, high: 1.491 },
      'qlora one': { rows: 39, low: 0.801, high: 1.511 },
      'qlora one parts': { rows: 17, low: 0.797, high: 1.66 },
      'qlora one whole': { rows: 22, low: 0.815, high: 1.442 },
      'qlora several': { rows: 15, low: 0.766, high: 1.623 },
      'qlora several whole': { rows: 12, low: 0.763, high: 1.537 },
    },
  },
  unmeasured: {
    tensors: {
      all: { rows: 163, low: 0.863, high: 1.182 },
      full: { rows: 33, low: 0.919, high: 1.168 },
      'full one': { rows: 13, low: 0.943, high: 1.127 },
      'full one whole': { rows: 10, low: 0.956, high: 1.102 },
      'full several': { rows: 20, low: 0.938, high: 1.163 },
      'full several whole': { rows: 13, low: 0.946, high: 1.118 },
      lora: { rows: 41, low: 0.811, high: 1.392 },
      'lora one': { rows: 19, low: 0.871, high: 1.566 },
      'lora one whole': { rows: 16, low: 0.905, high: 1.672 },
      'lora several': { rows: 22, low: 0.776, high: 1.255 },
      'lora several whole': { rows: 16, low: 0.758, high: 1.189 },
      qlora: { rows: 77, low: 0.938, high: 1.158 },
      'qlora one': { rows: 37, low: 0.952, high: 1.16 },
      'qlora one parts': { rows: 8, low: 0.967, high: 1.136 },
      'qlora one whole': { rows: 29, low: 0.957, high: 1.163 },
      'qlora several': { rows: 40, low: 0.956, high: 1.152 },
      'qlora several parts': { rows: 12, low: 0.969, high: 1.113 },
      'qlora several whole': { rows: 28, low: 0.962, high: 1.151 },
    },
    held: {
      all: { rows: 195, low: 0.751, high: 1.556 },
      full: { rows: 57, low: 0.737, high: 1.516 },
      'full one': { rows: 18, low: 0.741, high: 1.545 },
      'full one whole': { rows: 17, low: 0.743, high: 1.565 },
      'full several': { rows: 39, low: 0.719, high: 1.326 },
      'full several parts': { rows: 10, low: 0.703, high: 1.274 },
      'full several whole': { rows: 29, low: 0.733, high: 1.258 },
      lora: { rows: 84, low: 0.852, high: 1.582 },
      'lora one': { rows: 65, low: 0.851, high: 1.607 },
      'lora one whole': { rows: 64, low: 0.848, high: 1.617 },
      'lora several': { rows: 19, low: 0.892, high: 1.51 },
      'lora several whole': { rows: 19, low: 0.917, high: 1.464 },
      qlora: { rows: 54, low: 0.77, high: 1.783 },
      'qlora one': { rows: 39, low: 0.797, high: 1.871 },
      'qlora one parts': { rows: 17, low: 0.796, high: 1.902 },
      'qlora one whole': { rows: 22, low: 0.814, high: 1.882 },
      'qlora several': { rows: 15, low: 0.765, high: 1.829 },
      'qlora several whole': { rows: 12, low: 0.763, high: 1.677 },
    },
  },
};
