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
      all: { rows: 163, low: 0.864, high: 1.799 },
      full: { rows: 33, low: 0.918, high: 1.722 },
      'full one': { rows: 13, low: 0.936, high: 1.513 },
      'full one whole': { rows: 10, low: 0.95, high: 1.391 },
      'full several': { rows: 20, low: 0.937, high: 1.693 },
      'full several whole': { rows: 13, low: 0.945, high: 1.495 },
      lora: { rows: 45, low: 0.814, high: 1.922 },
      'lora one': { rows: 23, low: 0.78, high: 2.134 },
      'lora one parts': { rows: 15, low: 0.762, high: 2.257 },
      'lora one whole': { rows: 8, low: 0.823, high: 1.928 },
      'lora several': { rows: 22, low: 0.834, high: 1.588 },
      'lora several parts': { rows: 12, low: 0.842, high: 1.455 },
      'lora several whole': { rows: 10, low: 0.867, high: 1.449 },
      qlora: { rows: 85, low: 0.928, high: 1.398 },
      'qlora one': { rows: 45, low: 0.938, high: 1.31 },
      'qlora one parts': { rows: 20, low: 0.966, high: 1.286 },
      'qlora one whole': { rows: 25, low: 0.938, high: 1.247 },
      'qlora several': { rows: 40, low: 0.943, high: 1.26 },
      'qlora several parts': { rows: 12, low: 0.953, high: 1.189 },
      'qlora several whole': { rows: 28, low: 0.948, high: 1.21 },
    },
    held: {
      all: { rows: 194, low: 0.715, high: 1.574 },
      full: { rows: 57, low: 0.716, high: 1.394 },
      'full one': { rows: 18, low: 0.717, high: 1.34 },
      'full one whole': { rows: 13, low: 0.717, high: 1.312 },
      'full several': { rows: 39, low: 0.708, high: 1.339 },
      'full several whole': { rows: 34, low: 0.702, high: 1.316 },
      lora: { rows: 84, low: 0.784, high: 1.312 },
      'lora one': { rows: 65, low: 0.782, high: 1.275 },
      'lora one whole': { rows: 64, low: 0.778, high: 1.271 },
      'lora several': { rows: 19, low: 0.818, high: 1.245 },
      'lora several whole': { rows: 19, low: 0.839, high: 1.204 },
      qlora: { rows: 53, low: 0.709, high: 1.71 },
      'qlora one': { rows: 38, low: 0.719, high: 1.651 },
      'qlora one parts': { rows: 17, low: 0.706, high: 1.621 },
      'qlora one whole': { rows: 21, low: 0.759, high: 1.679 },
      'qlora several': { rows: 15, low: 0.71, high: 1.768 },
      'qlora several whole': { rows: 12, low: 0.711, high: 1.613 },
    },
  },
  unmeasured: {
    tensors: {
      all: { rows: 163, low: 0.871, high: 1.482 },
      full: { rows: 33, low: 0.921, high: 1.469 },
      'full one': { rows: 13, low: 0.938, high: 1.334 },
      'full one whole': { rows: 10, low: 0.952, high: 1.254 },
      'full several': { rows: 20, low: 0.939, high: 1.464 },
      'full several whole': { rows: 13, low: 0.947, high: 1.332 },
      lora: { rows: 45, low: 0.817, high: 1.79 },
      'lora one': { rows: 23, low: 0.782, high: 2.058 },
      'lora one parts': { rows: 15, low: 0.763, high: 2.205 },
      'lora one whole': { rows: 8, low: 0.808, high: 1.866 },
      'lora several': { rows: 22, low: 0.839, high: 1.511 },
      'lora several parts': { rows: 12, low: 0.847, high: 1.4 },
      'lora several whole': { rows: 10, low: 0.854, high: 1.372 },
      qlora: { rows: 85, low: 0.884, high: 1.311 },
      'qlora one': { rows: 45, low: 0.881, high: 1.274 },
      'qlora one parts': { rows: 20, low: 0.884, high: 1.264 },
      'qlora one whole': { rows: 25, low: 0.879, high: 1.227 },
      'qlora several': { rows: 40, low: 0.89, high: 1.222 },
      'qlora several parts': { rows: 12, low: 0.896, high: 1.14 },
      'qlora several whole': { rows: 28, low: 0.892, high: 1.189 },
    },
    held: {
      all: { rows: 194, low: 0.698, high: 1.654 },
      full: { rows: 57, low: 0.692, high: 1.408 },
      'full one': { rows: 18, low: 0.72, high: 1.445 },
      'full one whole': { rows: 13, low: 0.768, high: 1.464 },
      'full several': { rows: 39, low: 0.683, high: 1.332 },
      'full several whole': { rows: 34, low: 0.678, high: 1.3 },
      lora: { rows: 84, low: 0.773, high: 1.566 },
      'lora one': { rows: 65, low: 0.788, high: 1.578 },
      'lora one whole': { rows: 64, low: 0.788, high: 1.591 },
      'lora several': { rows: 19, low: 0.803, high: 1.46 },
      'lora several whole': { rows: 19, low: 0.821, high: 1.394 },
      qlora: { rows: 53, low: 0.698, high: 1.743 },
      'qlora one': { rows: 38, low: 0.717, high: 1.673 },
      'qlora one parts': { rows: 17, low: 0.705, high: 1.642 },
      'qlora one whole': { rows: 21, low: 0.753, high: 1.689 },
      'qlora several': { rows: 15, low: 0.7, high: 1.793 },
      'qlora several whole': { rows: 12, low: 0.7, high: 1.627 },
    },
  },
};
