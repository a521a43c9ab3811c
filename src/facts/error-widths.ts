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
      all: { rows: 195, low: 0.749, high: 1.501 },
      full: { rows: 57, low: 0.717, high: 1.48 },
      'full one': { rows: 18, low: 0.71, high: 1.488 },
      'full one whole': { rows: 17, low: 0.706, high: 1.492 },
      'full several': { rows: 39, low: 0.699, high: 1.319 },
      'full several parts': { rows: 10, low: 0.688, high: 1.28 },
      'full several whole': { rows: 29, low: 0.743, high: 1.257 },
      lora: { rows: 84, low: 0.779, high: 1.281 },
      'lora one': { rows: 65, low: 0.78, high: 1.251 },
      'lora one whole': { rows: 64, low: 0.781, high: 1.256 },
      'lora several': { rows: 19, low: 0.833, high: 1.25 },
      'lora several whole': { rows: 19, low: 0.866, high: 1.231 },
      qlora: { rows: 54, low: 0.76, high: 1.647 },
      'qlora one': { rows: 39, low: 0.79, high: 1.685 },
      'qlora one parts': { rows: 17, low: 0.789, high: 1.797 },
      'qlora one whole': { rows: 22, low: 0.809, high: 1.548 },
      'qlora several': { rows: 15, low: 0.758, high: 1.729 },
      'qlora several whole': { rows: 12, low: 0.757, high: 1.615 },
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
      all: { rows: 195, low: 0.746, high: 1.618 },
      full: { rows: 57, low: 0.719, high: 1.567 },
      'full one': { rows: 18, low: 0.729, high: 1.584 },
      'full one whole': { rows: 17, low: 0.734, high: 1.595 },
      'full several': { rows: 39, low: 0.699, high: 1.361 },
      'full several parts': { rows: 10, low: 0.688, high: 1.3 },
      'full several whole': { rows: 29, low: 0.722, high: 1.282 },
      lora: { rows: 84, low: 0.826, high: 1.617 },
      'lora one': { rows: 65, low: 0.832, high: 1.631 },
      'lora one whole': { rows: 64, low: 0.829, high: 1.639 },
      'lora several': { rows: 19, low: 0.875, high: 1.54 },
      'lora several whole': { rows: 19, low: 0.905, high: 1.491 },
      qlora: { rows: 54, low: 0.759, high: 1.81 },
      'qlora one': { rows: 39, low: 0.785, high: 1.902 },
      'qlora one parts': { rows: 17, low: 0.785, high: 1.947 },
      'qlora one whole': { rows: 22, low: 0.807, high: 1.906 },
      'qlora several': { rows: 15, low: 0.758, high: 1.848 },
      'qlora several whole': { rows: 12, low: 0.758, high: 1.69 },
    },
  },
};
