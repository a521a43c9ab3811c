/**
 * How fast training runs against what a device's sheet promises. The constants of SPEED were fitted on published speeds by
 * bench/time, each on at least two sources; what a device class adds is a row, so that nobody asks a device its name.
 */
import type { FrameworkId } from './frameworks.ts';
import type { GpuFacts, Runtime } from './gpus.ts';
import type { Source } from './types.ts';

/** What decides the seconds of a step. Shares are fractions of what the device can do. */
export interface SpeedConstants {
  /** Of the device's largest measured matrix product: what a training step's products reach. */
  readonly matmulShare: number;
  /** The same for attention kernels (FlashAttention 2, SDPA). */
  readonly attentionShare: number;
  /** How often each value of a block's activations is moved in one pass, with kernels that fuse little. */
  readonly eagerMoves: number;
  /** The same with fused kernels (Liger, Unsloth, torch.compile). */
  readonly fusedMoves: number;
  /** Of matmulShare: what the smaller products of routed experts reach, gathering and scattering included. */
  readonly expertShare: number;
  /** How often a LoRA linear whose dtype is not the computation's moves (casts) its input and output, per pass. */
  readonly loraMoves: number;
  /** Seconds per layer and micro-batch below which Python cannot issue the kernels. */
  readonly launchSeconds: number;
  /** Of that floor where every layer's weights are gathered first. */
  readonly shardedLaunch: number;
  /** Bytes moved to expand one quantized weight, per pass. */
  readonly dequantizedBytes: number;
  /** How often an update moves weights, gradients and states. */
  readonly optimizerMoves: number;
  /** Of the doubled rate of 8-bit floats: what training's products reach over bf16 ones. */
  readonly fp8Gain: number;
}

export type SpeedConstant = keyof SpeedConstants;

export const SPEED = {
  matmulShare: 0.85,
  attentionShare: 0.55,
  eagerMoves: 5.5,
  fusedMoves: 1.9,
  expertShare: 0.76,
  loraMoves: 9.7,
  launchSeconds: 0.00475,
  shardedLaunch: 3,
  dequantizedBytes: 11.8,
  optimizerMoves: 10,
  fp8Gain: 1.8,
} as const satisfies SpeedConstants;

/** What a family of devices shares where their own rows say nothing. */
export interface SpeedClass {
  readonly label: string;
  readonly holds: (gpu: GpuFacts) => boolean;
  /** The largest matrix product over the sheet's dense rate, where nobody published one for the device. */
  readonly matmulCeiling: number;
  /** Of SPEED.launchSeconds: lazily compiled graphs issue kernels faster than eager Python. */
  readonly launchScale: number;
  /** Of SPEED.attentionShare: kernels written for the generation before reach less of a faster one. */
  readonly attentionScale: number;
  /** Bytes per second and direction between two devices without a link of their own. */
  readonly busBytesPerSecond: number;
  /** The same between devices of one server that have a link which their own rows do not list. */
  readonly fabricBytesPerSecond?: number;
  readonly sources: readonly Source[];
}

const ML_ENGINEERING: Source = {
  title: 'stas00/ml-engineering, compute/accelerator/README.md: measured matrix products',
  url: 'https://github.com/stas00/ml-engineering',
};
const FSDP_QLORA: Source = {
  title: 'AnswerDotAI/fsdp_qlora benchmarks_03_2024.md',
  url: 'https://github.com/AnswerDotAI/fsdp_qlora',
};
const MLX_LORA: Source = { title: 'ml-explore/mlx-lm LORA.md', url: 'https://github.com/ml-explore/mlx-lm' };
const TORCHTUNE: Source = { title: 'pytorch/torchtune README', url: 'https://github.com/pytorch/torchtune' };
const MLX_TRAIN: Source = { title: 'IonDen/mlx-train-perf', url: 'https://github.com/IonDen/mlx-train-perf' };
const FLASH_3: Source = {
  title: 'Shah et al., FlashAttention-3, arXiv 2407.08608: FlashAttention-2 reaches 35 % of an H100, 65 % of an A100',
  url: 'https://arxiv.org/abs/2407.08608',
};
const T4_DISSECTED: Source = {
  title: 'Jia et al., Dissecting the NVidia Turing T4, arXiv 1903.07486: power keeps a T4 at 41 of its 65 TFLOPS',
  url: 'https://arxiv.org/abs/1903.07486',
};
const INFINITY_FABRIC: Source = {
  title: 'AMD Instinct platforms: seven Infinity Fabric links a device, 50 to 64 GB/s each and direction',
};
const GUESS: Source = { title: 'no measured training run found; a cautious guess' };

