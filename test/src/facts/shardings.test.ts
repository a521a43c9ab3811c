/** What each way of sharing leaves on one of eight GPUs, counted by hand. A row without a count fails. */
import { describe, expect, it } from 'vitest';
import { estimate, makePlan, type RequestInput } from '../../../src/index.ts';
import { SHARDINGS, type ShardingId, type ShardingRow } from '../../../src/facts/shardings.ts';

const LLAMA_8B = 'meta-llama/Llama-3.1-8B';
const MIXTRAL = 'mistralai/Mixtral-8x7B-v0.1';

/** Llama 3.1 8B: 4 attention matrices, 3 of the MLP and 2 norms a block; table and head. */
const BLOCK = 2 * 4096 * 4096 + 2 * 4096 * 1024 + 3 * 4096 * 14_336 + 2 * 4096;
const TABLE = 128_256 * 4096;
const NORMS = (2 * 32 + 1) * 4096;
const ALL = 32 * BLOCK + 2 * TABLE + 4096;
/** Of tensor parallelism: norms are whole. */
const RANK = (ALL - NORMS) / 8 + NORMS;
/** The last of eight stages: four blocks and the head; the norm before it is counted as spread over all stages. */
const STAGE = 4 * BLOCK + TABLE + 4096 / 8;
/** Mixtral 8x7B: one of eight ranks has an eighth of the routed experts and all else. */
const EXPERTS = 32 * 8 * 3 * 4096 * 14_336;
const EXPERT_RANK = 46_702_792_704 - (7 / 8) * EXPERTS;

interface Count {
  /** Bytes of weights (masters included), gradients (buckets included), states, and what is gathered at most. */
  readonly weights: number;
  readonly gradients: number;
  readonly states: number;
  readonly gathered: number;
  readonly request?: Partial<RequestInput>;
}

/** bf16 weights and gradients, two bf16 moments. */
const whole = (elements: number, buckets: number): Count => ({
  weights: 2 * elements,
  gradients: (2 + buckets) * elements,
  states: 4 * elements,
  gathered: 0,
});
/** An eighth of everything, and units that are gathered. */
const sharded = (gathered: number): Count => ({ weights: ALL / 4, gradients: ALL / 4, states: ALL / 2, gathered });
/** DeepSpeed's engine has bf16 weights, fp32 masters and states. */
const engine = (weights: number, gradients: number, gathered: number): Count => ({
  weights: weights * ALL,
  gradients: gradients * ALL,
  states: (8 * ALL) / 8,
  gathered,
});

const COUNTS: Readonly<Record<ShardingId, Count>> = {
  // Buckets as large as all gradients.
  ddp: whole(ALL, 2),
  // ZeRO: stage 1 divides states and masters, 2 gradients too, 3 weights too; two blocks and the root are gathered.
  zero1: engine(2 + 4 / 8, 2, 0),
  zero2: engine(2 + 4 / 8, 2 / 8, 0),
  zero3: engine((2 + 4) / 8, 2 / 8, 2 * (2 * BLOCK + 2 * TABLE)),
  'zero3-offload': { weights: 0, gradients: 0, states: 0, gathered: 2 * (2 * BLOCK + 2 * TABLE) },
  'distributed-optimizer': { weights: 2 * ALL, gradients: 2 * ALL, states: (4 * ALL) / 8, gathered: 0 },
  // FSDP: a block and the root, which holds embedding and head.
  fsdp: sharded(2 * (BLOCK + 2 * TABLE)),
  hsdp: sharded(2 * (BLOCK + 2 * TABLE)),
  'fsdp-grad-op': sharded(2 * ALL),
  'fsdp-offload': { weights: 0, gradients: 0, states: 0, gathered: 2 * (BLOCK + 2 * TABLE) },
  // Two blocks, and one of embedding and head, which are units of their own.
  fsdp2: sharded(2 * (2 * BLOCK + TABLE)),
  // One copy of the model, in pieces.
  tp: whole(RANK, 0),
  pp: whole(STAGE, 0),
  split: whole(STAGE, 0),
  cp: sharded(2 * (BLOCK + 2 * TABLE)),
  ep: { ...whole(EXPERT_RANK, 2), request: { model: MIXTRAL } },
};

