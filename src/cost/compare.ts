/** One job on many devices: what fits, how long it takes, what it costs. */
import { SHARDINGS, type ShardingId } from '../facts/shardings.ts';
import { leadingOffer, runCost, type Offer, type RunCost } from './cost.ts';
import { UserError } from '../errors.ts';
import { gpus, type GpuFacts } from '../facts/gpus.ts';
import { estimateOn, type FittedEstimate, type Verdict } from '../fit/fit.ts';
import { withoutLayout } from '../plan/parallel.ts';
import { makePlan } from '../plan/plan.ts';
import type { Price } from '../ports.ts';
import type { RequestInput } from '../plan/request.ts';
import { trainingTime, type JobInput, type TrainingTime } from './time.ts';

/** A job on so many devices of a kind. */
export interface DeviceRun {
  readonly gpu: GpuFacts;
  readonly gpuCount: number;
  /** How several are used. */
  readonly sharding: ShardingId;
  readonly verdict: Verdict;
  readonly time: TrainingTime;
  readonly cost: RunCost;
}

/** A run with the on-demand offer that is named first. */
export interface OfferedRun extends DeviceRun {
  readonly offer: Offer;
}

/** Numbers of cards that are rented together, tried in this order until the job fits. */
const COUNTS = [1, 2, 4, 8] as const;

/**
 * The job on every device that somebody rents out, on as few cards as it fits on; cheapest first. Devices that cannot do
 * what is asked are passed by.
 * @throws UserError as `estimate` and `trainingTime` do, where no device can.
 */
export function compareDevices(
  request: RequestInput,
  job: JobInput,
  prices: readonly Price[],
  now: Date,
): readonly OfferedRun[] {
  const asked = withoutLayout(request, SHARDINGS[request.sharding ?? 'ddp']);
  const rented = new Set(prices.map(({ gpu }) => gpu));
  const runs: OfferedRun[] = [];
  let refusal: UserError | undefined;
  let possible = false;
  for (const gpu of gpus) {
    if (!rented.has(gpu.id)) continue;
    try {
      const run = fittingRun(asked, gpu, job, prices, now);
      possible = true;
      const offer = run && leadingOffer(run.cost);
      if (offer) runs.push({ ...run, offer });
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      refusal ??= error;
    }
  }
  if (!possible && refusal) throw refusal;
  return runs.toSorted((a, b) => a.offer.usd - b.offer.usd);
}

function fittingRun(
  request: RequestInput,
  gpu: GpuFacts,
  job: JobInput,
  prices: readonly Price[],
  now: Date,
): DeviceRun | undefined {
  for (const gpuCount of COUNTS) {
    const fitted = estimateOn(request, gpu, gpuCount);
    const onHost = SHARDINGS[fitted.estimate.request.sharding].shardsOnHost;
    if (fitted.fit.verdict !== 'no' && !onHost) return deviceRun(fitted, job, prices, now);
  }
  return undefined;
}

/**
 * The job on the device that an estimate was made for, whether it fits or not.
 * @returns undefined where nothing is known of the device's speed, or of the way it is used.
 */
export function deviceRun(
  { estimate, fit }: FittedEstimate,
  job: JobInput,
  prices: readonly Price[],
  now: Date,
): DeviceRun | undefined {
  const { gpu, gpuCount, verdict } = fit;
  const plan = makePlan(estimate.request);
  // Fetching weights from host memory in every pass is not in the model of time.
  const time = plan.chosen.sharding.shardsOnHost ? undefined : trainingTime(plan, gpu, job);
  const { sharding } = plan.chosen.request;
  return time && { gpu, gpuCount, sharding, verdict, time, cost: runCost(time, prices, now) };
}

/** The run that is both cheap and quick: the least dollars times hours. */
export function sweetSpot(runs: readonly OfferedRun[]): OfferedRun | undefined {
  return runs.toSorted((a, b) => a.offer.usd * a.time.seconds - b.offer.usd * b.time.seconds)[0];
}

/** Tokens that so much money trains on, at the same price per token. */
export function tokensFor(usd: number, { time, offer }: OfferedRun): number {
  return (time.job.tokens * time.job.epochs * usd) / offer.usd;
}
