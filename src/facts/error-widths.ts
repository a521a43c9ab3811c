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
      all: { rows: 195, low: 0.727, high: 1.523 },
      full: { rows: 57, low: 0.689, high: 1.499 },
      'full one': { rows: 18, low: 0.694, high: 1.507 },
      'full one whole': { rows: 17, low: 0.697, high: 1.511 },
      'full several': { rows: 39, low: 0.667, high: 1.335 },
      'full several parts': { rows: 10, low: 0.657, high: 1.291 },
      'full several whole': { rows: 29, low: 0.716, high: 1.271 },
      lora: { rows: 84, low: 0.785, high: 1.292 },
      'lora one': { rows: 65, low: 0.789, high: 1.273 },
      'lora one whole': { rows: 64, low: 0.789, high: 1.28 },
      'lora several': { rows: 19, low: 0.832, high: 1.262 },
      'lora several whole': { rows: 19, low: 0.862, high: 1.242 },
      qlora: { rows: 54, low: 0.742, high: 1.573 },
      'qlora one': { rows: 39, low: 0.74, high: 1.551 },
      'qlora one parts': { rows: 17, low: 0.719, high: 1.587 },
      'qlora one whole': { rows: 22, low: 0.785, high: 1.482 },
      'qlora several': { rows: 15, low: 0.745, high: 1.669 },
      'qlora several whole': { rows: 12, low: 0.747, high: 1.558 },
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
      all: { rows: 195, low: 0.71, high: 1.627 },
      full: { rows: 57, low: 0.69, high: 1.579 },
      'full one': { rows: 18, low: 0.711, high: 1.609 },
      'full one whole': { rows: 17, low: 0.724, high: 1.628 },
      'full several': { rows: 39, low: 0.671, high: 1.372 },
      'full several parts': { rows: 10, low: 0.66, high: 1.317 },
      'full several whole': { rows: 29, low: 0.69, high: 1.292 },
      lora: { rows: 84, low: 0.828, high: 1.62 },
      'lora one': { rows: 65, low: 0.844, high: 1.627 },
      'lora one whole': { rows: 64, low: 0.844, high: 1.63 },
      'lora several': { rows: 19, low: 0.87, high: 1.548 },
      'lora several whole': { rows: 19, low: 0.897, high: 1.502 },
      qlora: { rows: 54, low: 0.737, high: 1.795 },
      'qlora one': { rows: 39, low: 0.74, high: 1.851 },
      'qlora one parts': { rows: 17, low: 0.727, high: 1.787 },
      'qlora one whole': { rows: 22, low: 0.787, high: 1.87 },
      'qlora several': { rows: 15, low: 0.745, high: 1.824 },
      'qlora several whole': { rows: 12, low: 0.75, high: 1.676 },
    },
  },
};
