/**
 * How far measured runs lie from estimates: written by `npm run bench:accuracy -- --widths`, held to a fresh run by
 * test/bench/accuracy.test.ts.
 */

/** 5th and 95th percentile of measured over estimated, and on how many runs they rest. */
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
      all: { rows: 163, low: 0.107, high: 1.141 },
      full: { rows: 33, low: 0.093, high: 1.064 },
      'full one': { rows: 13, low: 0.496, high: 1.035 },
      'full one whole': { rows: 10, low: 0.689, high: 1.022 },
      'full several': { rows: 20, low: 0.089, high: 1.056 },
      'full several whole': { rows: 15, low: 0.088, high: 1.03 },
      lora: { rows: 45, low: 0.73, high: 1.217 },
      'lora one': { rows: 23, low: 0.845, high: 1.324 },
      'lora one parts': { rows: 15, low: 0.881, high: 1.373 },
      'lora one whole': { rows: 8, low: 0.896, high: 1.233 },
      'lora several': { rows: 22, low: 0.872, high: 1.1 },
      'lora several parts': { rows: 12, low: 0.915, high: 1.064 },
      'lora several whole': { rows: 10, low: 0.914, high: 1.061 },
      qlora: { rows: 85, low: 0.828, high: 1.142 },
      'qlora one': { rows: 45, low: 0.939, high: 1.144 },
      'qlora one parts': { rows: 20, low: 0.978, high: 1.143 },
      'qlora one whole': { rows: 25, low: 0.958, high: 1.152 },
      'qlora several': { rows: 40, low: 0.923, high: 1.096 },
      'qlora several parts': { rows: 12, low: 0.95, high: 1.052 },
      'qlora several whole': { rows: 28, low: 0.947, high: 1.123 },
    },
    held: {
      all: { rows: 194, low: 0.717, high: 1.294 },
      full: { rows: 57, low: 0.69, high: 1.292 },
      'full one': { rows: 18, low: 0.653, high: 1.261 },
      'full one whole': { rows: 13, low: 0.632, high: 1.239 },
      'full several': { rows: 39, low: 0.755, high: 1.294 },
      'full several whole': { rows: 34, low: 0.757, high: 1.293 },
      lora: { rows: 84, low: 0.809, high: 1.169 },
      'lora one': { rows: 65, low: 0.811, high: 1.17 },
      'lora one whole': { rows: 64, low: 0.803, high: 1.175 },
      'lora several': { rows: 19, low: 0.857, high: 1.157 },
      'lora several whole': { rows: 19, low: 0.879, high: 1.151 },
      qlora: { rows: 53, low: 0.718, high: 1.324 },
      'qlora one': { rows: 38, low: 0.746, high: 1.338 },
      'qlora one parts': { rows: 17, low: 0.741, high: 1.514 },
      'qlora one whole': { rows: 21, low: 0.757, high: 1.476 },
      'qlora several': { rows: 15, low: 0.679, high: 1.266 },
      'qlora several whole': { rows: 12, low: 0.695, high: 1.24 },
    },
  },
  unmeasured: {
    tensors: {
      all: { rows: 163, low: 0.107, high: 1.141 },
      full: { rows: 33, low: 0.093, high: 1.074 },
      'full one': { rows: 13, low: 0.498, high: 1.055 },
      'full one whole': { rows: 10, low: 0.69, high: 1.034 },
      'full several': { rows: 20, low: 0.089, high: 1.06 },
      'full several whole': { rows: 15, low: 0.088, high: 1.032 },
      lora: { rows: 45, low: 0.711, high: 1.217 },
      'lora one': { rows: 23, low: 0.837, high: 1.324 },
      'lora one parts': { rows: 15, low: 0.877, high: 1.373 },
      'lora one whole': { rows: 8, low: 0.869, high: 1.233 },
      'lora several': { rows: 22, low: 0.835, high: 1.1 },
      'lora several parts': { rows: 12, low: 0.874, high: 1.064 },
      'lora several whole': { rows: 10, low: 0.87, high: 1.046 },
      qlora: { rows: 85, low: 0.777, high: 1.142 },
      'qlora one': { rows: 45, low: 0.87, high: 1.144 },
      'qlora one parts': { rows: 20, low: 0.887, high: 1.143 },
      'qlora one whole': { rows: 25, low: 0.891, high: 1.152 },
      'qlora several': { rows: 40, low: 0.867, high: 1.096 },
      'qlora several parts': { rows: 12, low: 0.887, high: 1.023 },
      'qlora several whole': { rows: 28, low: 0.89, high: 1.123 },
    },
    held: {
      all: { rows: 194, low: 0.712, high: 1.347 },
      full: { rows: 57, low: 0.686, high: 1.298 },
      'full one': { rows: 18, low: 0.661, high: 1.343 },
      'full one whole': { rows: 13, low: 0.637, high: 1.37 },
      'full several': { rows: 39, low: 0.756, high: 1.289 },
      'full several whole': { rows: 34, low: 0.758, high: 1.284 },
      lora: { rows: 84, low: 0.827, high: 1.417 },
      'lora one': { rows: 65, low: 0.825, high: 1.491 },
      'lora one whole': { rows: 64, low: 0.822, high: 1.508 },
      'lora several': { rows: 19, low: 0.874, high: 1.314 },
      'lora several whole': { rows: 19, low: 0.896, high: 1.268 },
      qlora: { rows: 53, low: 0.715, high: 1.436 },
      'qlora one': { rows: 38, low: 0.733, high: 1.531 },
      'qlora one parts': { rows: 17, low: 0.737, high: 1.603 },
      'qlora one whole': { rows: 21, low: 0.741, high: 1.589 },
      'qlora several': { rows: 15, low: 0.677, high: 1.319 },
      'qlora several whole': { rows: 12, low: 0.691, high: 1.265 },
    },
  },
};