const rows: Readonly<Record<string, ShardingRow>> = SHARDINGS;
const ids = Object.keys(rows);
const idsWhere = (holds: (row: ShardingRow) => unknown) => ids.filter((id) => holds(rows[id]!)).toSorted();

it('every way is counted', () => {
  expect(Object.keys(COUNTS).toSorted()).toEqual(ids.toSorted());
});

it('the model is counted right', () => {
  expect(ALL).toBe(8_030_261_248);
});

describe.each(Object.entries(COUNTS))('%s', (sharding, { request = {}, ...counted }) => {
  it('leaves so much on one of eight GPUs', () => {
    const all = {
      model: LLAMA_8B,
      method: 'full',
      framework: 'torchtune',
      gpus: 8,
      sharding,
      ...request,
    } as RequestInput;
    const { components } = estimate(all);
    const bytes = (...labels: readonly string[]) =>
      components.filter(({ label }) => labels.includes(label)).reduce((sum, one) => sum + one.bytes, 0);
    expect({
      weights: bytes('Model weights'),
      gradients: bytes('Gradients'),
      states: bytes('Optimizer states'),
      gathered: bytes('Gathered weights', 'Gathered weights, kept'),
    }).toEqual(counted);
  });

  it('says where that is from', () => {
    const { sources, label } = rows[sharding]!;
    expect(label).toMatch(/.{4}/);
    expect(sources.length).toBeGreaterThan(0);
    for (const source of sources)
      expect(source).toEqual({ title: expect.stringMatching(/.{10}/), url: expect.stringMatching(/^https:/) });
  });
});

describe('who does what', () => {
  it.each([
    // DeepSpeed's engine alone; its third stage keeps its reduce buffers and steps sub_group_size elements.
    ['runs in an engine', (row: ShardingRow) => row.engine, ['zero1', 'zero2', 'zero3', 'zero3-offload']],
    ['keeps reduce buffers', (row: ShardingRow) => row.engine?.keepsBuffers, ['zero3', 'zero3-offload']],
    ['steps a billion at once', (row: ShardingRow) => row.engine?.stepElements === 1e9, ['zero3', 'zero3-offload']],
    ['waits in host memory', (row: ShardingRow) => row.shardsOnHost, ['fsdp-offload', 'zero3-offload']],
    [
      'casts as it gathers',
      (row: ShardingRow) => row.castsOnGather,
      ['cp', 'fsdp', 'fsdp-grad-op', 'fsdp-offload', 'fsdp2', 'hsdp', 'zero3', 'zero3-offload'],
    ],
    ['has embedding and head apart', (row: ShardingRow) => row.unitsApart, ['fsdp2']],
    ['loads a 4-bit base whole', (row: ShardingRow) => row.loadsWhole, ['fsdp2']],
    ['keeps what it gathered', (row: ShardingRow) => row.keepsGathered, ['fsdp-grad-op']],
    ['shards within a machine', (row: ShardingRow) => row.shardsWithin === 8, ['hsdp']],
    ['is one process', (row: ShardingRow) => row.oneProcess, ['split']],
    ['has one micro-batch under way', (row: ShardingRow) => row.inFlight?.(4) === 1, ['split']],
    // What is freed on another stream waits there, but not under FSDP2.
    [
      'loses a fifth to fragmentation',
      (row: ShardingRow) => row.fragmentationShare === 0.21,
      ['cp', 'fsdp', 'fsdp-grad-op', 'fsdp-offload', 'hsdp', 'zero3', 'zero3-offload'],
    ],
  ])('%s', (_, holds, names) => {
    expect(idsWhere(holds)).toEqual(names);
    expect(idsWhere(({ fragmentationShare }) => ![0.1, 0.21].includes(fragmentationShare))).toEqual([]);
  });

  it.each([
    ['tp', { tensor: 8 }],
    ['pp', { pipeline: 8 }],
    ['split', { pipeline: 8 }],
    ['cp', { context: 8 }],
    ['ep', { experts: 8, data: 8 }],
    ['fsdp', { data: 8 }],
  ] as const)('%s divides the GPUs so', (sharding, layout) => {
    const model = sharding === 'ep' ? MIXTRAL : LLAMA_8B;
    expect(makePlan({ model, gpus: 8, sharding }).whole.layout).toMatchObject({ data: 1, ...layout });
  });
});
