/** The table of contents: the terms, their sum per phase, the peak. */
import { assumptionsOf } from './assumptions.ts';
import { PHASES, type MemoryComponent, type Phase } from './component.ts';
import { memoryModelOf, type MemoryModel } from './memory-models.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import { deviceRangeOf, rangeOf, type Need, type Range } from './range.ts';
import { checkRequest, type EstimateRequest, type RequestInput } from '../plan/request.ts';
import { warningsOf } from './warnings.ts';
import { type Sentence } from '../words.ts';

export interface Peak {
  readonly phase: Phase;
  /** PyTorch's tensors. */
  readonly allocatedBytes: number;
  /** What its caching allocator is expected to hold. */
  readonly reservedBytes: number;
  /** What nvidia-smi is expected to show. */
  readonly deviceBytes: number;
  /** What a card must be able to give: allocated, context and allocator slack. Fits are judged on it. */
  readonly requiredBytes: number;
}

export interface Estimate {
  /** With every default filled in. */
  readonly request: EstimateRequest;
  /** Components alive at the peak sum to `requiredBytes`; without allowances, to `allocatedBytes`. */
  readonly components: readonly MemoryComponent[];
  readonly peak: Peak;
  /** Around `requiredBytes`. */
  readonly range: Range;
  /** What nvidia-smi may show: from the low end of the tensors to the high end of what the allocator holds. */
  readonly deviceRange: Range;
  readonly assumptions: readonly Sentence[];
  readonly warnings: readonly Sentence[];
}

/**
 * The memory of one training step, per GPU, of a request from anybody: every field is checked.
 * @throws UserError for a field that is not what it may be, an unknown model, or options that exclude each other.
 */
export function estimate(request: RequestInput): Estimate {
  return estimatePlan(makePlan(checkRequest(request)));
}

/** The same from a plan that exists already. */
export function estimatePlan(asked: Plan): Estimate {
  const plan = worseStage(asked);
  const memory = memoryModelOf(plan);
  const components = componentsOf(plan, memory);
  const { phase, allocatedBytes, contextBytes, transientBytes, slack } = totalsOf(components, memory, plan);
  const uncertainBytes = uncertainIn(transientBytes, allocatedBytes);
  const reservedBytes = allocatedBytes + memory.reserved(plan, components, phase, allocatedBytes);
  const deviceBytes = reservedBytes + contextBytes;
  const requiredBytes = allocatedBytes + contextBytes + slack.bytes;
  components.push(slack);
  return new WordedEstimate(plan, {
    components,
    peak: { phase, allocatedBytes, reservedBytes, deviceBytes, requiredBytes },
    range: rangeOf(plan, { requiredBytes, uncertainBytes }),
    deviceRange: deviceRangeOf(plan, { allocatedBytes, uncertainBytes }, deviceBytes),
  });
}

/** Its words are made when they are first read: most estimates are asked for a number. */
class WordedEstimate implements Estimate {
  readonly request: EstimateRequest;
  readonly components: readonly MemoryComponent[];
  readonly peak: Peak;
  readonly range: Range;
  readonly deviceRange: Range;
  readonly #plan: Plan;
  #assumptions: readonly Sentence[] | undefined;
  #warnings: readonly Sentence[] | undefined;

  constructor(plan: Plan, figures: Pick<Estimate, 'components' | 'peak' | 'range' | 'deviceRange'>) {
    this.request = plan.chosen.request;
    this.components = figures.components;
    this.peak = figures.peak;
    this.range = figures.range;
    this.deviceRange = figures.deviceRange;
    this.#plan = plan;
  }

