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
      all: { rows: 163, low: 0.844, high: 1.269 },
      full: { rows: 33, low: 0.908, high: 1.212 },
      'full one': { rows: 13, low: 0.935, high: 1.158 },
      'full one whole': { rows: 10, low: 0.95, high: 1.125 },
      'full several': { rows: 20, low: 0.931, high: 1.19 },
      'full several whole': { rows: 13, low: 0.941, high: 1.137 },
      lora: { rows: 41, low: 0.789, high: 1.531 },
      'lora one': { rows: 19, low: 0.857, high: 1.675 },
      'lora one whole': { rows: 16, low: 0.896, high: 1.756 },
      'lora several': { rows: 22, low: 0.762, high: 1.338 },
      'lora several whole': { rows: 16, low: 0.749, high: 1.245 },
      qlora: { rows: 77, low: 0.931, high: 1.189 },
      'qlora one': { rows: 37, low: 0.947, high: 1.176 },
      'qlora one parts': { rows: 8, low: 0.962, high: 1.148 },
      'qlora one whole': { rows: 29, low: 0.952, high: 1.171 },
      'qlora several': { rows: 40, low: 0.952, high: 1.168 },
      'qlora several parts': { rows: 12, low: 0.966, high: 1.125 },
      'qlora several whole': { rows: 28, low: 0.959, high: 1.16 },
    },
    held: {
      all: { rows: 195, low: 0.749, high: 1.518 },
      full: { rows: 57, low: 0.716, high: 1.497 },
      'full one': { rows: 18, low: 0.709, high: 1.506 },
      'full one whole': { rows: 17, low: 0.705, high: 1.511 },
      'full several': { rows: 39, low: 0.701, high: 1.326 },
      'full several parts': { rows: 10, low: 0.69, high: 1.279 },
      'full several whole': { rows: 29, low: 0.743, high: 1.26 },
      lora: { rows: 84, low: 0.779, high: 1.284 },
      'lora one': { rows: 65, low: 0.781, high: 1.253 },
      'lora one whole': { rows: 64, low: 0.782, high: 1.257 },
      'lora several': { rows: 19, low: 0.832, high: 1.252 },
      'lora several whole': { rows: 19, low: 0.866, high: 1.232 },
      qlora: { rows: 54, low: 0.759, high: 1.651 },
      'qlora one': { rows: 39, low: 0.79, high: 1.682 },
      'qlora one parts': { rows: 17, low: 0.788, high: 1.79 },
      'qlora one whole': { rows: 22, low: 0.809, high: 1.548 },
      'qlora several': { rows: 15, low: 0.757, high: 1.734 },
      'qlora several whole': { rows: 12, low: 0.756, high: 1.606 },
    },
  },
  unmeasured: {
    tensors: {
      all: { rows: 163, low: 0.844, high: 1.269 },
      full: { rows: 33, low: 0.908, high: 1.212 },
      'full one': { rows: 13, low: 0.935, high: 1.158 },
      'full one whole': { rows: 10, low: 0.95, high: 1.125 },
      'full several': { rows: 20, low: 0.931, high: 1.19 },
      'full several whole': { rows: 13, low: 0.941, high: 1.137 },
      lora: { rows: 41, low: 0.789, high: 1.531 },
      'lora one': { rows: 19, low: 0.857, high: 1.675 },
      'lora one whole': { rows: 16, low: 0.896, high: 1.756 },
      'lora several': { rows: 22, low: 0.762, high: 1.338 },
      'lora several whole': { rows: 16, low: 0.749, high: 1.245 },
      qlora: { rows: 77, low: 0.931, high: 1.189 },
      'qlora one': { rows: 37, low: 0.947, high: 1.176 },
      'qlora one parts': { rows: 8, low: 0.962, high: 1.148 },
      'qlora one whole': { rows: 29, low: 0.952, high: 1.171 },
      'qlora several': { rows: 40, low: 0.952, high: 1.168 },
      'qlora several parts': { rows: 12, low: 0.966, high: 1.125 },
      'qlora several whole': { rows: 28, low: 0.959, high: 1.16 },
    },
    held: {
      all: { rows: 195, low: 0.746, high: 1.599 },
      full: { rows: 57, low: 0.72, high: 1.557 },
      'full one': { rows: 18, low: 0.729, high: 1.572 },
      'full one whole': { rows: 17, low: 0.734, high: 1.582 },
      'full several': { rows: 39, low: 0.699, high: 1.355 },
      'full several parts': { rows: 10, low: 0.688, high: 1.295 },
      'full several whole': { rows: 29, low: 0.722, high: 1.277 },
      lora: { rows: 84, low: 0.832, high: 1.598 },
      'lora one': { rows: 65, low: 0.84, high: 1.609 },
      'lora one whole': { rows: 64, low: 0.838, high: 1.616 },
      'lora several': { rows: 19, low: 0.878, high: 1.525 },
      'lora several whole': { rows: 19, low: 0.907, high: 1.479 },
      qlora: { rows: 54, low: 0.759, high: 1.8 },
      'qlora one': { rows: 39, low: 0.785, high: 1.888 },
      'qlora one parts': { rows: 17, low: 0.785, high: 1.934 },
      'qlora one whole': { rows: 22, low: 0.807, high: 1.888 },
      'qlora several': { rows: 15, low: 0.758, high: 1.84 },
      'qlora several whole': { rows: 12, low: 0.757, high: 1.685 },
    },
  },
};
