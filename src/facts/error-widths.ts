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
      all: { rows: 163, low: 0.761, high: 1.682 },
      full: { rows: 33, low: 0.868, high: 1.657 },
      'full one': { rows: 13, low: 0.9, high: 1.468 },
      'full one whole': { rows: 10, low: 0.922, high: 1.356 },
      'full several': { rows: 20, low: 0.906, high: 1.648 },
      'full several whole': { rows: 13, low: 0.923, high: 1.463 },
      lora: { rows: 45, low: 0.731, high: 1.662 },
      'lora one': { rows: 23, low: 0.721, high: 1.749 },
      'lora one whole': { rows: 20, low: 0.714, high: 1.804 },
      'lora several': { rows: 22, low: 0.727, high: 1.407 },
      'lora several whole': { rows: 16, low: 0.726, high: 1.284 },
      qlora: { rows: 85, low: 0.904, high: 1.325 },
      'qlora one': { rows: 45, low: 0.925, high: 1.246 },
      'qlora one parts': { rows: 8, low: 0.944, high: 1.206 },
      'qlora one whole': { rows: 37, low: 0.932, high: 1.216 },
      'qlora several': { rows: 40, low: 0.933, high: 1.228 },
      'qlora several parts': { rows: 12, low: 0.947, high: 1.166 },
      'qlora several whole': { rows: 28, low: 0.944, high: 1.192 },
    },
    held: {
      all: { rows: 194, low: 0.718, high: 1.447 },
      full: { rows: 57, low: 0.717, high: 1.355 },
      'full one': { rows: 18, low: 0.717, high: 1.315 },
      'full one whole': { rows: 13, low: 0.717, high: 1.294 },
      'full several': { rows: 39, low: 0.709, high: 1.327 },
      'full several whole': { rows: 34, low: 0.704, high: 1.315 },
      lora: { rows: 84, low: 0.785, high: 1.277 },
      'lora one': { rows: 65, low: 0.786, high: 1.263 },
      'lora one whole': { rows: 64, low: 0.784, high: 1.267 },
      'lora several': { rows: 19, low: 0.819, high: 1.223 },
      'lora several whole': { rows: 19, low: 0.84, high: 1.189 },
      qlora: { rows: 53, low: 0.713, high: 1.638 },
      'qlora one': { rows: 38, low: 0.721, high: 1.486 },
      'qlora one parts': { rows: 17, low: 0.708, high: 1.514 },
      'qlora one whole': { rows: 21, low: 0.762, high: 1.363 },
      'qlora several': { rows: 15, low: 0.715, high: 1.723 },
      'qlora several whole': { rows: 12, low: 0.716, high: 1.583 },
    },
  },
  unmeasured: {
    tensors: {
      all: { rows: 163, low: 0.766, high: 1.544 },
      full: { rows: 33, low: 0.87, high: 1.504 },
      'full one': { rows: 13, low: 0.902, high: 1.359 },
      'full one whole': { rows: 10, low: 0.924, high: 1.273 },
      'full several': { rows: 20, low: 0.907, high: 1.489 },
      'full several whole': { rows: 13, low: 0.924, high: 1.35 },
      lora: { rows: 45, low: 0.733, high: 1.604 },
      'lora one': { rows: 23, low: 0.722, high: 1.715 },
      'lora one whole': { rows: 20, low: 0.715, high: 1.784 },
      'lora several': { rows: 22, low: 0.729, high: 1.374 },
      'lora several whole': { rows: 16, low: 0.727, high: 1.263 },
      qlora: { rows: 85, low: 0.908, high: 1.287 },
      'qlora one': { rows: 45, low: 0.938, high: 1.23 },
      'qlora one parts': { rows: 8, low: 0.957, high: 1.194 },
      'qlora one whole': { rows: 37, low: 0.948, high: 1.209 },
      'qlora several': { rows: 40, low: 0.941, high: 1.211 },
      'qlora several parts': { rows: 12, low: 0.96, high: 1.158 },
      'qlora several whole': { rows: 28, low: 0.951, high: 1.183 },
    },
    held: {
      all: { rows: 194, low: 0.706, high: 1.441 },
      full: { rows: 57, low: 0.686, high: 1.335 },
      'full one': { rows: 18, low: 0.667, high: 1.281 },
      'full one whole': { rows: 13, low: 0.658, high: 1.251 },
      'full several': { rows: 39, low: 0.688, high: 1.303 },
      'full several whole': { rows: 34, low: 0.687, high: 1.29 },
      lora: { rows: 84, low: 0.739, high: 1.197 },
      'lora one': { rows: 65, low: 0.731, high: 1.132 },
      'lora one whole': { rows: 64, low: 0.724, high: 1.106 },
      'lora several': { rows: 19, low: 0.782, high: 1.169 },
      'lora several whole': { rows: 19, low: 0.809, high: 1.151 },
      qlora: { rows: 53, low: 0.712, high: 1.662 },
      'qlora one': { rows: 38, low: 0.723, high: 1.498 },
      'qlora one parts': { rows: 17, low: 0.709, high: 1.528 },
      'qlora one whole': { rows: 21, low: 0.766, high: 1.31 },
      'qlora several': { rows: 15, low: 0.716, high: 1.738 },
      'qlora several whole': { rows: 12, low: 0.718, high: 1.596 },
    },
  },
};
