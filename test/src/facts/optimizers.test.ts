/**
 * What each optimizer keeps, counted by hand: for a matrix of 4,096 × 1,024 in bf16 and in fp32, a vector of 2,048 in bf16,
 * and a token table of the matrix's shape. A row without a count fails.
 */
import { describe, expect, it } from 'vitest';
import { estimate, OPTIMIZERS } from '../../../src/index.ts';
import type { OptimizerId, OptimizerRow } from '../../../src/facts/optimizers.ts';

const SHAPE = { rows: 4096, columns: 1024, count: 1, bytes: 2 } as const;
const VECTOR = { rows: 2048, columns: 1, count: 1, bytes: 2 } as const;
/** Elements of the matrix, and of the vector. */
const M = 4096 * 1024;
const V = 2048;

interface Count {
  readonly matrix: number;
  readonly inFp32: number;
  readonly vector: number;
  readonly table: number;
  /** What a step needs beside: copies of everything, and bytes an element of the largest tensor in bf16 and in fp32. */
  readonly step: readonly [all: number, largestBf16: number, largestFp32: number];
}

const FUSED = [0, 0, 0] as const;
const FOREACH = [1, 0, 0] as const;
const LOOP = [0, 4, 8] as const;

/** torch.optim: `number` of zeros_like(param), in its dtype. */
const like = (number: number, step: Count['step']): Count => ({
  matrix: 2 * number * M,
  inFp32: 4 * number * M,
  vector: 2 * number * V,
  table: 2 * number * M,
  step,
});
/** The same bytes an element whatever the parameter's dtype. */
const flat = (bytes: number): Count => ({
  matrix: bytes * M,
  inFp32: bytes * M,
  vector: bytes * V,
  table: bytes * M,
  step: FUSED,
});
/** bitsandbytes: uint8 and a float for each 256 of them; below 4,096 elements floats. */
const bytes8 = (number: number): Count => {
  const matrix = number * (M + 4 * (M / 256));
  return { matrix, inFp32: matrix, vector: number * 4 * V, table: matrix, step: FUSED };
};
/** torchao's optim_8bit and friends keep small tensors in their own dtype. */
const torchao = (matrix: number): Count => ({ matrix, inFp32: matrix, vector: 2 * 2 * V, table: matrix, step: FUSED });
/** Two moments, where a matrix is not meant. */
const adamBeside = (matrix: number, step: Count['step']): Count => ({
  matrix,
  inFp32: 2 * matrix,
  vector: 2 * 2 * V,
  table: 2 * 2 * M,
  step,
});

const COUNTS: Readonly<Record<OptimizerId, Count>> = {
  // exp_avg and exp_avg_sq.
  'adamw-fused': like(2, FUSED),
  'adamw-foreach': like(2, FOREACH),
  'adamw-loop': like(2, LOOP),
  // Adagrad: sum. RMSprop: square_avg. SGD: momentum_buffer, and without momentum none.
  adagrad: like(1, FOREACH),
  rmsprop: like(1, FOREACH),
  sgd: like(0, FUSED),
  'sgd-momentum': like(1, FUSED),
  // lucidrains/lion-pytorch lion_pytorch.py: exp_avg; its update, sign and decay are three temporaries of the tensor.
  lion: like(1, [0, 6, 12]),
  // bitsandbytes Optimizer2State, and Optimizer1State for Lion.
  'adamw-8bit': bytes8(2),
  'paged-adamw-8bit': bytes8(2),
  'paged-adamw': flat(8),
  'lion-32bit': flat(4),
  'lion-8bit': bytes8(1),
  'paged-lion-8bit': bytes8(1),
  // bitsandbytes optim/ademamix.py: state1 of (2, *shape), both momenta, and state2.
  ademamix: flat(12),
  'ademamix-8bit': bytes8(3),
  // torchao: half a byte and a float for each 128; a byte and a float for each 256.
  'adamw-4bit': torchao(2 * (M / 2 + 4 * (M / 128))),
  'adamw-fp8': torchao(2 * (M + 4 * (M / 256))),
  // DeepSpeedCPUAdam: exp_avg and exp_avg_sq in fp32, on the host.
  'adamw-cpu': flat(8),
  // transformers optimization.py, Adafactor: exp_avg_sq_row and exp_avg_sq_col in fp32, exp_avg_sq for vectors; the step
  // holds the gradient, the parameter, the update and its square in fp32.
  adafactor: {
    matrix: 4 * (4096 + 1024),
    inFp32: 4 * (4096 + 1024),
    vector: 4 * V,
    table: 4 * (4096 + 1024),
    step: [0, 16, 8],
  },
  // torch.optim.Adafactor: row_var and col_var in the parameter's dtype.
  'adafactor-torch': {
    matrix: 2 * (4096 + 1024),
    inFp32: 4 * (4096 + 1024),
    vector: 2 * V,
    table: 2 * (4096 + 1024),
    step: [0, 2, 4],
  },
  // torch.optim.Muon: momentum_buffer of matrices.
  muon: adamBeside(2 * M, LOOP),
  // galore_torch: ortho_matrix of 1,024 × 128, moments of 4,096 × 128.
  galore: adamBeside(2 * (1024 * 128 + 2 * 4096 * 128), LOOP),
  // apollo_torch: moments of 4,096 × 256, or × 1; projections from a seed.
  apollo: adamBeside(2 * 2 * 4096 * 256, LOOP),
  'apollo-mini': adamBeside(2 * 2 * 4096, LOOP),
  // adam_mini.py: m in fp32, vmean a value a block; v as large as m for embd_names and output_names.
  'adam-mini': { matrix: 4 * M, inFp32: 4 * M, vector: 4 * V, table: 8 * M, step: [0, 12, 8] },
  // lomo_optim: nothing; AdaLomo exp_avg_sq_row and exp_avg_sq_col in fp32.
  lomo: flat(0),
  adalomo: {
    matrix: 4 * (4096 + 1024),
    inFp32: 4 * (4096 + 1024),
    vector: 4 * V,
    table: 4 * (4096 + 1024),
    step: FUSED,
  },
};

