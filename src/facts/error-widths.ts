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
      all: { rows: 163, low: 0.739, high: 1.269 },
      full: { rows: 33, low: 0.751, high: 1.141 },
      'full one': { rows: 13, low: 0.821, high: 1.107 },
      'full one whole': { rows: 10, low: 0.863, high: 1.082 },
      'full several': { rows: 20, low: 0.756, high: 1.089 },
      'full several whole': { rows: 13, low: 0.816, high: 1.066 },
      lora: { rows: 45, low: 0.722, high: 1.49 },
      'lora one': { rows: 23, low: 0.716, high: 1.649 },
      'lora one whole': { rows: 20, low: 0.71, high: 1.743 },
      'lora several': { rows: 22, low: 0.722, high: 1.306 },
      'lora several whole': { rows: 16, low: 0.722, high: 1.217 },
      qlora: { rows: 85, low: 0.895, high: 1.212 },
      'qlora one': { rows: 45, low: 0.924, high: 1.199 },
      'qlora one parts': { rows: 8, low: 0.942, high: 1.165 },
      'qlora one whole': { rows: 37, low: 0.933, high: 1.194 },
      'qlora several': { rows: 40, low: 0.93, high: 1.177 },
      'qlora several parts': { rows: 12, low: 0.946, high: 1.128 },
      'qlora several whole': { rows: 28, low: 0.942, high: 1.166 },
    },
    held: {
      all: { rows: 194, low: 0.715, high: 1.494 },
      full: { rows: 57, low: 0.682, high: 1.331 },
      'full one': { rows: 18, low: 0.685, high: 1.3 },
      'full one whole': { rows: 17, low: 0.687, high: 1.282 },
      'full several': { rows: 39, low: 0.663, high: 1.256 },
      'full several parts': { rows: 10, low: 0.653, high: 1.213 },
      'full several whole': { rows: 29, low: 0.736, high: 1.228 },
      lora: { rows: 84, low: 0.792, high: 1.265 },
      'lora one': { rows: 65, low: 0.798, high: 1.248 },
      'lora one whole': { rows: 64, low: 0.797, high: 1.254 },
      'lora several': { rows: 19, low: 0.839, high: 1.233 },
      'lora several whole': { rows: 19, low: 0.869, high: 1.213 },
      qlora: { rows: 53, low: 0.725, high: 1.769 },
      'qlora one': { rows: 38, low: 0.748, high: 1.61 },
      'qlora one parts': { rows: 17, low: 0.749, high: 1.773 },
      'qlora one whole': { rows: 21, low: 0.776, high: 1.437 },
      'qlora several': { rows: 15, low: 0.723, high: 1.826 },
      'qlora several whole': { rows: 12, low: 0.722, high: 1.658 },
    },
  },
  unmeasured: {
    tensors: {
      all: { rows: 163, low: 0.739, high: 1.269 },
      full: { rows: 33, low: 0.751, high: 1.151 },
      'full one': { rows: 13, low: 0.821, high: 1.114 },
      'full one whole': { rows: 10, low: 0.863, high: 1.087 },
      'full several': { rows: 20, low: 0.756, high: 1.107 },
      'full several whole': { rows: 13, low: 0.816, high: 1.079 },
      lora: { rows: 45, low: 0.722, high: 1.49 },
      'lora one': { rows: 23, low: 0.716, high: 1.649 },
      'lora one whole': { rows: 20, low: 0.71, high: 1.743 },
      'lora several': { rows: 22, low: 0.722, high: 1.307 },
      'lora several whole': { rows: 16, low: 0.722, high: 1.218 },
      qlora: { rows: 85, low: 0.893, high: 1.212 },
      'qlora one': { rows: 45, low: 0.922, high: 1.199 },
      'qlora one parts': { rows: 8, low: 0.938, high: 1.162 },
      'qlora one whole': { rows: 37, low: 0.931, high: 1.194 },
      'qlora several': { rows: 40, low: 0.928, high: 1.177 },
      'qlora several parts': { rows: 12, low: 0.945, high: 1.128 },
      'qlora several whole': { rows: 28, low: 0.939, high: 1.166 },
    },
    held: {
      all: { rows: 194, low: 0.75, high: 1.716 },
      full: { rows: 57, low: 0.749, high: 1.424 },
      'full one': { rows: 18, low: 0.763, high: 1.462 },
      'full one whole': { rows: 17, low: 0.772, high: 1.487 },
      'full several': { rows: 39, low: 0.725, high: 1.292 },
      'full several parts': { rows: 10, low: 0.707, high: 1.241 },
      'full several whole': { rows: 29, low: 0.77, high: 1.243 },
      lora: { rows: 84, low: 0.831, high: 1.659 },
      'lora one': { rows: 65, low: 0.841, high: 1.671 },
      'lora one whole': { rows: 64, low: 0.841, high: 1.678 },
      'lora several': { rows: 19, low: 0.878, high: 1.556 },
      'lora several whole': { rows: 19, low: 0.908, high: 1.492 },
      qlora: { rows: 53, low: 0.743, high: 1.869 },
      'qlora one': { rows: 38, low: 0.76, high: 1.886 },
      'qlora one parts': { rows: 17, low: 0.763, high: 1.978 },
      'qlora one whole': { rows: 21, low: 0.784, high: 1.761 },
      'qlora several': { rows: 15, low: 0.736, high: 1.901 },
      'qlora several whole': { rows: 12, low: 0.732, high: 1.714 },
    },
  },
};
