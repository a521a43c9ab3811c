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
  frameworks: ['axolotl', 'litgpt', 'ms-swift', 'torchtitan-2025', 'torchtune', 'transformers', 'trl-2024'],
  measured: {
    tensors: {
      all: { rows: 163, low: 0.794, high: 1.269 },
      full: { rows: 33, low: 0.884, high: 1.224 },
      'full one': { rows: 13, low: 0.916, high: 1.167 },
      'full one whole': { rows: 10, low: 0.934, high: 1.127 },
      'full several': { rows: 20, low: 0.916, high: 1.208 },
      'full several whole': { rows: 13, low: 0.93, high: 1.15 },
      lora: { rows: 45, low: 0.745, high: 1.49 },
      'lora one': { rows: 23, low: 0.729, high: 1.649 },
      'lora one whole': { rows: 20, low: 0.719, high: 1.743 },
      'lora several': { rows: 22, low: 0.736, high: 1.314 },
      'lora several whole': { rows: 16, low: 0.731, high: 1.229 },
      qlora: { rows: 85, low: 0.92, high: 1.212 },
      'qlora one': { rows: 45, low: 0.945, high: 1.199 },
      'qlora one parts': { rows: 8, low: 0.961, high: 1.167 },
      'qlora one whole': { rows: 37, low: 0.953, high: 1.194 },
      'qlora several': { rows: 40, low: 0.947, high: 1.177 },
      'qlora several parts': { rows: 12, low: 0.963, high: 1.132 },
      'qlora several whole': { rows: 28, low: 0.957, high: 1.166 },
    },
    held: {
      all: { rows: 194, low: 0.74, high: 1.584 },
      full: { rows: 57, low: 0.691, high: 1.372 },
      'full one': { rows: 18, low: 0.692, high: 1.329 },
      'full one whole': { rows: 17, low: 0.692, high: 1.303 },
      'full several': { rows: 39, low: 0.667, high: 1.272 },
      'full several parts': { rows: 10, low: 0.657, high: 1.239 },
      'full several whole': { rows: 29, low: 0.711, high: 1.233 },
      lora: { rows: 84, low: 0.811, high: 1.303 },
      'lora one': { rows: 65, low: 0.806, high: 1.258 },
      'lora one whole': { rows: 64, low: 0.8, high: 1.257 },
      'lora several': { rows: 19, low: 0.858, high: 1.264 },
      'lora several whole': { rows: 19, low: 0.887, high: 1.239 },
      qlora: { rows: 53, low: 0.761, high: 1.768 },
      'qlora one': { rows: 38, low: 0.759, high: 1.567 },
      'qlora one parts': { rows: 17, low: 0.746, high: 1.652 },
      'qlora one whole': { rows: 21, low: 0.794, high: 1.414 },
      'qlora several': { rows: 15, low: 0.771, high: 1.827 },
      'qlora several whole': { rows: 12, low: 0.777, high: 1.692 },
    },
  },
  unmeasured: {
    tensors: {
      all: { rows: 163, low: 0.794, high: 1.269 },
      full: { rows: 33, low: 0.884, high: 1.224 },
      'full one': { rows: 13, low: 0.916, high: 1.167 },
      'full one whole': { rows: 10, low: 0.934, high: 1.127 },
      'full several': { rows: 20, low: 0.916, high: 1.208 },
      'full several whole': { rows: 13, low: 0.93, high: 1.15 },
      lora: { rows: 45, low: 0.745, high: 1.49 },
      'lora one': { rows: 23, low: 0.729, high: 1.649 },
      'lora one whole': { rows: 20, low: 0.719, high: 1.743 },
      'lora several': { rows: 22, low: 0.736, high: 1.314 },
      'lora several whole': { rows: 16, low: 0.731, high: 1.229 },
      qlora: { rows: 85, low: 0.92, high: 1.212 },
      'qlora one': { rows: 45, low: 0.945, high: 1.199 },
      'qlora one parts': { rows: 8, low: 0.961, high: 1.167 },
      'qlora one whole': { rows: 37, low: 0.953, high: 1.194 },
      'qlora several': { rows: 40, low: 0.947, high: 1.177 },
      'qlora several parts': { rows: 12, low: 0.963, high: 1.132 },
      'qlora several whole': { rows: 28, low: 0.957, high: 1.166 },
    },
    held: {
      all: { rows: 194, low: 0.728, high: 1.758 },
      full: { rows: 57, low: 0.696, high: 1.441 },
      'full one': { rows: 18, low: 0.711, high: 1.504 },
      'full one whole': { rows: 17, low: 0.721, high: 1.545 },
      'full several': { rows: 39, low: 0.675, high: 1.304 },
      'full several parts': { rows: 10, low: 0.663, high: 1.256 },
      'full several whole': { rows: 29, low: 0.699, high: 1.251 },
      lora: { rows: 84, low: 0.842, high: 1.702 },
      'lora one': { rows: 65, low: 0.859, high: 1.718 },
      'lora one whole': { rows: 64, low: 0.861, high: 1.729 },
      'lora several': { rows: 19, low: 0.885, high: 1.599 },
      'lora several whole': { rows: 19, low: 0.913, high: 1.535 },
      qlora: { rows: 53, low: 0.759, high: 1.874 },
      'qlora one': { rows: 38, low: 0.764, high: 1.841 },
      'qlora one parts': { rows: 17, low: 0.759, high: 1.883 },
      'qlora one whole': { rows: 21, low: 0.799, high: 1.751 },
      'qlora several': { rows: 15, low: 0.771, high: 1.9 },
      'qlora several whole': { rows: 12, low: 0.778, high: 1.747 },
    },
  },
};
