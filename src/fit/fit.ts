/** Estimate × hardware → verdict, by one rule: judged on what PyTorch can have on that card, never on its label. */
import { estimatePlan, needOf, type Estimate } from '../memory/estimate.ts';
import { usableBytes, type GpuFacts } from '../facts/gpus.ts';
import { METHODS } from '../facts/methods.ts';
import type { ShardingId } from '../facts/shardings.ts';
import { USUAL } from '../plan/defaults.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import { hostBytes } from '../memory/host.ts';
import { highBytesOf, type Need } from '../memory/range.ts';
import type { RequestInput } from '../plan/request.ts';
import { GIB } from '../units.ts';

/** fits: the high end of the range is usable; tight: what is required is, the high end is not; no: not even that. */
export type Verdict = 'fits' | 'tight' | 'no';

export interface Fit {
  readonly verdict: Verdict;
  readonly gpu: GpuFacts;
  readonly gpuCount: number;
  /** Of one card. */
  readonly usableBytes: number;
  /** Usable less required; negative when it does not fit. */
  readonly headroomBytes: number;
}

/** The one rule, in bytes of one card. */
export function verdictOf(requiredBytes: number, highBytes: number, usable: number): Verdict {
  return highBytes <= usable ? 'fits' : requiredBytes <= usable ? 'tight' : 'no';
}

/** The verdict on cards of one kind; the estimate is per card. */
export function judge({ peak, range }: Estimate, gpu: GpuFacts, gpuCount: number): Fit {
  const usable = usableBytes(gpu);
  const verdict = verdictOf(peak.requiredBytes, range.highBytes, usable);
  return { verdict, gpu, gpuCount, usableBytes: usable, headroomBytes: usable - peak.requiredBytes };
}

/** A plan on its device, judged by numbers alone: what searches call. */
export interface PlanFit {
  readonly plan: Plan;
  readonly verdict: Verdict;
  readonly requiredBytes: number;
  /** Usable less required. */
  readonly headroomBytes: number;
}

/** The verdict on a plan, without making an estimate of it; `need` where it is known already. */
export function judgePlan(plan: Plan, gpu: GpuFacts, need: Need = needOf(plan)): PlanFit {
  const { requiredBytes } = need;
  const usable = usableBytes(gpu);
  const verdict = verdictOf(requiredBytes, highBytesOf(plan, need), usable);
  return { plan, verdict, requiredBytes, headroomBytes: usable - requiredBytes };
}

/**
 * Tried in this order on several cards: a whole copy on each is simplest and fastest, sharding is what saves memory, and
 * host memory is the last and slowest place.
 */
const SHARDINGS_TO_TRY: readonly ShardingId[] = ['ddp', 'fsdp', 'fsdp-offload'];

/** Host memory that a rented machine comes with per card: 100 to 240 GB in the clouds' own lists, the low end. */
const HOST_BYTES_PER_CARD = 100 * GIB;

/** The ways to use so many cards that are worth trying, simplest first; one where there is nothing to choose. */
export function plansOn(request: RequestInput, gpu: GpuFacts, gpuCount: number): readonly Plan[] {
  const on = (sharding: ShardingId | undefined) => makePlan({ ...request, gpu, gpus: gpuCount, sharding });
  const trains = METHODS[request.method ?? USUAL.method].trains !== 'nothing';
  if (gpuCount === 1 || request.sharding !== undefined || !trains) return [on(request.sharding)];
  return SHARDINGS_TO_TRY.map(on).filter(
    (plan) => !plan.chosen.sharding.shardsOnHost || hostBytes(plan) <= HOST_BYTES_PER_CARD * gpuCount,
  );
}

/**
 * The plan to use on so many cards of a kind. Without a named sharding: plain data parallel where that fits, else full
 * sharding.
 * @throws UserError as `makePlan` does.
 */
export function planOn(request: RequestInput, gpu: GpuFacts, gpuCount: number): PlanFit {
  return bestOf(plansOn(request, gpu, gpuCount).map((plan) => judgePlan(plan, gpu)));
}

/** The first that fits, else the first that is tight, else the last: of one and more, simplest first. */
export function bestOf(tried: readonly PlanFit[]): PlanFit {
  return (
    tried.find(({ verdict }) => verdict === 'fits') ?? tried.find(({ verdict }) => verdict === 'tight') ?? tried.at(-1)!
  );
}

export interface FittedEstimate {
  readonly estimate: Estimate;
  readonly fit: Fit;
}

/**
 * The estimate on so many cards of a kind, sharded as `planOn` chooses.
 * @throws UserError as `estimate` does.
 */
export function estimateOn(request: RequestInput, gpu: GpuFacts, gpuCount: number): FittedEstimate {
  const { plan } = planOn(request, gpu, gpuCount);
  const estimate = estimatePlan(plan);
  return { estimate, fit: judge(estimate, gpu, gpuCount) };
}
