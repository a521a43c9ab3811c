/** Bytes that optimizers keep for one tensor, counted from their libraries' code. */
import { describe, expect, it } from 'vitest';
import { estimate, OPTIMIZERS } from '../../../src/index.ts';

type OptimizerId = keyof typeof OPTIMIZERS;

const matrix = { rows: 4096, columns: 1024, count: 1, bytes: 2 };
const small = { rows: 2048, columns: 1, count: 1, bytes: 2 };
const table = { ...matrix, embedding: true } as const;
const size = 4096 * 1024;

describe('states of a bf16 matrix, a small vector and a token table', () => {
  it.each<readonly [OptimizerId, number, number, number]>([
    ['adamw-fused', 4 * size, 4 * 2048, 4 * size],
    // bitsandbytes: fp32 under 4,096 elements, an fp32 scale per 256 values
    ['adamw-8bit', 2 * (size + size / 64), 8 * 2048, 2 * (size + size / 64)],
    ['paged-adamw', 8 * size, 8 * 2048, 8 * size],
    ['lion-32bit', 4 * size, 4 * 2048, 4 * size],
    ['lion-8bit', size + size / 64, 4 * 2048, size + size / 64],
    ['ademamix-8bit', 3 * (size + size / 64), 12 * 2048, 3 * (size + size / 64)],
    // torchao: the tensor's own dtype under 4,096 elements
    ['adamw-4bit', 2 * (size / 2 + size / 32), 4 * 2048, 2 * (size / 2 + size / 32)],
    ['adamw-fp8', 2 * (size + size / 64), 4 * 2048, 2 * (size + size / 64)],
    // transformers keeps fp32 rows and columns, PyTorch the tensor's dtype
    ['adafactor', 4 * (4096 + 1024), 4 * 2048, 4 * (4096 + 1024)],
    ['adafactor-torch', 2 * (4096 + 1024), 2 * 2048, 2 * (4096 + 1024)],
    ['muon', 2 * size, 4 * 2048, 4 * size],
    ['galore', 2 * (1024 * 128 + 2 * 4096 * 128), 4 * 2048, 4 * size],
    ['apollo', 2 * 2 * 4096 * 256, 4 * 2048, 4 * size],
    ['adam-mini', 4 * size, 4 * 2048, 8 * size],
    ['lomo', 0, 0, 0],
    ['sgd', 0, 0, 0],
  ])('%s: %d, %d and %d bytes', (id, ofMatrix, ofSmall, ofTable) => {
    const { stateBytes } = OPTIMIZERS[id];
    expect([stateBytes(matrix), stateBytes(small), stateBytes(table)]).toEqual([ofMatrix, ofSmall, ofTable]);
  });
});

it('scales of paged 8-bit states and small tensors stay on the GPU', () => {
  const states = (optimizer: OptimizerId) =>
    estimate({ model: 'meta-llama/Llama-3.1-8B', method: 'full', optimizer })
      .components.filter(({ kind, phases }) => kind === 'optimizer-states' && phases.length > 0)
      .reduce((sum, { bytes }) => sum + bytes, 0);
  expect(states('paged-adamw-8bit') / ((8_030_261_248 * 2 * 4) / 256)).toBeCloseTo(1, 2);
  expect(states('paged-adamw')).toBeLessThan(1e7);
});