const runs =
  (...runtimes: readonly Runtime[]) =>
  (gpu: GpuFacts) =>
    runtimes.includes(gpu.runtime);
const isServer = (gpu: GpuFacts) => gpu.category === 'datacenter' || gpu.category === 'mig';

/** The first class that holds a device is its own. */
export const SPEED_CLASSES: readonly SpeedClass[] = [
  {
    label: 'NVIDIA data centre, Hopper and later',
    holds: (gpu) => runs('cuda')(gpu) && isServer(gpu) && Number(gpu.computeCapability) >= 9,
    matmulCeiling: 0.8,
    launchScale: 1,
    attentionScale: 0.55,
    busBytesPerSecond: 20e9,
    sources: [ML_ENGINEERING, FLASH_3],
  },
  {
    // No FlashAttention, no bf16, and kernels that nobody tunes any more.
    label: 'NVIDIA before Ampere',
    holds: (gpu) => runs('cuda')(gpu) && Number(gpu.computeCapability) < 8,
    matmulCeiling: 0.6,
    launchScale: 1,
    attentionScale: 0.3,
    busBytesPerSecond: 12e9,
    sources: [T4_DISSECTED, GUESS],
  },
  {
    label: 'NVIDIA data centre, to 150 W',
    holds: (gpu) => runs('cuda')(gpu) && isServer(gpu) && gpu.tdpW !== null && gpu.tdpW <= 150,
    matmulCeiling: 0.6,
    launchScale: 1,
    attentionScale: 1,
    busBytesPerSecond: 12e9,
    sources: [T4_DISSECTED],
  },
  {
    label: 'NVIDIA data centre',
    holds: (gpu) => runs('cuda')(gpu) && isServer(gpu),
    matmulCeiling: 0.8,
    launchScale: 1,
    attentionScale: 1,
    busBytesPerSecond: 20e9,
    sources: [ML_ENGINEERING],
  },
  {
    // Boost clocks lie above the ones that the sheet's rate counts with.
    label: 'GeForce',
    holds: (gpu) => runs('cuda')(gpu) && (gpu.category === 'consumer' || gpu.category === 'laptop'),
    matmulCeiling: 1.05,
    launchScale: 1,
    attentionScale: 1,
    busBytesPerSecond: 20e9,
    sources: [FSDP_QLORA, TORCHTUNE],
  },
  {
    // Power limits bind before the sheet's rate: 70B runs on A5000s and RTX 6000 Adas reached 0.40 and 0.21 of it.
    label: 'RTX workstation and NVIDIA unified memory',
    holds: runs('cuda'),
    matmulCeiling: 0.6,
    launchScale: 1,
    attentionScale: 1,
    busBytesPerSecond: 20e9,
    sources: [FSDP_QLORA, GUESS],
  },
  {
    label: 'AMD data centre',
    holds: (gpu) => runs('rocm')(gpu) && isServer(gpu),
    matmulCeiling: 0.55,
    launchScale: 1,
    attentionScale: 0.55,
    busBytesPerSecond: 20e9,
    fabricBytesPerSecond: 300e9,
    sources: [ML_ENGINEERING, INFINITY_FABRIC, GUESS],
  },
  {
    label: 'AMD',
    holds: runs('rocm'),
    matmulCeiling: 0.55,
    launchScale: 1,
    attentionScale: 1,
    busBytesPerSecond: 20e9,
    sources: [ML_ENGINEERING, GUESS],
  },
  {
    label: 'Apple',
    holds: runs('metal'),
    matmulCeiling: 0.55,
    launchScale: 0.5,
    attentionScale: 1,
    busBytesPerSecond: 5e9,
    sources: [MLX_TRAIN, MLX_LORA],
  },
  {
    label: 'Gaudi',
    holds: runs('hpu'),
    matmulCeiling: 0.75,
    launchScale: 0.5,
    attentionScale: 1,
    busBytesPerSecond: 20e9,
    sources: [ML_ENGINEERING, GUESS],
  },
  {
    label: 'Intel',
    holds: runs('xpu'),
    matmulCeiling: 0.5,
    launchScale: 1,
    attentionScale: 1,
    busBytesPerSecond: 20e9,
    sources: [GUESS],
  },
];

