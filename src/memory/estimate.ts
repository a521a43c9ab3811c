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
  const { phase, allocatedBytes, contextBytes, slack } = totalsOf(components, memory, plan);
  const uncertainBytes = uncertainOf(components, allocatedBytes);
  const reservedBytes = allocatedBytes + memory.reserved(plan, components, phase, allocatedBytes);
  const deviceBytes = reservedBytes + contextBytes;
  const requiredBytes = allocatedBytes + contextBytes + slack.bytes;
  return {
    request: plan.chosen.request,
    components: [...components, slack],
    peak: { phase, allocatedBytes, reservedBytes, deviceBytes, requiredBytes },
    range: rangeOf(plan, { requiredBytes, uncertainBytes }),
    deviceRange: deviceRangeOf(plan, { allocatedBytes, uncertainBytes }, deviceBytes),
    assumptions: assumptionsOf(plan),
    warnings: warningsOf(plan),
  };
}

/** What is required and how much of it is in doubt, from the same terms, numbers only: what searches call. */
export function needOf(asked: Plan): Need {
  const plan = worseStage(asked);
  const memory = memoryModelOf(plan);
  const components = componentsOf(plan, memory);
  const { allocatedBytes, contextBytes, slack } = totalsOf(components, memory, plan);
  const requiredBytes = allocatedBytes + contextBytes + slack.bytes;
  return { requiredBytes, uncertainBytes: uncertainOf(components, allocatedBytes) };
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
  return Math.min(allocatedBytes, transientBytes(components) + COUNTED_DOUBT * allocatedBytes);
}

function componentsOf(plan: Plan, { terms }: MemoryModel): readonly MemoryComponent[] {
  const components: MemoryComponent[] = [];
  for (const term of terms) components.push(...term(plan));
  return components;
}

interface Totals {
  readonly phase: Phase;
  readonly allocatedBytes: number;
  readonly contextBytes: number;
  readonly slack: MemoryComponent;
}

/** The peak is the largest phase; what is outside PyTorch's tensors is there in all of them. */
function totalsOf(components: readonly MemoryComponent[], memory: MemoryModel, plan: Plan): Totals {
  const sums = bytesByPhase(components);
  let phase: Phase = 'load';
  for (const candidate of PHASES) if (sums[candidate] > sums[phase]) phase = candidate;
  let contextBytes = 0;
  for (const { bytes, basis } of components) if (basis === 'allowance') contextBytes += bytes;
  const allocatedBytes = sums[phase];
  return { phase, allocatedBytes, contextBytes, slack: memory.slack(transientBytes(components), plan) };
}

const isTensor = ({ basis }: MemoryComponent) => basis !== 'allowance';

type BytesByPhase = Readonly<Record<Phase, number>>;

/** Bytes of tensors alive in each phase; allowances are not tensors. */
export function bytesByPhase(components: readonly MemoryComponent[]): BytesByPhase {
  return sumByPhase(components, isTensor);
}

function sumByPhase(components: readonly MemoryComponent[], counts: (one: MemoryComponent) => boolean): BytesByPhase {
  const sums = { load: 0, generation: 0, forward: 0, loss: 0, backward: 0, 'optimizer-step': 0 };
  for (const component of components) {
    if (counts(component)) for (const phase of component.phases) sums[phase] += component.bytes;
  }
  return sums;
}

const isModelled = ({ basis }: MemoryComponent) => basis === 'modelled';

/** What comes and goes within a step, at its most: weights, gradients and states are counted and stay. */
function transientBytes(components: readonly MemoryComponent[]): number {
  const sums = sumByPhase(components, isModelled);
  return Math.max(sums.load, sums.generation, sums.forward, sums.loss, sums.backward, sums['optimizer-step']);
}
