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
      all: { rows: 194, low: 0.73, high: 1.346 },
      full: { rows: 57, low: 0.688, high: 1.297 },
      'full one': { rows: 18, low: 0.692, high: 1.287 },
      'full one whole': { rows: 17, low: 0.693, high: 1.282 },
      'full several': { rows: 39, low: 0.666, high: 1.242 },
      'full several parts': { rows: 10, low: 0.656, high: 1.219 },
      'full several whole': { rows: 29, low: 0.707, high: 1.221 },
      lora: { rows: 84, low: 0.81, high: 1.242 },
      'lora one': { rows: 65, low: 0.806, high: 1.243 },
      'lora one whole': { rows: 64, low: 0.8, high: 1.257 },
      'lora several': { rows: 19, low: 0.855, high: 1.228 },
      'lora several whole': { rows: 19, low: 0.884, high: 1.219 },
      qlora: { rows: 53, low: 0.755, high: 1.508 },
      'qlora one': { rows: 38, low: 0.754, high: 1.53 },
      'qlora one parts': { rows: 17, low: 0.738, high: 1.586 },
      'qlora one whole': { rows: 21, low: 0.794, high: 1.462 },
      'qlora several': { rows: 15, low: 0.766, high: 1.646 },
      'qlora several whole': { rows: 12, low: 0.773, high: 1.56 },
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
      all: { rows: 194, low: 0.705, high: 1.669 },
      full: { rows: 57, low: 0.693, high: 1.42 },
      'full one': { rows: 18, low: 0.714, high: 1.498 },
      'full one whole': { rows: 17, low: 0.727, high: 1.548 },
      'full several': { rows: 39, low: 0.676, high: 1.298 },
      'full several parts': { rows: 10, low: 0.664, high: 1.255 },
      'full several whole': { rows: 29, low: 0.689, high: 1.252 },
      lora: { rows: 84, low: 0.841, high: 1.681 },
      'lora one': { rows: 65, low: 0.865, high: 1.706 },
      'lora one whole': { rows: 64, low: 0.869, high: 1.718 },
      'lora several': { rows: 19, low: 0.884, high: 1.589 },
      'lora several whole': { rows: 19, low: 0.91, high: 1.532 },
      qlora: { rows: 53, low: 0.749, high: 1.861 },
      'qlora one': { rows: 38, low: 0.757, high: 1.929 },
      'qlora one parts': { rows: 17, low: 0.751, high: 1.897 },
      'qlora one whole': { rows: 21, low: 0.798, high: 1.952 },
      'qlora several': { rows: 15, low: 0.764, high: 1.888 },
      'qlora several whole': { rows: 12, low: 0.772, high: 1.737 },
    },
  },
};
