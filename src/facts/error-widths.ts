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
      full: { rows: 33, low: 0.884, high: 1.212 },
      'full one': { rows: 13, low: 0.917, high: 1.158 },
      'full one whole': { rows: 10, low: 0.937, high: 1.125 },
      'full several': { rows: 20, low: 0.916, high: 1.19 },
      'full several whole': { rows: 13, low: 0.93, high: 1.137 },
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
      all: { rows: 194, low: 0.71, high: 1.327 },
      full: { rows: 57, low: 0.681, high: 1.29 },
      'full one': { rows: 18, low: 0.686, high: 1.283 },
      'full one whole': { rows: 17, low: 0.689, high: 1.279 },
      'full several': { rows: 39, low: 0.662, high: 1.238 },
      'full several parts': { rows: 10, low: 0.653, high: 1.217 },
      'full several whole': { rows: 29, low: 0.706, high: 1.219 },
      lora: { rows: 84, low: 0.805, high: 1.237 },
      'lora one': { rows: 65, low: 0.805, high: 1.239 },
      'lora one whole': { rows: 64, low: 0.799, high: 1.253 },
      'lora several': { rows: 19, low: 0.854, high: 1.224 },
      'lora several whole': { rows: 19, low: 0.885, high: 1.217 },
      qlora: { rows: 53, low: 0.722, high: 1.376 },
      'qlora one': { rows: 38, low: 0.716, high: 1.336 },
      'qlora one parts': { rows: 17, low: 0.697, high: 1.345 },
      'qlora one whole': { rows: 21, low: 0.771, high: 1.273 },
      'qlora several': { rows: 15, low: 0.742, high: 1.549 },
      'qlora several whole': { rows: 12, low: 0.754, high: 1.487 },
    },
  },
  unmeasured: {
    tensors: {
      all: { rows: 163, low: 0.794, high: 1.269 },
      full: { rows: 33, low: 0.884, high: 1.212 },
      'full one': { rows: 13, low: 0.917, high: 1.158 },
      'full one whole': { rows: 10, low: 0.937, high: 1.125 },
      'full several': { rows: 20, low: 0.916, high: 1.19 },
      'full several whole': { rows: 13, low: 0.93, high: 1.137 },
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
      all: { rows: 194, low: 0.701, high: 1.644 },
      full: { rows: 57, low: 0.691, high: 1.41 },
      'full one': { rows: 18, low: 0.713, high: 1.493 },
      'full one whole': { rows: 17, low: 0.727, high: 1.546 },
      'full several': { rows: 39, low: 0.674, high: 1.293 },
      'full several parts': { rows: 10, low: 0.664, high: 1.252 },
      'full several whole': { rows: 29, low: 0.688, high: 1.249 },
      lora: { rows: 84, low: 0.84, high: 1.678 },
      'lora one': { rows: 65, low: 0.865, high: 1.713 },
      'lora one whole': { rows: 64, low: 0.868, high: 1.728 },
      'lora several': { rows: 19, low: 0.883, high: 1.588 },
      'lora several whole': { rows: 19, low: 0.91, high: 1.532 },
      qlora: { rows: 53, low: 0.72, high: 1.681 },
      'qlora one': { rows: 38, low: 0.719, high: 1.646 },
      'qlora one parts': { rows: 17, low: 0.704, high: 1.566 },
      'qlora one whole': { rows: 21, low: 0.775, high: 1.634 },
      'qlora several': { rows: 15, low: 0.744, high: 1.757 },
      'qlora several whole': { rows: 12, low: 0.758, high: 1.643 },
    },
  },
};
