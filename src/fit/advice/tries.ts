/** A request with something of it changed, tried on cards: what was derived for one change is used for the next. */
import { unlessRefused } from '../../errors.ts';
import { usableBytes, type GpuFacts } from '../../facts/gpus.ts';
import { peakBytes } from '../../memory/estimate.ts';
import { withLengths, type Plan } from '../../plan/plan.ts';
import type { RequestInput } from '../../plan/request.ts';
import type { Changes } from './change.ts';
import { allPlansOn, bestOf, bestPlan, hasHostMemory, judgePlan, type PlanFit } from '../fit.ts';

/** What changes of batch and of length go down to: more tokens never need less, so what does not fit there fits nowhere. */
interface Least {
  readonly batch: Changes;
  readonly sequence: Changes;
}

/** A request but for its lengths, with something of it changed. */
export interface Structure {
  readonly request: RequestInput;
  /** One for each way to use the cards; none where the device cannot do it. */
  readonly plans: readonly Plan[];
  /** By lengths that were looked at: the plans that are at least tight there, sized so; undefined where they are refused. */
  readonly held: Map<string, readonly Plan[] | undefined>;
}

export interface Tries {
  /** How it would sit with something changed, as `planOn` chooses; undefined where the device cannot do it. */
  fitOf(set: Changes): PlanFit | undefined;
  /** What is left of changes when those of the lengths are left aside. */
  structureOf(set: Changes): Structure;
  /**
   * Whether anything of a structure would be at least tight at the least lengths, with another batch or its own.
   * @param mayWait whether weights that wait in host memory would do.
   */
  reaches(structure: Structure, setsBatch: boolean, mayWait: boolean): boolean;
  /** How it would sit with something changed that has the given structure, where that is at least tight. */
  helpOf(structure: Structure, set: Changes, mayWait: boolean): PlanFit | undefined;
  /** How many plans were made, or sized anew. */
  readonly count: number;
}

export function createTries(request: RequestInput, gpu: GpuFacts, gpuCount: number, least: Least): Tries {
  const made = createStructures(request, gpu, gpuCount);
  const heldOf = createHolder(gpu, made.sized);
  const leastOf = (setsBatch: boolean): Changes => ({ ...least.sequence, ...(setsBatch ? least.batch : {}) });
  const leasts = { batch: leastOf(true), own: leastOf(false) } as const;
  // Lengths that are refused say nothing of longer ones.
  const reaching = (structure: Structure, setsBatch: boolean) =>
    heldOf(structure, structure.plans, setsBatch ? leasts.batch : leasts.own) ?? structure.plans;

  return {
    structureOf: made.structureOf,
    fitOf(set) {
      const structure = made.structureOf(set);
      const plans = isSized(set) ? made.sized(structure, structure.plans, set) : structure.plans;
      return plans === undefined || plans.length === 0 ? undefined : bestPlan(plans, gpu);
    },
    reaches: (structure, setsBatch, mayWait) =>
      reaching(structure, setsBatch).some((plan) => mayWait || !plan.chosen.sharding.shardsOnHost),
    helpOf(structure, set, mayWait) {
      const setsBatch = 'microBatch' in set;
      if (!this.reaches(structure, setsBatch, mayWait)) return undefined;
      const plans = reaching(structure, setsBatch);
      // All batches of a length share what the smallest of them tells.
      const smaller = setsBatch ? (heldOf(structure, plans, { ...set, ...least.batch }) ?? plans) : plans;
      const held = heldOf(structure, smaller, set) ?? [];
      return held.length === 0 ? undefined : bestOf(held.map((plan) => judgePlan(plan, gpu)));
    },
    get count() {
      return made.count;
    },
  };
}

/** Plans by what was changed, each made once, and sized anew as often as is asked. */
function createStructures(request: RequestInput, gpu: GpuFacts, gpuCount: number) {
  const known = new Map<string, Structure>();
  let count = 0;

  const structureOf = ({ microBatch, sequenceLength, accumulation, ...set }: Changes): Structure => {
    // Undefined takes back what was asked for, which is another change than none.
    const key = JSON.stringify(set, (_, value: unknown) => (value === undefined ? null : value));
    let structure = known.get(key);
    if (!structure) {
      const changed = { ...request, ...set, gpu };
      const plans = unlessRefused(() => allPlansOn(changed, gpu, set.gpus ?? gpuCount)) ?? [];
      count += Math.max(1, plans.length);
      structure = { request: changed, plans, held: new Map() };
      known.set(key, structure);
    }
    return structure;
  };

  /** Undefined where the lengths are refused, which they are for all ways alike. */
  const sized = ({ request: own }: Structure, plans: readonly Plan[], set: Changes): readonly Plan[] | undefined => {
    const { microBatch = own.microBatch, sequenceLength = own.sequenceLength, accumulation = own.accumulation } = set;
    count += plans.length;
    const resize = (plan: Plan) => {
      const { gpus, sharding } = plan.chosen.request;
      return withLengths(plan, { ...own, gpus, sharding, microBatch, sequenceLength, accumulation });
    };
    return unlessRefused(() => plans.map(resize));
  };

  return {
    structureOf,
    sized,
    get count() {
      return count;
    },
  };
}

type Sized = ReturnType<typeof createStructures>['sized'];

/** Of some plans those that are at least tight at some lengths; undefined where the lengths are refused. */
function createHolder(gpu: GpuFacts, sized: Sized) {
  const usable = usableBytes(gpu);
  return (structure: Structure, plans: readonly Plan[], set: Changes): readonly Plan[] | undefined => {
    const { microBatch = '', sequenceLength = '' } = set;
    const key = `${microBatch} ${sequenceLength}`;
    if (!structure.held.has(key)) {
      const isFree = structure.plans.length > 1;
      const isHeld = (plan: Plan) => peakBytes(plan) <= usable && (!isFree || hasHostMemory(plan));
      structure.held.set(key, sized(structure, plans, set)?.filter(isHeld));
    }
    return structure.held.get(key);
  };
}

function isSized(set: Changes): boolean {
  return 'microBatch' in set || 'sequenceLength' in set || 'accumulation' in set;
}
