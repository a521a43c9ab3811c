/** Seconds of one micro-batch and one update on a device, part by part. */
import type { GpuFacts } from '../../facts/gpus.ts';
import {
  ALWAYS_EXPOSED,
  LINK_SHARE,
  MODEL_PARALLEL_SHARE,
  OVERLAP,
  SPEED,
  STACKS,
  type SpeedConstants,
} from '../../facts/utilisation.ts';
import type { Plan } from '../../plan/plan.ts';
import { ratesOf, type DeviceRates } from './rates.ts';
import { passesOf, tokenWork } from './work.ts';

/** What a plan does not say and a speed depends on. */
export interface SpeedSettings {
  /** torch.compile: kernels are fused and issued together. */
  readonly compiled?: boolean | undefined;
  /** Products in 8-bit floats. */
  readonly fp8?: boolean | undefined;
  /** Layers or matrices are cut across GPUs that work at the same time (tensor and pipeline parallelism). */
  readonly modelParallel?: boolean | undefined;
  /** Bytes per second and direction between GPUs, where it is known. */
  readonly linkBytesPerSecond?: number | undefined;
  /** Power limit over the device's own. */
  readonly powerShare?: number | undefined;
}

/** Seconds per micro-batch of one GPU; `update` once per optimizer step. */
export interface StepSeconds {
  readonly matmul: number;
  readonly attention: number;
  readonly traffic: number;
  readonly dequantization: number;
  /** The floor under products, attention and traffic that issuing kernels sets. */
  readonly launch: number;
  readonly communication: number;
  readonly update: number;
}

/** Clocks follow power by about this exponent: dynamic power grows with frequency and the square of voltage. */
const CLOCK_PER_POWER = 0.4;
/** Of a floor per layer, what is left when kernels are fused and issued together. */
const COMPILED_LAUNCH = 0.4;

/** @returns undefined where nothing is known of the device's rates. */
export function stepSeconds(
  plan: Plan,
  gpu: GpuFacts,
  settings: SpeedSettings = {},
  speed: SpeedConstants = SPEED,
): StepSeconds | undefined {
  const rates = ratesOf(gpu, plan.whole.gpus, plan.chosen.request.dtype);
  if (rates === undefined) return undefined;
  const parts = onDevice(plan, gpu, rates, settings, speed);
  return {
    ...parts,
    communication: communication(plan, rates, settings, computing(parts)),
    update: update(plan, rates, speed),
  };
}

/** Seconds that a micro-batch takes, the update not counted. */
export function microBatchSeconds(step: StepSeconds): number {
  return computing(step) + step.communication;
}

/** Expanding quantized weights is issued beside the rest, and comes on top of a launch-bound pass as of any other. */
function computing({
  matmul,
  attention,
  traffic,
  dequantization,
  launch,
}: Omit<StepSeconds, 'communication' | 'update'>): number {
  return Math.max(matmul + attention + traffic, launch) + dequantization;
}

function onDevice(plan: Plan, gpu: GpuFacts, rates: DeviceRates, settings: SpeedSettings, speed: SpeedConstants) {
  const { request, switches } = plan.chosen;
  const { tokens, layers, base } = plan.share;
  const work = tokenWork(plan);
  const clock = (settings.powerShare ?? 1) ** CLOCK_PER_POWER;
  const cut = settings.modelParallel ? MODEL_PARALLEL_SHARE : 1;
  const products = rates.matmulFlopsPerSecond * clock * cut;
  const fp8 = settings.fp8 && gpu.tflops.fp8 !== null ? speed.fp8Gain : 1;
  const fused = settings.compiled === true || switches.fusedKernels;
  const casts = request.loraDtype !== request.dtype && STACKS[request.framework]?.castsLoraWeights !== true;
  const loraMoves = casts ? speed.loraMoves : 0;
  const moved =
    work.blockBytes * (fused ? speed.fusedMoves : speed.eagerMoves) + work.loraBytes * loraMoves + work.logitBytes;
  const passes = passesOf(plan);
  return {
    matmul: (tokens * (work.matmulFlops + work.expertFlops / speed.expertShare)) / (products * speed.matmulShare * fp8),
    attention: (tokens * work.attentionFlops) / (products * speed.attentionShare * rates.speedClass.attentionScale),
    traffic: (tokens * moved) / rates.bytesPerSecond,
    dequantization:
      (base.quantizedElements * speed.dequantizedBytes * (1 + Math.sign(passes.backward) + passes.recomputed)) /
      rates.bytesPerSecond,
    launch:
      layers *
      speed.launchSeconds *
      rates.speedClass.launchScale *
      ((settings.compiled ?? request.compiled) ? COMPILED_LAUNCH : 1) *
      (plan.whole.gpus > 1 && plan.chosen.sharding.weights ? speed.shardedLaunch : 1),
  };
}

/** What gathering and scattering leave exposed: all of it where the link is slow, little where computing takes longer. */
function communication(plan: Plan, rates: DeviceRates, settings: SpeedSettings, compute: number): number {
  const { sharding, request, method } = plan.chosen;
  const { gpus } = plan.whole;
  const { trained } = plan.share;
  if (gpus === 1 || settings.modelParallel || method.trains === 'nothing') return 0;
  const others = (gpus - 1) / gpus;
  const gathered = sharding.weights ? 2 * weightBytes(plan) * others : 0;
  // Sharded gradients leave in every micro-batch, whole ones once an update, both ways.
  const scattered = sharding.gradients
    ? trained.gradientBytes * others
    : (2 * trained.gradientBytes * others) / request.accumulation;
  const seconds = (gathered + scattered) / ((settings.linkBytesPerSecond ?? rates.linkBytesPerSecond) * LINK_SHARE);
  return Math.max(ALWAYS_EXPOSED * seconds, seconds - OVERLAP[rates.link] * compute);
}

/** Weights travel in the compute dtype, quantized ones as they are stored. */
function weightBytes({ chosen: { request }, share: { base } }: Plan): number {
  const plainBytes = request.dtype === 'fp32' ? 4 : 2;
  const quantized = base.bytes - base.plainElements * base.plainBytes - base.upcastElements * (4 - base.plainBytes);
  return base.plainElements * plainBytes + quantized;
}

function update(
  { chosen: { optimizer, sharding }, whole: { gpus }, share: { trained } }: Plan,
  rates: DeviceRates,
  speed: SpeedConstants,
): number {
  if (trained.elements === 0) return 0;
  const states = trained.shapes.reduce((sum, shape) => sum + optimizer.stateBytes(shape), 0);
  const bytes = (trained.bytes + trained.gradientBytes + states) / (sharding.states ? gpus : 1);
  return (bytes * speed.optimizerMoves) / rates.bytesPerSecond;
}
