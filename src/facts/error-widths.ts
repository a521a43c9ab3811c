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
      all: { rows: 163, low: 0.863, high: 1.787 },
      full: { rows: 33, low: 0.918, high: 1.709 },
      'full one': { rows: 13, low: 0.936, high: 1.504 },
      'full one whole': { rows: 10, low: 0.95, high: 1.384 },
      'full several': { rows: 20, low: 0.937, high: 1.679 },
      'full several whole': { rows: 13, low: 0.945, high: 1.485 },
      lora: { rows: 45, low: 0.814, high: 1.917 },
      'lora one': { rows: 23, low: 0.78, high: 2.132 },
      'lora one parts': { rows: 15, low: 0.761, high: 2.255 },
      'lora one whole': { rows: 8, low: 0.823, high: 1.925 },
      'lora several': { rows: 22, low: 0.834, high: 1.585 },
      'lora several parts': { rows: 12, low: 0.842, high: 1.453 },
      'lora several whole': { rows: 10, low: 0.867, high: 1.445 },
      qlora: { rows: 85, low: 0.928, high: 1.395 },
      'qlora one': { rows: 45, low: 0.934, high: 1.309 },
      'qlora one parts': { rows: 20, low: 0.963, high: 1.285 },
      'qlora one whole': { rows: 25, low: 0.934, high: 1.246 },
      'qlora several': { rows: 40, low: 0.942, high: 1.259 },
      'qlora several parts': { rows: 12, low: 0.953, high: 1.191 },
      'qlora several whole': { rows: 28, low: 0.947, high: 1.209 },
    },
    held: {
      all: { rows: 194, low: 0.718, high: 1.447 },
      full: { rows: 57, low: 0.718, high: 1.355 },
      'full one': { rows: 18, low: 0.718, high: 1.316 },
      'full one whole': { rows: 13, low: 0.718, high: 1.296 },
      'full several': { rows: 39, low: 0.709, high: 1.327 },
      'full several whole': { rows: 34, low: 0.703, high: 1.315 },
      lora: { rows: 84, low: 0.785, high: 1.277 },
      'lora one': { rows: 65, low: 0.785, high: 1.263 },
      'lora one whole': { rows: 64, low: 0.783, high: 1.267 },
      'lora several': { rows: 19, low: 0.819, high: 1.223 },
      'lora several whole': { rows: 19, low: 0.84, high: 1.189 },
      qlora: { rows: 53, low: 0.713, high: 1.639 },
      'qlora one': { rows: 38, low: 0.721, high: 1.486 },
      'qlora one parts': { rows: 17, low: 0.706, high: 1.514 },
      'qlora one whole': { rows: 21, low: 0.762, high: 1.363 },
      'qlora several': { rows: 15, low: 0.715, high: 1.724 },
      'qlora several whole': { rows: 12, low: 0.716, high: 1.583 },
    },
  },
  unmeasured: {
    tensors: {
      all: { rows: 163, low: 0.87, high: 1.485 },
      full: { rows: 33, low: 0.921, high: 1.474 },
      'full one': { rows: 13, low: 0.938, high: 1.337 },
      'full one whole': { rows: 10, low: 0.952, high: 1.257 },
      'full several': { rows: 20, low: 0.939, high: 1.47 },
      'full several whole': { rows: 13, low: 0.947, high: 1.336 },
      lora: { rows: 45, low: 0.817, high: 1.791 },
      'lora one': { rows: 23, low: 0.781, high: 2.059 },
      'lora one parts': { rows: 15, low: 0.763, high: 2.206 },
      'lora one whole': { rows: 8, low: 0.808, high: 1.867 },
      'lora several': { rows: 22, low: 0.839, high: 1.512 },
      'lora several parts': { rows: 12, low: 0.847, high: 1.401 },
      'lora several whole': { rows: 10, low: 0.854, high: 1.373 },
      qlora: { rows: 85, low: 0.884, high: 1.312 },
      'qlora one': { rows: 45, low: 0.881, high: 1.274 },
      'qlora one parts': { rows: 20, low: 0.885, high: 1.264 },
      'qlora one whole': { rows: 25, low: 0.879, high: 1.227 },
      'qlora several': { rows: 40, low: 0.89, high: 1.222 },
      'qlora several parts': { rows: 12, low: 0.896, high: 1.14 },
      'qlora several whole': { rows: 28, low: 0.892, high: 1.189 },
    },
    held: {
      all: { rows: 194, low: 0.603, high: 1.311 },
      full: { rows: 57, low: 0.588, high: 1.288 },
      'full one': { rows: 18, low: 0.569, high: 1.251 },
      'full one whole': { rows: 13, low: 0.559, high: 1.23 },
      'full several': { rows: 39, low: 0.644, high: 1.282 },
      'full several whole': { rows: 34, low: 0.666, high: 1.279 },
      lora: { rows: 84, low: 0.571, high: 1.162 },
      'lora one': { rows: 65, low: 0.553, high: 1.094 },
      'lora one whole': { rows: 64, low: 0.546, high: 1.07 },
      'lora several': { rows: 19, low: 0.677, high: 1.147 },
      'lora several whole': { rows: 19, low: 0.744, high: 1.138 },
      qlora: { rows: 53, low: 0.619, high: 1.613 },
      'qlora one': { rows: 38, low: 0.622, high: 1.476 },
      'qlora one parts': { rows: 17, low: 0.642, high: 1.514 },
      'qlora one whole': { rows: 21, low: 0.622, high: 1.296 },
      'qlora several': { rows: 15, low: 0.647, high: 1.705 },
      'qlora several whole': { rows: 12, low: 0.663, high: 1.563 },
    },
  },
};
