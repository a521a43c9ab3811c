/** The shape of one card or machine. */
import type { GpuSourceId } from './sources.ts';

/** What PyTorch (or MLX) runs on: shared code asks this and the capabilities, never a vendor's name. */
export type Runtime = 'cuda' | 'rocm' | 'metal' | 'xpu' | 'hpu' | 'cann';

/**
 * Where `usableGib` comes from. measured: PyTorch's own total was seen on that card. estimated: the driver's total, or
 * a rule of the platform, less the usual loss. guessed: the label less 6 %.
 */
export type UsableBasis = 'measured' | 'estimated' | 'guessed';

export type GpuCategory =
  'consumer' | 'laptop' | 'workstation' | 'datacenter' | 'mig' | 'accelerator' | 'unified' | 'apple' | 'plain';

interface GpuCapabilities {
  readonly bf16: boolean;
  readonly flashAttention2: boolean;
  readonly fp8: boolean;
  readonly bitsandbytes4bit: boolean;
}

/** Dense rates, in TFLOPS: tensor cores with fp32 accumulation, fp32 on the shaders; null where none or not known. */
interface DenseRates {
  readonly bf16: number | null;
  readonly fp16: number | null;
  readonly fp32: number | null;
  readonly fp8: number | null;
  /** The largest bf16 matrix product anybody published. */
  readonly bf16Measured?: number;
}

/** Shares of the whole card's arithmetic and memory. */
interface MigSlice {
  readonly of: string;
  readonly compute: readonly [number, number];
  readonly memory: readonly [number, number];
}

export interface GpuRow {
  readonly id: string;
  readonly name: string;
  /** Further spellings; case, spaces, hyphens and vendor words need none. */
  readonly aliases?: readonly string[];
  readonly vendor: 'nvidia' | 'amd' | 'intel' | 'huawei' | 'apple' | 'any';
  readonly category: GpuCategory;
  readonly runtime: Runtime;
  readonly architecture: string;
  /** NVIDIA's number or AMD's gfx name. */
  readonly computeCapability: string | null;
  readonly capabilities: GpuCapabilities;
  /** What the box says. */
  readonly labelGb: number;
  /** Other figures the same card is sold under. */
  readonly alsoSoldAsGb?: readonly number[];
  /** Memory beside the card by which its driver names it (a GH200 by that of its CPU). */
  readonly alsoNamedGb?: readonly number[];
  /** Rarer or modified versions of the card without a row of their own. */
  readonly otherMemoryGb?: readonly number[];
  /** Rebuilt with more memory than the vendor sells it with. */
  readonly modified?: true;
  /** What nvidia-smi or rocm-smi calls the total. */
  readonly driverTotalMib: number | null;
  /** Whether that total was read from a real machine. */
  readonly driverTotalObserved: boolean;
  /** What one process can have, context included: the figure fits are judged on. */
  readonly usableGib: number;
  readonly usableBasis: UsableBasis;
  /** Shares its memory with the system. */
  readonly unified: boolean;
  /** Flops of a shader per clock: two for a multiply-add, four where it issues two. */
  readonly shaderFlops: number;
  /** Dense 16-bit tensor rates over the fp32 rate, one for each grade that cards of the architecture are sold in. */
  readonly tensorRatios: readonly number[];
  readonly bandwidthGbS: number | null;
  /** What the bandwidth is made of: data lines, and gigabits a second on each; null where it is only part of a card. */
  readonly memoryBus: { readonly bits: number; readonly gbps: number } | null;
  /** What the fp32 rate is made of; null where the vendor publishes no clock. */
  readonly shaders: { readonly count: number; readonly boostMhz: number } | null;
  /** The part of a card that a MIG slice is. */
  readonly slice?: MigSlice;
  readonly tflops: DenseRates;
  /** Both directions together; null where there is no such link. */
  readonly nvlinkGbS: number | null;
  readonly tdpW: number | null;
  readonly year: number;
  readonly notes?: string;
  /** Where sources differ, and what they say. */
  readonly disagreements?: readonly string[];
  readonly sources: readonly GpuSourceId[];
}

export interface GpuFacts extends GpuRow {
  /** 0 for the card people most often mean; cards nobody ranked share one large number. */
  readonly commonness: number;
}
