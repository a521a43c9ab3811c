/** Optimizers: what they keep per trainable tensor, and what a step needs for a moment. */
import type { PrecisionId } from './precisions.ts';
import type { Needs } from './requirements.ts';
import type { Source } from './types.ts';

/** A set of equally shaped trainable tensors. */
export interface TensorShape {
  readonly rows: number;
  /** 1 for a vector. */
  readonly columns: number;
  readonly count: number;
  /** Bytes per element of the tensor that the optimizer steps. */
  readonly bytes: number;
  /** Token table or head: a matrix that optimizers for matrices leave to AdamW. */
  readonly embedding?: true;
}

export interface OptimizerRow extends Needs {
  readonly label: string;
  readonly aliases: readonly string[];
  /** Bytes of state for all `count` tensors of a shape. */
  readonly stateBytes: (shape: TensorShape) => number;
  /** The derivation of the states, for the working. */
  readonly derivation: string;
  /**
   * What a step needs beside parameters, gradients and states: copies of every trainable element (`all`, foreach), and
   * bytes per element of the largest tensor, of whose dtype they are a function (for-loop); neither in one fused kernel.
   */
  readonly step: { readonly all: number; readonly largest: (bytes: number) => number };
  /** States in host memory (paged or offloaded) leave the GPU; paged ones only under pressure. */
  readonly location: 'gpu' | 'paged' | 'host';
  /** Of paged states, bytes that stay on the GPU: small tensors, and scales. */
  readonly unpagedBytes?: (shape: TensorShape) => number;
  /** Of a full fine-tune, where its library decides it. */
  readonly precision?: PrecisionId;
  /** Each gradient is stepped and freed as it comes: those of one block exist at a time. */
  readonly stepsInBackward?: true;
  readonly sources: readonly Source[];
}

const TORCH: Source = {
  title: 'torch.optim: states take the dtype of their parameter',
  url: 'https://github.com/pytorch/pytorch/tree/v2.13.0/torch/optim',
};
const BNB: Source = {
  title:
    'bitsandbytes optim/optimizer.py at 95f9af3: 8-bit states with an fp32 scale per 256 values; tensors under 4,096 elements stay 32-bit, those under 100,000 and all scales are never paged',
  url: 'https://github.com/bitsandbytes-foundation/bitsandbytes/blob/95f9af309d4d5793847169c39288dcd3fcbdf564/bitsandbytes/optim/optimizer.py',
};

const TORCHAO: Source = {
  title:
    'torchao optim/adam.py at 36027d8: 4-bit states with an fp32 scale per 128 values, 8-bit and fp8 ones per 256; tensors under 4,096 elements keep states in their own dtype',
  url: 'https://github.com/pytorch/ao/blob/36027d82d1ad9949597ea16002ff4940374b1b94/torchao/optim/adam.py',
};

const none = () => 0;
// Followed tensor by tensor with bench/oracle.
const FOREACH = { all: 1, largest: none } as const;
const LOOP = { all: 0, largest: (bytes: number) => 2 * bytes } as const;
const FUSED = { all: 0, largest: none } as const;

const elements = ({ rows, columns, count }: TensorShape) => rows * columns * count;
/** `moments` states in the parameter's dtype. */
const moments = (number: number) => (shape: TensorShape) => number * shape.bytes * elements(shape);
/** `number` 8-bit states; small tensors keep 32-bit ones. */
const eightBit = (number: number) => (shape: TensorShape) =>
  elements(shape) * number * (shape.rows * shape.columns < 4096 ? 4 : 1 + 4 / 256);
/** `number` 4-bit states of torchao; small tensors keep them in their own dtype. */
const fourBit = (number: number) => (shape: TensorShape) =>
  elements(shape) * number * (shape.rows * shape.columns < 4096 ? shape.bytes : 1 / 2 + 4 / 128);
/** `number` states of bitsandbytes that are paged: what of them stays, small tensors whole and the scales of all. */
const unpaged = (number: number, scaled: boolean) => (shape: TensorShape) => {
  const size = shape.rows * shape.columns;
  if (size < 1e5) return elements(shape) * number * (scaled && size >= 4096 ? 1 + 4 / 256 : 4);
  return scaled ? (elements(shape) * number * 4) / 256 : 0;
};
/** fp32 states whatever the parameter's dtype. */
const fp32Moments = (number: number) => (shape: TensorShape) => number * 4 * elements(shape);
/** Row and column sums for matrices, one value per element for vectors: arXiv 1804.04235. */
const factored = ({ rows, columns, count, bytes }: TensorShape) =>
  (columns > 1 ? rows + columns : rows) * count * Math.max(bytes, 4);

