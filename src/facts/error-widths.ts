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
      all: { rows: 195, low: 0.746, high: 1.518 },
      full: { rows: 57, low: 0.717, high: 1.497 },
      'full one': { rows: 18, low: 0.711, high: 1.505 },
      'full one whole': { rows: 17, low: 0.707, high: 1.51 },
      'full several': { rows: 39, low: 0.704, high: 1.328 },
      'full several parts': { rows: 10, low: 0.693, high: 1.283 },
      'full several whole': { rows: 29, low: 0.742, high: 1.264 },
      lora: { rows: 84, low: 0.778, high: 1.286 },
      'lora one': { rows: 65, low: 0.781, high: 1.259 },
      'lora one whole': { rows: 64, low: 0.782, high: 1.264 },
      'lora several': { rows: 19, low: 0.831, high: 1.254 },
      'lora several whole': { rows: 19, low: 0.864, high: 1.235 },
      qlora: { rows: 54, low: 0.747, high: 1.654 },
      'qlora one': { rows: 39, low: 0.763, high: 1.666 },
      'qlora one parts': { rows: 17, low: 0.756, high: 1.757 },
      'qlora one whole': { rows: 22, low: 0.794, high: 1.541 },
      'qlora several': { rows: 15, low: 0.748, high: 1.733 },
      'qlora several whole': { rows: 12, low: 0.748, high: 1.604 },
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
      all: { rows: 195, low: 0.735, high: 1.628 },
      full: { rows: 57, low: 0.723, high: 1.573 },
      'full one': { rows: 18, low: 0.731, high: 1.593 },
      'full one whole': { rows: 17, low: 0.736, high: 1.605 },
      'full several': { rows: 39, low: 0.705, high: 1.364 },
      'full several parts': { rows: 10, low: 0.693, high: 1.305 },
      'full several whole': { rows: 29, low: 0.718, high: 1.284 },
      lora: { rows: 84, low: 0.831, high: 1.623 },
      'lora one': { rows: 65, low: 0.841, high: 1.631 },
      'lora one whole': { rows: 64, low: 0.84, high: 1.635 },
      'lora several': { rows: 19, low: 0.876, high: 1.545 },
      'lora several whole': { rows: 19, low: 0.904, high: 1.496 },
      qlora: { rows: 54, low: 0.753, high: 1.808 },
      'qlora one': { rows: 39, low: 0.77, high: 1.876 },
      'qlora one parts': { rows: 17, low: 0.775, high: 1.903 },
      'qlora one whole': { rows: 22, low: 0.8, high: 1.888 },
      'qlora several': { rows: 15, low: 0.752, high: 1.843 },
      'qlora several whole': { rows: 12, low: 0.752, high: 1.685 },
    },
  },
};
