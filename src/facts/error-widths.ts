/**
 * How far measured runs lie from estimates: written by `npm run bench:accuracy -- --widths`, held to a fresh run by
 * test/bench/accuracy.test.ts.
 */

/** Measured over estimated: what holds nine runs of ten, and on how many runs it rests. */
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
      all: { rows: 163, low: 0.96, high: 1.587 },
      full: { rows: 33, low: 0.972, high: 1.604 },
      'full one': { rows: 13, low: 0.977, high: 1.429 },
      'full one whole': { rows: 10, low: 0.98, high: 1.327 },
      'full several': { rows: 20, low: 0.976, high: 1.61 },
      'full several whole': { rows: 13, low: 0.978, high: 1.435 },
      lora: { rows: 45, low: 0.937, high: 1.39 },
      'lora one': { rows: 23, low: 0.927, high: 1.372 },
      'lora one parts': { rows: 15, low: 0.922, high: 1.371 },
      'lora one whole': { rows: 8, low: 0.941, high: 1.308 },
      'lora several': { rows: 22, low: 0.951, high: 1.238 },
      'lora several parts': { rows: 12, low: 0.957, high: 1.177 },
      'lora several whole': { rows: 10, low: 0.958, high: 1.182 },
      qlora: { rows: 85, low: 0.96, high: 1.271 },
      'qlora one': { rows: 45, low: 0.967, high: 1.204 },
      'qlora one parts': { rows: 20, low: 0.98, high: 1.181 },
      'qlora one whole': { rows: 25, low: 0.968, high: 1.185 },
      'qlora several': { rows: 40, low: 0.96, high: 1.2 },
      'qlora several parts': { rows: 12, low: 0.966, high: 1.146 },
      'qlora several whole': { rows: 28, low: 0.96, high: 1.176 },
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
      all: { rows: 163, low: 0.903, high: 1.422 },
      full: { rows: 33, low: 0.944, high: 1.43 },
      'full one': { rows: 13, low: 0.957, high: 1.306 },
      'full one whole': { rows: 10, low: 0.967, high: 1.233 },
      'full several': { rows: 20, low: 0.959, high: 1.433 },
      'full several whole': { rows: 13, low: 0.966, high: 1.309 },
      lora: { rows: 45, low: 0.913, high: 1.321 },
      'lora one': { rows: 23, low: 0.913, high: 1.333 },
      'lora one parts': { rows: 15, low: 0.912, high: 1.344 },
      'lora one whole': { rows: 8, low: 0.917, high: 1.276 },
      'lora several': { rows: 22, low: 0.918, high: 1.197 },
      'lora several parts': { rows: 12, low: 0.92, high: 1.148 },
      'lora several whole': { rows: 10, low: 0.919, high: 1.14 },
      qlora: { rows: 85, low: 0.903, high: 1.225 },
      'qlora one': { rows: 45, low: 0.902, high: 1.185 },
      'qlora one parts': { rows: 20, low: 0.901, high: 1.169 },
      'qlora one whole': { rows: 25, low: 0.902, high: 1.175 },
      'qlora several': { rows: 40, low: 0.903, high: 1.18 },
      'qlora several parts': { rows: 12, low: 0.905, high: 1.111 },
      'qlora several whole': { rows: 28, low: 0.903, high: 1.166 },
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
