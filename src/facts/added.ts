/**
 * What methods train beside a frozen base. Counts are those of PEFT 0.21, and what each keeps was followed with
 * bench/oracle, at the library's own defaults but for the rank.
 */
import type { TensorShape } from './optimizers.ts';
import type { LinearPart } from './targets.ts';
import type { Source } from './types.ts';

/** A linear that carries trained weights, `count` times in the model. */
interface Carrier {
  readonly in: number;
  readonly out: number;
  readonly count: number;
  readonly part: LinearPart;
}

/** The widths of a model that prompts and norms follow. */
export interface ModelWidths {
  readonly hidden: number;
  /** Blocks that are trained, and those of them that attend. */
  readonly blocks: number;
  readonly attentionBlocks: number;
  readonly heads: number;
  readonly headDim: number;
  readonly kvHeads: number;
  readonly normsPerLayer: number;
}

/** Bytes of one linear that do not depend on the tokens. */
export interface FixedBytes {
  /** Kept for the backward pass. */
  readonly kept: number;
  /** Beside that and the gradients in flight, while the linear is computed or differentiated. */
  readonly beside: number;
  /** At a moment of its own, when no gradients are in flight. */
  readonly alone: number;
  /** Frozen parts of the method that stay. */
  readonly frozen: number;
}

/** Bytes per element of the added weights, and of products made of them: autocast makes those in 16 bit. */
export interface AddedBytes {
  readonly weights: number;
  readonly products: number;
}

/** What one attention block keeps besides: per token, and per token and token of its sequence. */
export interface AttentionBytes {
  readonly perToken: number;
  readonly perScore: number;
}

export interface AddedRow {
  /** What `size` counts: `rank 16`, `20 virtual tokens`. */
  readonly sizeText: (size: number) => string;
  /** Tensors beside each adapted linear; null: linears carry nothing. */
  readonly shapes: ((carrier: Carrier, size: number, bytes: number) => readonly TensorShape[]) | null;
  /** Tensors of the model as a whole. */
  readonly ofModel?: (model: ModelWidths, size: number, bytes: number) => readonly TensorShape[];
  /** Matrices over a linear's input keep that input. */
  readonly keepsInputs: boolean;
  /** Of these parts the input is scaled, and kept, in place of the output. */
  readonly scaledInputs?: readonly LinearPart[];
  /** Copies of the frozen linear's output that are kept: one where it is scaled. */
  readonly keptOutputs: number;
  /** Copies of the added output, or of the sum, in the dtype of products. */
  readonly keptProducts: number;
  /** A linear keeps a vector as wide as the rank for each token. */
  readonly keepsRanks: boolean;
  /** The library casts what it adds to the dtype of the inputs, and not the inputs to its own. */
  readonly inComputeDtype?: true;
  /** PEFT puts it on parameters that are no linears too, as stacked experts are. */
  readonly onParameters: boolean;
  /** Norms are trained, and keep what trained norms keep. */
  readonly trainsNorms?: true;
  /** Frozen bytes that all adapted linears share. */
  readonly shared?: (carriers: readonly Carrier[], size: number) => number;
  readonly fixed?: (carrier: Carrier, size: number, bytes: AddedBytes) => Partial<FixedBytes>;
  readonly ofAttention?: (
    model: Pick<ModelWidths, 'heads' | 'headDim'>,
    size: number,
    compute: number,
  ) => AttentionBytes;
  /** Tokens that a sequence has more than its own. */
  readonly extraTokens?: (size: number) => number;
  readonly sources: readonly Source[];
}

const ranks = (rank: number) => `rank ${rank}`;
const tokens = (count: number) => `${count} virtual tokens`;

const vector = (rows: number, { count }: Carrier, bytes: number): TensorShape => ({ rows, columns: 1, count, bytes });
const matrix = (rows: number, columns: number, count: number, bytes: number): TensorShape => ({
  rows,
  columns,
  count,
  bytes,
});

/** `A` is rank × in, `B` is out × rank. */
const matrices = ({ in: from, out, count }: Carrier, rank: number, bytes: number): readonly TensorShape[] => [
  matrix(rank, from, count, bytes),
  matrix(out, rank, count, bytes),
];

