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

/** By the kinds of src/range.ts. */
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
  frameworks: ['axolotl', 'litgpt', 'ms-swift', 'torchtitan', 'torchtune', 'transformers', 'trl-2024'],
  measured: {
    tensors: {
      all: { rows: 163, low: 0.762, high: 1.671 },
      full: { rows: 33, low: 0.868, high: 1.644 },
      'full one': { rows: 13, low: 0.904, high: 1.465 },
      'full one whole': { rows: 10, low: 0.926, high: 1.354 },
      'full several': { rows: 20, low: 0.906, high: 1.634 },
      'full several whole': { rows: 13, low: 0.923, high: 1.453 },
      lora: { rows: 45, low: 0.731, high: 1.657 },
      'lora one': { rows: 23, low: 0.721, high: 1.746 },
      'lora one whole': { rows: 20, low: 0.714, high: 1.802 },
      'lora several': { rows: 22, low: 0.728, high: 1.404 },
      'lora several whole': { rows: 16, low: 0.726, high: 1.282 },
      qlora: { rows: 85, low: 0.901, high: 1.321 },
      'qlora one': { rows: 45, low: 0.924, high: 1.245 },
      'qlora one parts': { rows: 8, low: 0.942, high: 1.201 },
      'qlora one whole': { rows: 37, low: 0.932, high: 1.215 },
      'qlora several': { rows: 40, low: 0.931, high: 1.226 },
      'qlora several parts': { rows: 12, low: 0.946, high: 1.163 },
      'qlora several whole': { rows: 28, low: 0.942, high: 1.192 },
    },
    held: {
      all: { rows: 194, low: 0.717, high: 1.454 },
      full: { rows: 57, low: 0.717, high: 1.359 },
      'full one': { rows: 18, low: 0.717, high: 1.318 },
      'full one whole': { rows: 13, low: 0.717, high: 1.297 },
      'full several': { rows: 39, low: 0.71, high: 1.331 },
      'full several whole': { rows: 34, low: 0.705, high: 1.319 },
      lora: { rows: 84, low: 0.785, high: 1.278 },
      'lora one': { rows: 65, low: 0.785, high: 1.263 },
      'lora one whole': { rows: 64, low: 0.782, high: 1.267 },
      'lora several': { rows: 19, low: 0.819, high: 1.249 },
      'lora several whole': { rows: 19, low: 0.84, high: 1.231 },
      qlora: { rows: 53, low: 0.712, high: 1.636 },
      'qlora one': { rows: 38, low: 0.72, high: 1.485 },
      'qlora one parts': { rows: 17, low: 0.707, high: 1.516 },
      'qlora one whole': { rows: 21, low: 0.761, high: 1.362 },
      'qlora several': { rows: 15, low: 0.713, high: 1.719 },
      'qlora several whole': { rows: 12, low: 0.714, high: 1.579 },
    },
  },
  unmeasured: {
    tensors: {
      all: { rows: 163, low: 0.766, high: 1.666 },
      full: { rows: 33, low: 0.87, high: 1.639 },
      'full one': { rows: 13, low: 0.906, high: 1.461 },
      'full one whole': { rows: 10, low: 0.927, high: 1.351 },
      'full several': { rows: 20, low: 0.907, high: 1.629 },
      'full several whole': { rows: 13, low: 0.924, high: 1.449 },
      lora: { rows: 45, low: 0.733, high: 1.655 },
      'lora one': { rows: 23, low: 0.722, high: 1.745 },
      'lora one whole': { rows: 20, low: 0.715, high: 1.802 },
      'lora several': { rows: 22, low: 0.729, high: 1.404 },
      'lora several whole': { rows: 16, low: 0.727, high: 1.283 },
      qlora: { rows: 85, low: 0.908, high: 1.32 },
      'qlora one': { rows: 45, low: 0.938, high: 1.244 },
      'qlora one parts': { rows: 8, low: 0.957, high: 1.205 },
      'qlora one whole': { rows: 37, low: 0.948, high: 1.215 },
      'qlora several': { rows: 40, low: 0.941, high: 1.226 },
      'qlora several parts': { rows: 12, low: 0.96, high: 1.169 },
      'qlora several whole': { rows: 28, low: 0.951, high: 1.191 },
    },
    held: {
      all: { rows: 194, low: 0.712, high: 1.44 },
      full: { rows: 57, low: 0.695, high: 1.342 },
      'full one': { rows: 18, low: 0.692, high: 1.291 },
      'full one whole': { rows: 13, low: 0.69, high: 1.265 },
      'full several': { rows: 39, low: 0.694, high: 1.313 },
      'full several whole': { rows: 34, low: 0.691, high: 1.301 },
      lora: { rows: 84, low: 0.762, high: 1.238 },
      'lora one': { rows: 65, low: 0.76, high: 1.182 },
      'lora one whole': { rows: 64, low: 0.757, high: 1.173 },
      'lora several': { rows: 19, low: 0.796, high: 1.216 },
      'lora several whole': { rows: 19, low: 0.817, high: 1.202 },
      qlora: { rows: 53, low: 0.712, high: 1.661 },
      'qlora one': { rows: 38, low: 0.723, high: 1.498 },
      'qlora one parts': { rows: 17, low: 0.709, high: 1.527 },
      'qlora one whole': { rows: 21, low: 0.766, high: 1.325 },
      'qlora several': { rows: 15, low: 0.715, high: 1.738 },
      'qlora several whole': { rows: 12, low: 0.716, high: 1.594 },
    },
  },
};
