/** Make it fit: what each change alone would save, and the least that must be changed, found by search. */
import type { Change, Changes, Level } from './advice/change.ts';
import { changesFor } from './advice/changes.ts';
import { leastBurdensome, type Found } from './advice/least.ts';
import { createTries, type Tries } from './advice/tries.ts';
import type { GpuFacts } from '../facts/gpus.ts';
import { planOn, type PlanFit, type Verdict } from './fit.ts';
import { hostBytes } from '../memory/host.ts';
import { smallestHardware, type Placement } from './hardware.ts';
import type { RequestInput } from '../plan/request.ts';

/** One change, applied alone: at the mildest level that makes it fit, else at the strongest. */
export interface Suggestion {
  readonly id: string;
  readonly label: string;
  /** What it costs in speed or quality. */
  readonly cost: string;
  /** What to set in the request. */
  readonly set: Changes;
  readonly savedBytes: number;
  /** Of host memory that it then takes, all cards together. */
  readonly hostBytes: number;
  /** With this change alone. */
  readonly verdict: Verdict;
}

/** Changes that together make it fit. */
export interface Remedy {
  readonly labels: readonly string[];
  readonly costs: readonly string[];
  readonly set: Changes;
  readonly verdict: Verdict;
  readonly requiredBytes: number;
  readonly hostBytes: number;
  /** It rests on host memory for the weights. */
  readonly slow: boolean;
}

export interface Advice {
  /** Ordered as a practitioner would try them; those that save next to nothing left out. */
  readonly suggestions: readonly Suggestion[];
  /** The least burdensome set of changes that fits, and before it one that is tight and less burdensome yet. */
  readonly remedies: readonly Remedy[];
  /** There are more sets of changes than the search may look at: what it found is the least of those it saw. */
  readonly isCutShort: boolean;
  /** The smallest hardware that holds the request as it stands. */
  readonly hardware: Placement | undefined;
}

/** Less is not worth a line, unless it decides: a share of what is required. */
const WORTH_SAYING = 0.02;

/**
 * What to change in a request that does not fit, or is tight, on so many cards of a kind.
 * @throws UserError as `makePlan` does.
 */
export function adviceFor(request: RequestInput, gpu: GpuFacts, gpuCount: number): Advice {
  const now = planOn(request, gpu, gpuCount);
  const changes = changesFor(now.plan);
  const strongest = (id: string) => changes.find((change) => change.id === id)?.levels.at(-1)?.set ?? {};
  const tries = createTries(request, gpu, gpuCount, { batch: strongest('batch'), sequence: strongest('sequence') });
  const { found, isCutShort } = leastBurdensome(changes, now.verdict, tries, isSlow);
  return {
    suggestions: changes.flatMap((change) => suggestionOf(change, now, tries) ?? []),
    remedies: found.map(remedyOf),
    isCutShort,
    hardware: smallestHardware(request),
  };
}

// ----- One change -----

function suggestionOf({ id, cost, levels }: Change, now: PlanFit, tries: Tries): Suggestion | undefined {
  const best = mildest(levels, now.verdict, tries);
  if (best === undefined) return undefined;
  const savedBytes = now.requiredBytes - best.fit.requiredBytes;
  const decides = best.fit.verdict !== now.verdict;
  if (savedBytes <= 0 || (!decides && savedBytes < WORTH_SAYING * now.requiredBytes)) return undefined;
  const { level, fit } = best;
  return {
    id,
    cost: [cost, ...(isSlow(now) ? [] : slowness(best.fit))].join('; '),
    label: labelOf(level, fit),
    set: level.set,
    savedBytes,
    hostBytes: hostBytes(fit.plan),
    verdict: fit.verdict,
  };
}

/** The mildest level that fits, and best without weights in host memory; else one that is tight, else the strongest. */
function mildest(levels: readonly Level[], now: Verdict, tries: Tries) {
  let slow: { readonly level: Level; readonly fit: PlanFit } | undefined;
  let tight: typeof slow;
  let last: typeof slow;
  for (const level of levels) {
    const fit = tries.fitOf(level.set);
    if (!fit) continue;
    last = { level, fit };
    if (fit.verdict === 'fits' && !isSlow(fit)) return last;
    if (fit.verdict === 'fits') slow ??= last;
    if (fit.verdict === 'tight' && now === 'no') tight ??= last;
  }
  return slow ?? tight ?? last;
}

/** Weights that wait in host memory are the last resort, even where it is the mildest. */
function isSlow({ plan }: PlanFit): boolean {
  return plan.chosen.sharding.shardsOnHost && plan.whole.gpus > 1;
}

/** What a change costs besides where the layout that then fits is slow. */
function slowness(fit: PlanFit): readonly string[] {
  return isSlow(fit) ? ['besides much speed, as the weights then wait in host memory'] : [];
}

/** More cards are of use only as they are shared. */
function labelOf({ label, set }: Level, { plan }: PlanFit): string {
  return set.gpus === undefined ? label : `${label} (${plan.chosen.sharding.label})`;
}

// ----- Several changes -----

function remedyOf({ levels, set, fit }: Found): Remedy {
  return {
    labels: levels.map(([, level]) => labelOf(level, fit)),
    costs: [...levels.map(([{ cost }]) => cost), ...slowness(fit)],
    set,
    verdict: fit.verdict,
    requiredBytes: fit.requiredBytes,
    hostBytes: hostBytes(fit.plan),
    slow: isSlow(fit),
  };
}
