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
      all: { rows: 194, low: 0.725, high: 1.525 },
      full: { rows: 57, low: 0.686, high: 1.503 },
      'full one': { rows: 18, low: 0.693, high: 1.511 },
      'full one whole': { rows: 17, low: 0.696, high: 1.516 },
      'full several': { rows: 39, low: 0.665, high: 1.337 },
      'full several parts': { rows: 10, low: 0.655, high: 1.292 },
      'full several whole': { rows: 29, low: 0.713, high: 1.273 },
      lora: { rows: 84, low: 0.781, high: 1.294 },
      'lora one': { rows: 65, low: 0.785, high: 1.273 },
      'lora one whole': { rows: 64, low: 0.785, high: 1.28 },
      'lora several': { rows: 19, low: 0.831, high: 1.264 },
      'lora several whole': { rows: 19, low: 0.863, high: 1.245 },
      qlora: { rows: 53, low: 0.74, high: 1.534 },
      'qlora one': { rows: 38, low: 0.735, high: 1.504 },
      'qlora one parts': { rows: 17, low: 0.711, high: 1.52 },
      'qlora one whole': { rows: 21, low: 0.781, high: 1.455 },
      'qlora several': { rows: 15, low: 0.743, high: 1.646 },
      'qlora several whole': { rows: 12, low: 0.745, high: 1.547 },
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
      all: { rows: 194, low: 0.71, high: 1.632 },
      full: { rows: 57, low: 0.69, high: 1.581 },
      'full one': { rows: 18, low: 0.711, high: 1.61 },
      'full one whole': { rows: 17, low: 0.724, high: 1.628 },
      'full several': { rows: 39, low: 0.672, high: 1.373 },
      'full several parts': { rows: 10, low: 0.661, high: 1.317 },
      'full several whole': { rows: 29, low: 0.69, high: 1.293 },
      lora: { rows: 84, low: 0.828, high: 1.624 },
      'lora one': { rows: 65, low: 0.844, high: 1.631 },
      'lora one whole': { rows: 64, low: 0.844, high: 1.634 },
      'lora several': { rows: 19, low: 0.87, high: 1.55 },
      'lora several whole': { rows: 19, low: 0.897, high: 1.504 },
      qlora: { rows: 53, low: 0.737, high: 1.797 },
      'qlora one': { rows: 38, low: 0.739, high: 1.854 },
      'qlora one parts': { rows: 17, low: 0.726, high: 1.789 },
      'qlora one whole': { rows: 21, low: 0.785, high: 1.872 },
      'qlora several': { rows: 15, low: 0.746, high: 1.825 },
      'qlora several whole': { rows: 12, low: 0.751, high: 1.678 },
    },
  },
};