/** What a framework does otherwise than its preset's switches say. */
interface StackSpeed {
  /** LoRA matrices are cast to the compute dtype instead of the activations. */
  readonly castsLoraWeights?: true;
  readonly sources: readonly Source[];
}

export const STACKS: Readonly<Partial<Record<FrameworkId, StackSpeed>>> = {
  unsloth: {
    castsLoraWeights: true,
    sources: [
      {
        title: 'unsloth kernels/fast_lora.py: A and B go to the dtype of X',
        url: 'https://github.com/unslothai/unsloth',
      },
    ],
  },
};

/** The dense tensor rate over the fp32 rate where the sheet lists only the latter: half-rate GeForce, full-rate others. */
export const TENSOR_PER_FP32 = { consumer: 2, laptop: 2, workstation: 4, datacenter: 4 } as const satisfies Partial<
  Record<GpuFacts['category'], number>
>;

/** Of the time spent computing, what moving data over an own link or the network hides behind; over a host's bus. */
export const OVERLAP = { link: 0.9, bus: 0.2 } as const;
/** Of the time spent moving, what is exposed however long the computing takes: the first and the last block. */
export const ALWAYS_EXPOSED = 0.1;

/** Of a link's rate: what collectives reach (nccl-tests, large messages). */
export const LINK_SHARE = 0.7;
/** Bytes per second, GPU and direction between machines: 400 Gb/s a GPU. */
export const NETWORK_BYTES_PER_SECOND = 50e9;
/** GPUs of one machine. */
export const GPUS_PER_NODE = 8;
/** What is left of the products' rate where layers are cut across GPUs: tensor and pipeline parallelism. */
export const MODEL_PARALLEL_SHARE = 0.85;

/** Devices that measured runs stand behind; any other answer says "low confidence". */
export const MEASURED_DEVICES: readonly {
  readonly computeCapability: string | null;
  readonly categories: readonly GpuFacts['category'][];
  readonly runtime: Runtime;
}[] = [
  { computeCapability: '8.0', categories: ['datacenter'], runtime: 'cuda' },
  { computeCapability: '9.0', categories: ['datacenter'], runtime: 'cuda' },
  { computeCapability: '10.0', categories: ['datacenter'], runtime: 'cuda' },
  { computeCapability: '10.3', categories: ['datacenter'], runtime: 'cuda' },
  { computeCapability: '8.6', categories: ['consumer'], runtime: 'cuda' },
  { computeCapability: '8.9', categories: ['consumer'], runtime: 'cuda' },
  { computeCapability: null, categories: ['apple'], runtime: 'metal' },
];

/** Relative error, either way, of predicted against measured speed: bench/time; and where nothing was measured. */
export const SPEED_UNCERTAINTY = { measured: 0.25, low: 0.5 } as const;
