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
      all: { rows: 163, low: 0.762, high: 1.269 },
      full: { rows: 33, low: 0.762, high: 1.141 },
      'full one': { rows: 13, low: 0.829, high: 1.107 },
      'full one whole': { rows: 10, low: 0.869, high: 1.082 },
      'full several': { rows: 20, low: 0.763, high: 1.089 },
      'full several whole': { rows: 13, low: 0.821, high: 1.066 },
      lora: { rows: 45, low: 0.731, high: 1.49 },
      'lora one': { rows: 23, low: 0.721, high: 1.649 },
      'lora one whole': { rows: 20, low: 0.714, high: 1.743 },
      'lora several': { rows: 22, low: 0.728, high: 1.306 },
      'lora several whole': { rows: 16, low: 0.726, high: 1.216 },
      qlora: { rows: 85, low: 0.905, high: 1.212 },
      'qlora one': { rows: 45, low: 0.927, high: 1.199 },
      'qlora one parts': { rows: 8, low: 0.944, high: 1.169 },
      'qlora one whole': { rows: 37, low: 0.934, high: 1.194 },
      'qlora several': { rows: 40, low: 0.934, high: 1.177 },
      'qlora several parts': { rows: 12, low: 0.948, high: 1.128 },
      'qlora several whole': { rows: 28, low: 0.946, high: 1.166 },
    },
    held: {
      all: { rows: 194, low: 0.712, high: 1.456 },
      full: { rows: 57, low: 0.681, high: 1.312 },
      'full one': { rows: 18, low: 0.685, high: 1.283 },
      'full one whole': { rows: 17, low: 0.687, high: 1.256 },
      'full several': { rows: 39, low: 0.662, high: 1.222 },
      'full several parts': { rows: 10, low: 0.653, high: 1.172 },
      'full several whole': { rows: 29, low: 0.734, high: 1.193 },
      lora: { rows: 84, low: 0.796, high: 1.258 },
      'lora one': { rows: 65, low: 0.79, high: 1.248 },
      'lora one whole': { rows: 64, low: 0.783, high: 1.256 },
      'lora several': { rows: 19, low: 0.836, high: 1.227 },
      'lora several whole': { rows: 19, low: 0.861, high: 1.208 },
      qlora: { rows: 53, low: 0.723, high: 1.755 },
      'qlora one': { rows: 38, low: 0.746, high: 1.643 },
      'qlora one parts': { rows: 17, low: 0.748, high: 1.783 },
      'qlora one whole': { rows: 21, low: 0.773, high: 1.505 },
      'qlora several': { rows: 15, low: 0.72, high: 1.817 },
      'qlora several whole': { rows: 12, low: 0.719, high: 1.65 },
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
      qlora: { rows: 85, low: 0.857, high: 1.212 },
      'qlora one': { rows: 45, low: 0.874, high: 1.199 },
      'qlora one parts': { rows: 8, low: 0.88, high: 1.142 },
      'qlora one whole': { rows: 37, low: 0.88, high: 1.194 },
      'qlora several': { rows: 40, low: 0.882, high: 1.177 },
      'qlora several parts': { rows: 12, low: 0.893, high: 1.11 },
      'qlora several whole': { rows: 28, low: 0.891, high: 1.166 },
    },
    held: {
      all: { rows: 194, low: 0.749, high: 1.703 },
      full: { rows: 57, low: 0.749, high: 1.489 },
      'full one': { rows: 18, low: 0.759, high: 1.487 },
      'full one whole': { rows: 17, low: 0.766, high: 1.486 },
      'full several': { rows: 39, low: 0.725, high: 1.321 },
      'full several parts': { rows: 10, low: 0.706, high: 1.263 },
      'full several whole': { rows: 29, low: 0.768, high: 1.259 },
      lora: { rows: 84, low: 0.829, high: 1.65 },
      'lora one': { rows: 65, low: 0.84, high: 1.659 },
      'lora one whole': { rows: 64, low: 0.841, high: 1.665 },
      'lora several': { rows: 19, low: 0.876, high: 1.544 },
      'lora several whole': { rows: 19, low: 0.905, high: 1.478 },
      qlora: { rows: 53, low: 0.734, high: 1.858 },
      'qlora one': { rows: 38, low: 0.752, high: 1.849 },
      'qlora one parts': { rows: 17, low: 0.753, high: 1.921 },
      'qlora one whole': { rows: 21, low: 0.772, high: 1.732 },
      'qlora several': { rows: 15, low: 0.725, high: 1.891 },
      'qlora several whole': { rows: 12, low: 0.72, high: 1.699 },
    },
  },
};