/** The product of the matrices is made whole, and kept until the linear's backward pass. */
const product =
  (moments: (elements: number, bytes: AddedBytes) => Partial<FixedBytes>) =>
  ({ in: from, out }: Carrier, _: number, bytes: AddedBytes): Partial<FixedBytes> => ({
    kept: from * out * bytes.products,
    ...moments(from * out, bytes),
  });

const widest = (carriers: readonly Carrier[], side: 'in' | 'out') => Math.max(0, ...carriers.map((one) => one[side]));

const PEFT = (folder: string): Source => ({
  title: `PEFT tuners/${folder} at 5d602fd`,
  url: `https://github.com/huggingface/peft/tree/5d602fdbff04c33c1c4de55cda9d4ae1d7cb7e40/src/peft/tuners/${folder}`,
});
const PAPER = (title: string, number: string): Source => ({
  title: `${title}, arXiv ${number}`,
  url: `https://arxiv.org/abs/${number}`,
});

const ON_LINEARS = {
  sizeText: ranks,
  keepsInputs: true,
  keptOutputs: 0,
  keptProducts: 0,
  keepsRanks: true,
  onParameters: false,
} as const;

/** Prompts and norms: the linears are those of the frozen base. */
const OFF_LINEARS = {
  sizeText: tokens,
  shapes: null,
  keepsInputs: false,
  keptOutputs: 0,
  keptProducts: 0,
  keepsRanks: false,
  onParameters: false,
} as const;

export const LORA: AddedRow = {
  ...ON_LINEARS,
  shapes: matrices,
  onParameters: true,
  sources: [PAPER('Hu et al., LoRA', '2106.09685')],
};

/** A magnitude per output beside LoRA's matrices: the frozen output and the added one are scaled apart. */
export const DORA: AddedRow = {
  ...ON_LINEARS,
  shapes: (one, rank, bytes) => [...matrices(one, rank, bytes), vector(one.out, one, bytes)],
  keptOutputs: 1,
  keptProducts: 1,
  sources: [PAPER('Liu et al., DoRA', '2402.09353')],
};

/** `A` stays as it was made: its product alone is kept, and `B` trained. */
export const LORA_FA: AddedRow = {
  ...ON_LINEARS,
  shapes: ({ out, count }, rank, bytes) => [matrix(out, rank, count, bytes)],
  keepsInputs: false,
  fixed: ({ in: from }, rank, { weights }) => ({ frozen: rank * from * weights }),
  sources: [PAPER('Zhang et al., LoRA-FA', '2308.03303')],
};

/** A singular value per rank between the matrices, and the output kept for its scale. */
export const ADALORA: AddedRow = {
  ...ON_LINEARS,
  shapes: (one, rank, bytes) => [...matrices(one, rank, bytes), vector(rank + 1, one, bytes)],
  keptProducts: 1,
  sources: [PAPER('Zhang et al., AdaLoRA', '2303.10512'), PEFT('adalora')],
};

/** Keys, values and the input of the MLP's last linear are scaled. */
export const IA3: AddedRow = {
  ...ON_LINEARS,
  sizeText: () => 'one scale a value',
  shapes: (one, _, bytes) => [vector(one.part === 'down' ? one.in : one.out, one, bytes)],
  keepsInputs: false,
  scaledInputs: ['down'],
  keptOutputs: 1,
  keepsRanks: false,
  sources: [PAPER('Liu et al., (IA)³', '2205.05638'), PEFT('ia3')],
};

/** Projections that all linears share stay frozen, in fp32; trained are a vector of the rank and one of the output. */
export const VERA: AddedRow = {
  ...ON_LINEARS,
  shapes: (one, rank, bytes) => [vector(rank, one, bytes), vector(one.out, one, bytes)],
  keepsInputs: false,
  keptProducts: 1,
  shared: (carriers, rank) => 4 * rank * (widest(carriers, 'in') + widest(carriers, 'out')),
  sources: [PAPER('Kopiczko et al., VeRA', '2310.11454'), PEFT('vera')],
};