/** Hidden matrices go by their own rule; vectors, embeddings and the head run AdamW. */
const matricesOnly = (ofMatrix: (shape: TensorShape) => number) => (shape: TensorShape) =>
  shape.columns === 1 || shape.embedding ? moments(2)(shape) : ofMatrix(shape);
/** Projector of the shorter side (unless made from its seed), and two moments of the longer one, at a rank. */
const lowRank = (rank: number, projector: 0 | 1) =>
  matricesOnly(({ rows, columns, count, bytes }) => {
    const [short, long] = [Math.min(rows, columns), Math.max(rows, columns)];
    const r = Math.min(rank, short);
    return (projector * short * r + 2 * long * r) * count * bytes;
  });

export const OPTIMIZERS = {
  'adamw-fused': {
    label: 'AdamW (fused)',
    aliases: ['adamw', 'adam', 'adamw_torch_fused', 'adamw_fused'],
    stateBytes: moments(2),
    derivation: 'two moments in the dtype of the trained weights',
    step: FUSED,
    location: 'gpu',
    sources: [TORCH],
  },
  'adamw-foreach': {
    label: 'AdamW (foreach)',
    aliases: ['adamw_torch', 'adamw_foreach', 'schedule_free_adamw'],
    stateBytes: moments(2),
    derivation: 'two moments in the dtype of the trained weights',
    step: FOREACH,
    location: 'gpu',
    sources: [TORCH],
  },
  'adamw-loop': {
    label: 'AdamW (for-loop)',
    aliases: ['adamw_loop', 'adamw_hf'],
    stateBytes: moments(2),
    derivation: 'two moments in the dtype of the trained weights',
    step: LOOP,
    location: 'gpu',
    sources: [TORCH],
  },
  'adamw-8bit': {
    requires: 'bitsandbytes',
    instead: 'Leave optimizer out.',
    label: 'AdamW 8-bit',
    aliases: ['adamw8bit', 'adamw_8bit', 'adamw_bnb_8bit', 'adam8bit', '8bit-adam', 'adam-8bit', 'adamw_torch_8bit'],
    stateBytes: eightBit(2),
    derivation: 'two 8-bit moments and their scales, 2·(1 + 4/256) B',
    step: FUSED,
    location: 'gpu',
    sources: [BNB],
  },
  'adamw-4bit': {
    requires: 'pytorch',
    instead: 'Leave optimizer out.',
    label: 'AdamW 4-bit',
    aliases: ['adamw4bit', 'adamw_4bit', 'adamw_torch_4bit', '4bit-adam'],
    stateBytes: fourBit(2),
    derivation: 'two 4-bit moments and their scales, 2·(½ + 4/128) B',
    step: FUSED,
    location: 'gpu',
    sources: [TORCHAO],
  },
  'adamw-fp8': {
    requires: 'fp8',
    instead: 'Use optimizer:adamw-8bit.',
    label: 'AdamW fp8 (torchao)',
    aliases: ['adamw_fp8', 'adamwfp8', 'fp8-adam'],
    stateBytes: (shape) => elements(shape) * 2 * (shape.rows * shape.columns < 4096 ? shape.bytes : 1 + 4 / 256),
    derivation: 'two fp8 moments and their scales, 2·(1 + 4/256) B',
    step: FUSED,
    location: 'gpu',
    sources: [TORCHAO],
  },
  'adamw-cpu': {
    requires: 'pytorch',
    instead: 'Leave optimizer out.',
    label: 'AdamW on the CPU',
    aliases: ['cpu-adam', 'deepspeedcpuadam', 'cpu_adam', 'offloaded-adamw'],
    stateBytes: fp32Moments(2),
    derivation: 'two fp32 moments, in host memory',
    step: FUSED,
    location: 'host',
    precision: 'bf16-master',
    sources: [
      { title: 'DeepSpeed ZeRO-Offload: masters, states and step on the CPU', url: 'https://arxiv.org/abs/2101.06840' },
    ],
  },
  'paged-adamw-8bit': {
    requires: 'bitsandbytes',
    instead: 'Leave optimizer out.',
    label: 'Paged AdamW 8-bit',
    aliases: ['paged_adamw_8bit', 'paged-adamw8bit'],
    stateBytes: eightBit(2),
    derivation: 'two 8-bit moments and their scales, 2·(1 + 4/256) B',
    step: FUSED,
    location: 'paged',
    unpagedBytes: unpaged(2, true),
    sources: [BNB],
  },
  'paged-adamw': {
    requires: 'bitsandbytes',
    instead: 'Leave optimizer out.',
    label: 'Paged AdamW',
    aliases: ['paged_adamw', 'paged_adamw_32bit', 'paged-adamw-32bit'],
    stateBytes: fp32Moments(2),
    derivation: 'two fp32 moments',
    step: FUSED,
    location: 'paged',
    unpagedBytes: unpaged(2, false),
    sources: [BNB],
  },
  adafactor: {
    label: 'Adafactor',
    aliases: [],
    stateBytes: factored,
    derivation: 'a value per row and per column',
    step: { all: 0, largest: (bytes) => 32 / bytes },
    location: 'gpu',
    sources: [{ title: 'Shazeer and Stern, Adafactor, arXiv 1804.04235', url: 'https://arxiv.org/abs/1804.04235' }],
  },
  'adafactor-torch': {
    label: 'Adafactor of PyTorch',
    aliases: ['torch-adafactor', 'torch adafactor'],
    stateBytes: ({ rows, columns, count, bytes }) => (columns > 1 ? rows + columns : rows) * count * bytes,
    derivation: 'a value per row and per column, in the dtype of the trained weights',
    step: { all: 0, largest: (bytes) => bytes },
    location: 'gpu',
    sources: [
      {
        title: 'torch.optim.Adafactor: the for-loop unless foreach is asked for (followed with bench/oracle)',
        url: 'https://docs.pytorch.org/docs/stable/generated/torch.optim.Adafactor.html',
      },
    ],
  },

  lion: {
    label: 'Lion',
    aliases: ['lion-pytorch'],
    stateBytes: moments(1),
    derivation: 'one momentum in the dtype of the trained weights',
    step: { all: 0, largest: (bytes) => 3 * bytes },
    location: 'gpu',
    sources: [{ title: 'Chen et al., Lion, arXiv 2302.06675', url: 'https://arxiv.org/abs/2302.06675' }],
  },
  'lion-32bit': {
    requires: 'bitsandbytes',
    instead: 'Leave optimizer out.',
    label: 'Lion 32-bit',
    aliases: ['lion_32bit', 'lion32bit'],
    stateBytes: fp32Moments(1),
    derivation: 'one fp32 momentum',
    step: FUSED,
    location: 'gpu',
    sources: [BNB],
  },
  'lion-8bit': {
    requires: 'bitsandbytes',
    instead: 'Leave optimizer out.',
    label: 'Lion 8-bit',
    aliases: ['lion_8bit', 'lion8bit'],
    stateBytes: eightBit(1),
    derivation: 'one 8-bit momentum and its scales, 1 + 4/256 B',
    step: FUSED,
    location: 'gpu',
    sources: [BNB],
  },
  'paged-lion-8bit': {
    requires: 'bitsandbytes',
    instead: 'Leave optimizer out.',
    label: 'Paged Lion 8-bit',
    aliases: ['paged_lion_8bit', 'paged-lion'],
    stateBytes: eightBit(1),
    derivation: 'one 8-bit momentum and its scales, 1 + 4/256 B',
    step: FUSED,
    location: 'paged',
    unpagedBytes: unpaged(1, true),
    sources: [BNB],
  },
  ademamix: {
    requires: 'bitsandbytes',
    instead: 'Leave optimizer out.',
    label: 'AdEMAMix',
    aliases: ['ademamix_32bit'],
    stateBytes: fp32Moments(3),
    derivation: 'two fp32 momenta and a second moment',
    step: FUSED,
    location: 'gpu',
    sources: [
      { title: 'Pagliardini et al., AdEMAMix, arXiv 2409.03137', url: 'https://arxiv.org/abs/2409.03137' },
      BNB,
    ],
  },
  'ademamix-8bit': {
    requires: 'bitsandbytes',
    instead: 'Leave optimizer out.',
    label: 'AdEMAMix 8-bit',
    aliases: ['ademamix_8bit'],
    stateBytes: eightBit(3),
    derivation: 'two 8-bit momenta, a second moment and their scales, 3·(1 + 4/256) B',
    step: FUSED,
    location: 'gpu',
    sources: [
      { title: 'Pagliardini et al., AdEMAMix, arXiv 2409.03137', url: 'https://arxiv.org/abs/2409.03137' },
      BNB,
    ],
  },
  rmsprop: {
    label: 'RMSprop',
    aliases: [],
    stateBytes: moments(1),
    derivation: 'one second moment in the dtype of the trained weights',
    step: FOREACH,
    location: 'gpu',
    sources: [TORCH],
  },
  adagrad: {
    label: 'Adagrad',
    aliases: [],
    stateBytes: moments(1),
    derivation: 'one sum of squares in the dtype of the trained weights',
    step: FOREACH,
    location: 'gpu',
    sources: [TORCH],
  },
  sgd: {
    label: 'SGD',
    aliases: [],
    stateBytes: moments(0),
    derivation: 'no states without momentum',
    step: FUSED,
    location: 'gpu',
    sources: [TORCH],
  },
  'sgd-momentum': {
    label: 'SGD with momentum',
    aliases: ['sgdm'],
    stateBytes: moments(1),
    derivation: 'one momentum in the dtype of the trained weights',
    step: FUSED,
    location: 'gpu',
    sources: [TORCH],
  },
  muon: {
    label: 'Muon',
    aliases: ['muon_torch'],
    stateBytes: matricesOnly(moments(1)),
    derivation: 'one momentum for hidden matrices, two moments for the rest',
    step: LOOP,
    location: 'gpu',
    sources: [
      {
        title: 'torch.optim.Muon: a momentum buffer for 2-D parameters, AdamW for the others',
        url: 'https://docs.pytorch.org/docs/stable/generated/torch.optim.Muon.html',
      },
    ],
  },
  galore: {
    label: 'GaLore AdamW, rank 128',
    aliases: ['galore_adamw', 'galore-adamw'],
    stateBytes: lowRank(128, 1),
    derivation: 'a projector of the shorter side and two moments of the longer one, rank 128',
    step: LOOP,
    location: 'gpu',
    sources: [{ title: 'Zhao et al., GaLore, arXiv 2403.03507', url: 'https://arxiv.org/abs/2403.03507' }],
  },
  apollo: {
    label: 'APOLLO, rank 256',
    aliases: ['apollo_adamw', 'apollo-adamw'],
    stateBytes: lowRank(256, 0),
    derivation: 'two moments of the longer side, rank 256; projections come from their seed',
    step: LOOP,
    location: 'gpu',
    sources: [{ title: 'Zhu et al., APOLLO, arXiv 2412.05270', url: 'https://arxiv.org/abs/2412.05270' }],
  },
  'apollo-mini': {
    label: 'APOLLO-Mini',
    aliases: ['apollo_mini'],
    stateBytes: lowRank(1, 0),
    derivation: 'two moments of the longer side, rank 1',
    step: LOOP,
    location: 'gpu',
    sources: [{ title: 'Zhu et al., APOLLO, arXiv 2412.05270', url: 'https://arxiv.org/abs/2412.05270' }],
  },
  'adam-mini': {
    label: 'Adam-mini',
    aliases: ['adam_mini', 'adammini'],
    stateBytes: (shape) => elements(shape) * (shape.embedding ? 8 : 4),
    derivation: 'one fp32 momentum; the second moment is one value a block, but whole for embeddings and head',
    step: { all: 0, largest: (bytes) => (bytes < 4 ? 12 : 8) },
    location: 'gpu',
    sources: [
      { title: 'Zhang et al., Adam-mini, arXiv 2406.16793', url: 'https://arxiv.org/abs/2406.16793' },
      {
        title: 'zyushun/Adam-mini adam_mini.py at 11ee305',
        url: 'https://github.com/zyushun/Adam-mini/blob/11ee30580c5c476c4509f2fa1b9e76a721a08341/adam_mini/adam_mini.py',
      },
    ],
  },
  lomo: {
    label: 'LOMO',
    aliases: ['lomo_sgd'],
    stateBytes: moments(0),
    derivation: 'no states; each gradient is stepped and freed as it comes',
    step: FUSED,
    location: 'gpu',
    stepsInBackward: true,
    sources: [{ title: 'Lv et al., LOMO, arXiv 2306.09782', url: 'https://arxiv.org/abs/2306.09782' }],
  },
  adalomo: {
    label: 'AdaLomo',
    aliases: ['ada-lomo'],
    stateBytes: factored,
    derivation: 'an fp32 value per row and per column; each gradient is stepped and freed as it comes',
    step: FUSED,
    location: 'gpu',
    stepsInBackward: true,
    sources: [{ title: 'Lv et al., AdaLomo, arXiv 2310.10195', url: 'https://arxiv.org/abs/2310.10195' }],
  },
} as const satisfies Record<string, OptimizerRow>;

export type OptimizerId = keyof typeof OPTIMIZERS;
