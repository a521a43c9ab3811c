/** The largest that fits: exact search over whole numbers, since more tokens, sequences or rank never need less. */
import { judgePlan, plansOn, type Verdict } from './fit.ts';
import type { GpuFacts } from '../facts/gpus.ts';
import { makePlan, withTokens, type Plan } from '../plan/plan.ts';
import { RANGES, type RequestInput } from '../plan/request.ts';

/** What can be asked for the largest of. */
export type Axis = 'sequenceLength' | 'microBatch' | 'rank';

/** Where a request stops fitting, and where it stops fitting safely. Undefined: not even the smallest. */
export interface Limit {
  /** The largest that fits with the whole range. */
  readonly fits: number | undefined;
  /** The largest that is at least tight. */
  readonly tight: number | undefined;
}

/**
 * The largest whole number from `min` to `max` for which `holds`, by bisection: exact where a number that does not hold
 * is followed by none that does.
 */
export function largestWhere(min: number, max: number, holds: (value: number) => boolean): number | undefined {
  if (!holds(min)) return undefined;
  // Doubling first: limits are small numbers beside the ranges.
  let good = min;
  let bad = min * 2;
  while (bad <= max && holds(bad)) [good, bad] = [bad, bad * 2];
  bad = Math.min(bad, max + 1);
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (holds(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

/**
 * The largest sequence length, micro-batch or rank of a request on so many cards of a kind, in whichever of the ways to
 * use them goes furthest: as an answer to that request would choose.
 * @throws UserError as `makePlan` does.
 */
export function limitOf(request: RequestInput, axis: Axis, gpu: GpuFacts, gpuCount = 1): Limit {
  return limitOfPlans(plansOn(request, gpu, gpuCount), axis, gpu);
}

/** The same from a plan that exists already. */
export function limitOfPlan(plan: Plan, axis: Axis, gpu: GpuFacts): Limit {
  return limitOfPlans([plan], axis, gpu);
}

function limitOfPlans(plans: readonly Plan[], axis: Axis, gpu: GpuFacts): Limit {
  const at = AXES[axis];
  const largest = (allowed: readonly Verdict[]) =>
    largestWhere(RANGES[axis].min, RANGES[axis].max, (value) =>
      plans.some((plan) => allowed.includes(judgePlan(at(plan, value), gpu).verdict)),
    );
  return { fits: largest(['fits']), tight: largest(['fits', 'tight']) };
}

const AXES: Readonly<Record<Axis, (plan: Plan, value: number) => Plan>> = {
  sequenceLength: (plan, sequenceLength) => withTokens(plan, plan.chosen.request.microBatch, sequenceLength),
  microBatch: (plan, microBatch) => withTokens(plan, microBatch, plan.chosen.request.sequenceLength),
  rank: (plan, rank) => makePlan({ ...plan.chosen.request, rank }),
};