/** An offset per output, at most: a sum keeps nothing. */
export const BITFIT: AddedRow = {
  ...ON_LINEARS,
  sizeText: () => 'one offset an output',
  shapes: (one, _, bytes) => [vector(one.out, one, bytes)],
  keepsInputs: false,
  keepsRanks: false,
  sources: [PAPER('Ben Zaken et al., BitFit', '2106.10199')],
};

/** The elementwise product of two products of matrices. */
export const LOHA: AddedRow = {
  ...ON_LINEARS,
  shapes: (one, rank, bytes) => [...matrices(one, rank, bytes), ...matrices(one, rank, bytes)],
  keepsRanks: false,
  fixed: product((elements, { weights }) => ({ alone: 4 * elements * weights })),
  sources: [PAPER('Hyeon-Woo et al., FedPara', '2108.06098'), PEFT('loha')],
};

/** The larger factor of a width split as evenly as it goes, and the smaller: factorization(dimension, −1) of PEFT. */
function factorsOf(width: number): readonly [number, number] {
  for (let small = Math.floor(Math.sqrt(width)); small > 1; small--) {
    if (width % small === 0) return [small, width / small];
  }
  return [1, width];
}

/** A Kronecker product of a small matrix and a product of two, or of two matrices where the rank is no saving. */
export const LOKR: AddedRow = {
  ...ON_LINEARS,
  shapes({ in: from, out, count }, rank, bytes) {
    const [outSmall, outLarge] = factorsOf(out);
    const [inSmall, inLarge] = factorsOf(from);
    const whole = rank >= Math.max(outLarge, inLarge) / 2;
    return [
      matrix(outSmall, inSmall, count, bytes),
      ...(whole
        ? [matrix(outLarge, inLarge, count, bytes)]
        : [matrix(outLarge, rank, count, bytes), matrix(rank, inLarge, count, bytes)]),
    ];
  },
  keepsRanks: false,
  fixed: product((elements, { weights }) => ({ beside: elements * weights })),
  sources: [PAPER('Yeh et al., LyCORIS', '2309.14859'), PEFT('lokr')],
};

/** A rotation of the input in blocks as wide as the size, from skew-symmetric matrices. */
export const OFT: AddedRow = {
  ...ON_LINEARS,
  sizeText: (size) => `blocks of ${size}`,
  shapes: ({ in: from, count }, size, bytes) => [matrix(from / size, (size * (size - 1)) / 2, count, bytes)],
  keepsRanks: false,
  fixed: ({ in: from }, size, { products }) => ({ kept: 4 * from * size * products }),
  sources: [PAPER('Qiu et al., OFT v2', '2506.19847'), PEFT('oft')],
};

/** Rotations in butterflies of blocks of four, made into a matrix as wide as the input; its permutation is kept in fp32. */
export const BOFT: AddedRow = {
  ...ON_LINEARS,
  sizeText: () => 'blocks of 4',
  shapes: (one, _, bytes) => [matrix(one.in / 4, 16, one.count, bytes), vector(one.out, one, bytes)],
  keptProducts: 1,
  inComputeDtype: true,
  keepsRanks: false,
  fixed: ({ in: from }, _, { products }) => ({
    // The rotation, and two casts of what it is made of.
    kept: 3 * products * from ** 2,
    beside: from ** 2 * products,
    frozen: 4 * from ** 2,
  }),
  sources: [PAPER('Liu et al., BOFT', '2311.06243'), PEFT('boft')],
};

/** Frequencies of the product's spectrum, as many as PEFT's default; its transform is in fp32. */
export const FOURIERFT: AddedRow = {
  ...ON_LINEARS,
  sizeText: () => '1,000 frequencies',
  shapes: (one, _, bytes) => [vector(1000, one, bytes)],
  keepsRanks: false,
  fixed: product((elements) => ({ alone: 20 * elements })),
  sources: [PAPER('Gao et al., FourierFT', '2405.03003'), PEFT('fourierft')],
};

/** One matrix, rank × out; the input is summed down to the rank. */
export const MISS: AddedRow = {
  ...ON_LINEARS,
  shapes: ({ out, count }, rank, bytes) => [matrix(rank, out, count, bytes)],
  keepsInputs: false,
  sources: [PAPER('Kang and Yin, MiSS', '2409.15371'), PEFT('miss')],
};

