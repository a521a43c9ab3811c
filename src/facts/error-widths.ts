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
      all: { rows: 195, low: 0.734, high: 1.518 },
      full: { rows: 57, low: 0.712, high: 1.497 },
      'full one': { rows: 18, low: 0.707, high: 1.506 },
      'full one whole': { rows: 17, low: 0.704, high: 1.511 },
      'full several': { rows: 39, low: 0.702, high: 1.329 },
      'full several parts': { rows: 10, low: 0.691, high: 1.283 },
      'full several whole': { rows: 29, low: 0.741, high: 1.264 },
      lora: { rows: 84, low: 0.775, high: 1.286 },
      'lora one': { rows: 65, low: 0.78, high: 1.258 },
      'lora one whole': { rows: 64, low: 0.782, high: 1.263 },
      'lora several': { rows: 19, low: 0.829, high: 1.254 },
      'lora several whole': { rows: 19, low: 0.863, high: 1.235 },
      qlora: { rows: 54, low: 0.736, high: 1.609 },
      'qlora one': { rows: 39, low: 0.74, high: 1.602 },
      'qlora one parts': { rows: 17, low: 0.722, high: 1.665 },
      'qlora one whole': { rows: 22, low: 0.781, high: 1.503 },
      'qlora several': { rows: 15, low: 0.74, high: 1.698 },
      'qlora several whole': { rows: 12, low: 0.743, high: 1.579 },
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
      all: { rows: 195, low: 0.733, high: 1.628 },
      full: { rows: 57, low: 0.722, high: 1.574 },
      'full one': { rows: 18, low: 0.73, high: 1.594 },
      'full one whole': { rows: 17, low: 0.735, high: 1.606 },
      'full several': { rows: 39, low: 0.704, high: 1.365 },
      'full several parts': { rows: 10, low: 0.693, high: 1.306 },
      'full several whole': { rows: 29, low: 0.718, high: 1.285 },
      lora: { rows: 84, low: 0.83, high: 1.623 },
      'lora one': { rows: 65, low: 0.842, high: 1.633 },
      'lora one whole': { rows: 64, low: 0.841, high: 1.638 },
      'lora several': { rows: 19, low: 0.875, high: 1.546 },
      'lora several whole': { rows: 19, low: 0.904, high: 1.497 },
      qlora: { rows: 54, low: 0.741, high: 1.803 },
      'qlora one': { rows: 39, low: 0.746, high: 1.861 },
      'qlora one parts': { rows: 17, low: 0.738, high: 1.84 },
      'qlora one whole': { rows: 22, low: 0.785, high: 1.881 },
      'qlora several': { rows: 15, low: 0.744, high: 1.834 },
      'qlora several whole': { rows: 12, low: 0.746, high: 1.678 },
    },
  },
};