  get assumptions(): readonly Sentence[] {
    return (this.#assumptions ??= assumptionsOf(this.#plan));
  }

  get warnings(): readonly Sentence[] {
    return (this.#warnings ??= warningsOf(this.#plan));
  }

  toJSON(): Estimate {
    return { ...this, assumptions: this.assumptions, warnings: this.warnings };
  }
}

/** What is required and how much of it is in doubt, from the same terms, numbers only: what searches call. */
export function needOf(asked: Plan): Need {
  const plan = worseStage(asked);
  const memory = memoryModelOf(plan);
  const components = componentsOf(plan, memory);
  const { allocatedBytes, contextBytes, transientBytes, slack } = totalsOf(components, memory, plan);
  const requiredBytes = allocatedBytes + contextBytes + slack.bytes;
  return { requiredBytes, uncertainBytes: uncertainIn(transientBytes, allocatedBytes) };
}

/** `requiredBytes` alone. */
export function peakBytes(plan: Plan): number {
  const own = stageBytes(plan);
  return plan.lastStage ? Math.max(own, stageBytes(plan.lastStage)) : own;
}

function stageBytes(plan: Plan): number {
  const memory = memoryModelOf(plan);
  const { allocatedBytes, contextBytes, slack } = totalsOf(componentsOf(plan, memory), memory, plan);
  return allocatedBytes + contextBytes + slack.bytes;
}

/** Of a pipeline's ends the one that needs more, the last where both do: it also has logits; the plan itself elsewhere. */
function worseStage(plan: Plan): Plan {
  return plan.lastStage && stageBytes(plan.lastStage) >= stageBytes(plan) ? plan.lastStage : plan;
}

/** Share of counted tensors that is in doubt all the same: versions differ in what they copy and keep. */
const COUNTED_DOUBT = 0.05;

/**
 * The bytes that an error is measured against: what comes and goes is modelled and may be off, what is counted from
 * dimensions hardly.
 */
export function uncertainOf(components: readonly MemoryComponent[], allocatedBytes: number): number {
  return uncertainIn(Math.max(...sumByPhase(components).modelled), allocatedBytes);
}

function uncertainIn(transientBytes: number, allocatedBytes: number): number {
  return Math.min(allocatedBytes, transientBytes + COUNTED_DOUBT * allocatedBytes);
}

function componentsOf(plan: Plan, { terms }: MemoryModel): MemoryComponent[] {
  const components: MemoryComponent[] = [];
  for (const term of terms) for (const component of term(plan)) components.push(component);
  return components;
}

interface Totals {
  readonly phase: Phase;
  readonly allocatedBytes: number;
  readonly contextBytes: number;
  readonly transientBytes: number;
  readonly slack: MemoryComponent;
}

/** The peak is the largest phase; what is outside PyTorch's tensors is there in all of them. */
function totalsOf(components: readonly MemoryComponent[], memory: MemoryModel, plan: Plan): Totals {
  const { tensors, modelled, allowances } = sumByPhase(components);
  let peak = 0;
  for (let i = 1; i < PHASES.length; i += 1) if (tensors[i]! > tensors[peak]!) peak = i;
  const [allocatedBytes, transientBytes] = [tensors[peak]!, Math.max(...modelled)];
  const slack = memory.slack(transientBytes, plan);
  return { phase: PHASES[peak]!, allocatedBytes, contextBytes: allowances, transientBytes, slack };
}

/** Bytes of tensors alive in each phase; allowances are not tensors. */
export function bytesByPhase(components: readonly MemoryComponent[]): Readonly<Record<Phase, number>> {
  const { tensors } = sumByPhase(components);
  const sums = PHASES.map((phase, i) => [phase, tensors[i]!] as const);
  return Object.fromEntries(sums) as Record<Phase, number>;
}

interface Sums {
  /** Bytes by phase, in the order of `PHASES`. */
  readonly tensors: ArrayLike<number>;
  /** Of the tensors those that come and go within a step: weights, gradients and states are counted and stay. */
  readonly modelled: readonly number[];
  readonly allowances: number;
}

/** Figures in arrays: this is where searches spend most of their time, and texts as keys take ten times as long. */
function sumByPhase(components: readonly MemoryComponent[]): Sums {
  const [tensors, modelled] = [
    [0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0],
  ];
  let allowances = 0;
  for (const { bytes, basis, phases } of components) {
    if (basis === 'allowance') {
      allowances += bytes;
      continue;
    }
    for (const phase of phases) {
      const i = placeOf(phase);
      tensors[i]! += bytes;
      if (basis === 'modelled') modelled[i]! += bytes;
    }
  }
  return { tensors, modelled, allowances };
}

/** In `PHASES`. */
function placeOf(phase: Phase): number {
  switch (phase) {
    case 'load':
      return 0;
    case 'generation':
      return 1;
    case 'forward':
      return 2;
    case 'loss':
      return 3;
    case 'backward':
      return 4;
    case 'optimizer-step':
      return 5;
    default:
      return phase satisfies never;
  }
}