/** Outputs turned in pairs: two copies of them are kept. */
export const ROAD: AddedRow = {
  ...ON_LINEARS,
  sizeText: () => 'one rotation a pair',
  shapes: (one, _, bytes) => [vector(one.out, one, bytes)],
  keepsInputs: false,
  keptProducts: 2,
  keepsRanks: false,
  sources: [PAPER('Liao and Monz, RoAd', '2409.00119'), PEFT('road')],
};

/** The norms of the blocks and the last one. */
export const LN_TUNING: AddedRow = {
  ...OFF_LINEARS,
  sizeText: () => 'norms',
  ofModel: ({ hidden, blocks, normsPerLayer }, _, bytes) => [matrix(hidden, 1, blocks * normsPerLayer + 1, bytes)],
  trainsNorms: true,
  sources: [PAPER('Zhao et al., Tuning LayerNorm', '2312.11420'), PEFT('ln_tuning')],
};

/** Trained embeddings before each sequence. */
export const PROMPT: AddedRow = {
  ...OFF_LINEARS,
  ofModel: ({ hidden }, size, bytes) => [matrix(size, hidden, 1, bytes)],
  extraTokens: (size) => size,
  sources: [PAPER('Lester et al., prompt tuning', '2104.08691'), PEFT('prompt_tuning')],
};

/** The same made by an MLP of three linears as wide as the model. */
export const P_TUNING: AddedRow = {
  ...OFF_LINEARS,
  ofModel: ({ hidden }, size, bytes) => [
    matrix(size, hidden, 1, bytes),
    matrix(hidden, hidden, 3, bytes),
    matrix(hidden, 1, 3, bytes),
  ],
  extraTokens: (size) => size,
  sources: [PAPER('Liu et al., P-tuning', '2103.10385'), PEFT('p_tuning')],
};

/**
 * Trained keys and values before those of each block. A mask takes FlashAttention's place: keys and values are expanded to
 * all heads, and each block keeps the mask in 16 bit.
 */
export const PREFIX: AddedRow = {
  ...OFF_LINEARS,
  ofModel: ({ attentionBlocks, kvHeads, headDim }, size, bytes) => [
    matrix(size, 2 * attentionBlocks * kvHeads * headDim, 1, bytes),
  ],
  ofAttention: ({ heads, headDim }, _, compute) => ({ perToken: 2 * compute * heads * headDim, perScore: compute }),
  sources: [PAPER('Li and Liang, prefix tuning', '2101.00190'), PEFT('prefix_tuning')],
};

/** LLaMA-Adapter: each block attends to a trained prompt too, through a gate: its output, and scores in fp32 and 16 bit. */
export const ADAPTER: AddedRow = {
  ...OFF_LINEARS,
  ofModel: ({ attentionBlocks, hidden }, size, bytes) => [
    matrix(size, hidden, attentionBlocks, bytes),
    matrix(1, 1, attentionBlocks, bytes),
  ],
  ofAttention: ({ heads, headDim }, size, compute) => ({
    perToken: compute * heads * headDim + 8 * heads * size,
    perScore: 0,
  }),
  sources: [PAPER('Zhang et al., LLaMA-Adapter', '2303.16199'), PEFT('adaption_prompt')],
};

/** LLaMA-Adapter v2 of litgpt: a bias and a scale for each linear's output beside the prompts, and the norms. */
export const ADAPTER_V2: AddedRow = {
  ...ADAPTER,
  shapes: (one, _, bytes) => [matrix(one.out, 1, 2 * one.count, bytes)],
  ofModel: (model, size, bytes) => [
    ...(ADAPTER.ofModel?.(model, size, bytes) ?? []),
    ...(LN_TUNING.ofModel?.(model, size, bytes) ?? []),
  ],
  keptProducts: 1,
  trainsNorms: true,
  sources: [
    PAPER('Gao et al., LLaMA-Adapter V2', '2304.15010'),
    {
      title: 'litgpt adapter_v2.py at 01fe959',
      url: 'https://github.com/Lightning-AI/litgpt/blob/26857050fe3ff627cd714fe92f5838f51a3d5efa/litgpt/adapter_v2.py',
    },
  ],
};
