/** The table of contents: the terms, their sum per phase, the peak. */
import { assumptionsOf, warningsOf } from './assumptions.ts';
import { PHASES, type MemoryComponent, type Phase } from './component.ts';
import { makePlan, type Plan } from './plan.ts';
import { rangeOf, type Range } from './range.ts';
import type { EstimateRequest, RequestInput } from './request.ts';
import { reservedSlack } from './reserved.ts';
import { TERMS } from './terms/index.ts';
import { CONTEXT_BYTES, fragmentation } from './terms/runtime.ts';

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
  readonly assumptions: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * The memory of one training step, per GPU.
 * @throws UserError for an unknown model or options that exclude each other.
 */
export function estimate(request: RequestInput): Estimate {
  return estimatePlan(makePlan(request));
}

/** The same from a plan that exists already. */
export function estimatePlan(plan: Plan): Estimate {
  const components = TERMS.flatMap((term) => term(plan));
  const { phase, bytes: allocatedBytes } = largestPhase(components);
  const slack = fragmentation(allocatedBytes - residentBytes(components));
  const context = components.reduce((sum, { id, bytes }) => (id === 'runtime' ? sum + bytes : sum), 0);
  const reservedBytes = allocatedBytes + reservedSlack(plan, allocatedBytes, slack.bytes);
  const requiredBytes = allocatedBytes + context + slack.bytes;
  return {
    request: plan.request,
    components: [...components, slack],
    peak: { phase, allocatedBytes, reservedBytes, deviceBytes: reservedBytes + context, requiredBytes },
    range: rangeOf(plan, requiredBytes),
    assumptions: assumptionsOf(plan),
    warnings: warningsOf(plan),
  };
}

/** `requiredBytes` alone, from the same terms: what searches call. */
export function peakBytes(plan: Plan): number {
  const components = TERMS.flatMap((term) => term(plan));
  const { bytes } = largestPhase(components);
  const slack = fragmentation(bytes - residentBytes(components));
  return bytes + CONTEXT_BYTES + slack.bytes + (plan.gpus > 1 ? 0 : 0);
}

/** Bytes of tensors alive in each phase; allowances are not tensors. */
export function bytesByPhase(components: readonly MemoryComponent[]): Readonly<Record<Phase, number>> {
  const sums: Record<Phase, number> = { load: 0, forward: 0, loss: 0, backward: 0, 'optimizer-step': 0 };
  for (const { bytes, phases, basis } of components) {
    if (basis === 'allowance') continue;
    for (const phase of phases) sums[phase] += bytes;
  }
  return sums;
}

function largestPhase(components: readonly MemoryComponent[]): { phase: Phase; bytes: number } {
  const sums = bytesByPhase(components);
  let phase: Phase = 'load';
  for (const candidate of PHASES) if (sums[candidate] > sums[phase]) phase = candidate;
  return { phase, bytes: sums[phase] };
}

/** Tensors that stay from one step to the next: they do not fragment. */
function residentBytes(components: readonly MemoryComponent[]): number {
  let bytes = 0;
  for (const { bytes: own, phases, basis } of components) {
    if (basis !== 'allowance' && phases.includes('forward') && phases.includes('optimizer-step')) bytes += own;
  }
  return bytes;
}