const rows: Readonly<Record<string, OptimizerRow>> = OPTIMIZERS;
const ids = Object.keys(rows);
const idsWhere = (holds: (row: OptimizerRow) => boolean) => ids.filter((id) => holds(rows[id]!)).toSorted();

it('every optimizer is counted', () => {
  expect(Object.keys(COUNTS).toSorted()).toEqual(ids.toSorted());
});

describe.each(Object.entries(COUNTS))('%s', (id, { matrix, inFp32, vector, table, step }) => {
  const {
    stateBytes,
    step: { all, largest },
    label,
    derivation,
    sources,
  } = rows[id]!;

  it('keeps so many bytes of state', () => {
    expect({
      matrix: stateBytes(SHAPE),
      inFp32: stateBytes({ ...SHAPE, bytes: 4 }),
      vector: stateBytes(VECTOR),
      table: stateBytes({ ...SHAPE, embedding: true }),
    }).toEqual({ matrix, inFp32, vector, table });
    expect(stateBytes({ ...SHAPE, count: 3 })).toBe(3 * matrix);
    expect(stateBytes({ ...SHAPE, rows: SHAPE.columns, columns: SHAPE.rows })).toBe(matrix);
  });

  it('needs so much beside for a step', () => {
    expect([all, largest(2), largest(4)]).toEqual(step);
  });

  it('says where that is from', () => {
    expect([label, derivation].every((text) => text.length > 2)).toBe(true);
    for (const source of sources)
      expect(source).toEqual({ title: expect.stringMatching(/.{10}/), url: expect.stringMatching(/^https:/) });
    expect(sources.length).toBeGreaterThan(0);
  });
});

describe('what is not on the GPU', () => {
  it('is what is paged, and what steps on the CPU', () => {
    expect(idsWhere(({ location }) => location === 'paged')).toEqual([
      'paged-adamw',
      'paged-adamw-8bit',
      'paged-lion-8bit',
    ]);
    expect(idsWhere(({ location }) => location === 'host')).toEqual(['adamw-cpu']);
    expect(idsWhere(({ unpagedBytes }) => unpagedBytes !== undefined)).toEqual(
      idsWhere(({ location }) => location === 'paged'),
    );
  });

  // bitsandbytes get_paged: from 100,000 elements on; absmax is never paged.
  const MIDDLE = { rows: 8192, columns: 4, count: 1, bytes: 2 } as const;
  it.each([
    ['paged-adamw', 0, 8 * V, 8 * 32_768],
    ['paged-adamw-8bit', 2 * 4 * (M / 256), 2 * 4 * V, 2 * (32_768 + 4 * 128)],
    ['paged-lion-8bit', 4 * (M / 256), 4 * V, 32_768 + 4 * 128],
  ] as const)('but of %s small tensors, and scales', (id, matrix, vector, middle) => {
    const { unpagedBytes } = OPTIMIZERS[id];
    expect([unpagedBytes(SHAPE), unpagedBytes(VECTOR), unpagedBytes(MIDDLE)]).toEqual([matrix, vector, middle]);
    expect(unpagedBytes({ ...SHAPE, count: 3 })).toBe(3 * matrix);
    // 100,000 elements are the first that are paged.
    const at = (rows_: number) => unpagedBytes({ rows: rows_, columns: 1, count: 1, bytes: 2 }) / rows_;
    expect(at(99_999)).toBeGreaterThan(at(100_000));
  });

  it('stays there in an estimate', () => {
    const states = (optimizer: OptimizerId) =>
      estimate({ model: 'meta-llama/Llama-3.1-8B', method: 'full', optimizer })
        .components.filter(({ kind, phases }) => kind === 'optimizer-states' && phases.length > 0)
        .reduce((sum, { bytes }) => sum + bytes, 0);
    expect(states('paged-adamw-8bit') / ((8_030_261_248 * 2 * 4) / 256)).toBeCloseTo(1, 2);
    expect(states('paged-adamw')).toBeLessThan(1e7);
    expect(states('adamw-cpu')).toBe(0);
    expect(states('ademamix')).toBe(12 * 8_030_261_248);
  });
});

it('the two LOMOs step in the backward pass, and nobody else does', () => {
  expect(idsWhere(({ stepsInBackward }) => stepsInBackward === true)).toEqual(['adalomo', 'lomo']);
});

it('the CPU steps masters, which are beside 16-bit weights', () => {
  expect(idsWhere(({ precision }) => precision !== undefined)).toEqual(['adamw-cpu']);
  expect(OPTIMIZERS['adamw-cpu'].precision).toBe('bf16-master');
});

it('needs what its library does', () => {
  expect(idsWhere(({ requires }) => requires === 'bitsandbytes')).toEqual([
    'adamw-8bit',
    'ademamix',
    'ademamix-8bit',
    'lion-32bit',
    'lion-8bit',
    'paged-adamw',
    'paged-adamw-8bit',
    'paged-lion-8bit',
  ]);
  expect(idsWhere(({ requires }) => requires === 'fp8')).toEqual(['adamw-fp8']);
});
