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
      all: { rows: 163, low: 0.794, high: 1.269 },
      full: { rows: 33, low: 0.884, high: 1.224 },
      'full one': { rows: 13, low: 0.917, high: 1.167 },
      'full one whole': { rows: 10, low: 0.937, high: 1.132 },
      'full several': { rows: 20, low: 0.916, high: 1.208 },
      'full several whole': { rows: 13, low: 0.93, high: 1.15 },
      lora: { rows: 45, low: 0.745, high: 1.49 },
      'lora one': { rows: 23, low: 0.729, high: 1.649 },
      'lora one whole': { rows: 20, low: 0.719, high: 1.743 },
      'lora several': { rows: 22, low: 0.736, high: 1.314 },
      'lora several whole': { rows: 16, low: 0.731, high: 1.229 },
      qlora: { rows: 85, low: 0.92, high: 1.212 },
      'qlora one': { rows: 45, low: 0.945, high: 1.199 },
      'qlora one parts': { rows: 8, low: 0.961, high: 1.167 },
      'qlora one whole': { rows: 37, low: 0.953, high: 1.194 },
      'qlora several': { rows: 40, low: 0.947, high: 1.177 },
      'qlora several parts': { rows: 12, low: 0.963, high: 1.132 },
      'qlora several whole': { rows: 28, low: 0.957, high: 1.166 },
    },
    held: {
      all: { rows: 194, low: 0.706, high: 1.368 },
      full: { rows: 57, low: 0.679, high: 1.292 },
      'full one': { rows: 18, low: 0.683, high: 1.277 },
      'full one whole': { rows: 17, low: 0.686, high: 1.268 },
      'full several': { rows: 39, low: 0.661, high: 1.235 },
      'full several parts': { rows: 10, low: 0.652, high: 1.212 },
      'full several whole': { rows: 29, low: 0.708, high: 1.214 },
      lora: { rows: 84, low: 0.802, high: 1.243 },
      'lora one': { rows: 65, low: 0.803, high: 1.236 },
      'lora one whole': { rows: 64, low: 0.799, high: 1.247 },
      'lora several': { rows: 19, low: 0.854, high: 1.225 },
      'lora several whole': { rows: 19, low: 0.887, high: 1.215 },
      qlora: { rows: 53, low: 0.718, high: 1.641 },
      'qlora one': { rows: 38, low: 0.713, high: 1.458 },
      'qlora one parts': { rows: 17, low: 0.694, high: 1.433 },
      'qlora one whole': { rows: 21, low: 0.766, high: 1.353 },
      'qlora several': { rows: 15, low: 0.741, high: 1.731 },
      'qlora several whole': { rows: 12, low: 0.754, high: 1.621 },
    },
  },
  unmeasured: {
    tensors: {
      all: { rows: 163, low: 0.794, high: 1.269 },
      full: { rows: 33, low: 0.884, high: 1.224 },
      'full one': { rows: 13, low: 0.917, high: 1.167 },
      'full one whole': { rows: 10, low: 0.937, high: 1.132 },
      'full several': { rows: 20, low: 0.916, high: 1.208 },
      'full several whole': { rows: 13, low: 0.93, high: 1.15 },
      lora: { rows: 45, low: 0.745, high: 1.49 },
      'lora one': { rows: 23, low: 0.729, high: 1.649 },
      'lora one whole': { rows: 20, low: 0.719, high: 1.743 },
      'lora several': { rows: 22, low: 0.736, high: 1.314 },
      'lora several whole': { rows: 16, low: 0.731, high: 1.229 },
      qlora: { rows: 85, low: 0.92, high: 1.212 },
      'qlora one': { rows: 45, low: 0.945, high: 1.199 },
      'qlora one parts': { rows: 8, low: 0.961, high: 1.167 },
      'qlora one whole': { rows: 37, low: 0.953, high: 1.194 },
      'qlora several': { rows: 40, low: 0.947, high: 1.177 },
      'qlora several parts': { rows: 12, low: 0.963, high: 1.132 },
      'qlora several whole': { rows: 28, low: 0.957, high: 1.166 },
    },
    held: {
      all: { rows: 194, low: 0.724, high: 1.696 },
      full: { rows: 57, low: 0.694, high: 1.417 },
      'full one': { rows: 18, low: 0.712, high: 1.488 },
      'full one whole': { rows: 17, low: 0.723, high: 1.533 },
      'full several': { rows: 39, low: 0.673, high: 1.293 },
      'full several parts': { rows: 10, low: 0.662, high: 1.247 },
      'full several whole': { rows: 29, low: 0.698, high: 1.245 },
      lora: { rows: 84, low: 0.841, high: 1.687 },
      'lora one': { rows: 65, low: 0.859, high: 1.718 },
      'lora one whole': { rows: 64, low: 0.861, high: 1.735 },
      'lora several': { rows: 19, low: 0.885, high: 1.59 },
      'lora several whole': { rows: 19, low: 0.913, high: 1.529 },
      qlora: { rows: 53, low: 0.724, high: 1.786 },
      'qlora one': { rows: 38, low: 0.718, high: 1.696 },
      'qlora one parts': { rows: 17, low: 0.701, high: 1.603 },
      'qlora one whole': { rows: 21, low: 0.77, high: 1.665 },
      'qlora several': { rows: 15, low: 0.747, high: 1.83 },
      'qlora several whole': { rows: 12, low: 0.761, high: 1.697 },
    },
  },
};
