/** What a device can do: rates in operations and bytes per second, and how well they are known. */
import type { GpuFacts } from '../../facts/gpus.ts';
import type { Plan } from '../../plan/plan.ts';
import {
  GPUS_PER_NODE,
  MEASURED_DEVICES,
  NETWORK_BYTES_PER_SECOND,
  SPEED_CLASSES,
  TENSOR_PER_FP32,
  type SpeedClass,
} from '../../facts/utilisation.ts';

export interface DeviceRates {
  readonly speedClass: SpeedClass;
  /** The largest matrix product in the compute dtype. */
  readonly matmulFlopsPerSecond: number;
  readonly bytesPerSecond: number;
  /** Between two GPUs, one direction. */
  readonly linkBytesPerSecond: number;
  /** What kind of link that is. */
  readonly link: 'link' | 'bus';
  /** Whether measured runs stand behind devices of this kind. */
  readonly confidence: 'measured' | 'low';
}

/** Cards whose sheet lists no bandwidth: one byte moves for every so many fp32 operations, as on their relatives. */
const FLOPS_PER_BYTE = 80;
const TERA = 1e12;
const GIGA = 1e9;

/** @returns undefined for a device of which not even an fp32 rate is known. */
export function ratesOf(
  gpu: GpuFacts,
  gpus: number,
  dtype: Plan['chosen']['request']['dtype'],
): DeviceRates | undefined {
  const speedClass = SPEED_CLASSES.find(({ holds }) => holds(gpu));
  const dense = denseTflops(gpu, dtype);
  if (speedClass === undefined || dense === undefined) return undefined;
  const { bf16, bf16Measured } = gpu.tflops;
  const ceiling = bf16Measured !== undefined && bf16 !== null ? bf16Measured / bf16 : speedClass.matmulCeiling;
  return {
    speedClass,
    matmulFlopsPerSecond: dense.tflops * ceiling * TERA,
    bytesPerSecond: gpu.bandwidthGbS === null ? (dense.tflops * TERA) / FLOPS_PER_BYTE : gpu.bandwidthGbS * GIGA,
    ...linkOf(gpu, gpus, speedClass),
    confidence: dense.listed && gpu.bandwidthGbS !== null && isMeasured(gpu) ? 'measured' : 'low',
  };
}

/** The sheet's rate in the compute dtype; where the sheet has none, the fp32 one times what its relatives have. */
function denseTflops(
  { tflops, capabilities, category, unified }: GpuFacts,
  dtype: Plan['chosen']['request']['dtype'],
): { readonly tflops: number; readonly listed: boolean } | undefined {
  const listed = dtype === 'fp32' ? tflops.fp32 : (tflops[dtype] ?? tflops.fp16);
  if (listed !== null) return { tflops: listed, listed: true };
  if (tflops.fp32 === null) return tflops.bf16 === null ? undefined : { tflops: tflops.bf16 / 8, listed: false };
  // A GPU without matrix units computes everything at its fp32 rate.
  if (unified) return { tflops: tflops.fp32, listed: true };
  const factor =
    capabilities.bf16 && category in TENSOR_PER_FP32 ? TENSOR_PER_FP32[category as keyof typeof TENSOR_PER_FP32] : 1;
  return { tflops: tflops.fp32 * factor, listed: false };
}

function linkOf(
  { nvlinkGbS, category }: GpuFacts,
  gpus: number,
  { busBytesPerSecond, fabricBytesPerSecond }: SpeedClass,
): Pick<DeviceRates, 'link' | 'linkBytesPerSecond'> {
  if (gpus > GPUS_PER_NODE) return { link: 'link', linkBytesPerSecond: NETWORK_BYTES_PER_SECOND };
  // Bridges between consumer and workstation cards exist, and are seldom there.
  const linked = nvlinkGbS !== null && (category === 'datacenter' || category === 'accelerator');
  const own = linked ? (nvlinkGbS * GIGA) / 2 : fabricBytesPerSecond;
  return own === undefined
    ? { link: 'bus', linkBytesPerSecond: busBytesPerSecond }
    : { link: 'link', linkBytesPerSecond: own };
}

function isMeasured(gpu: GpuFacts): boolean {
  return MEASURED_DEVICES.some(
    ({ computeCapability, categories, runtime }) =>
      runtime === gpu.runtime && computeCapability === gpu.computeCapability && categories.includes(gpu.category),
  );
}
