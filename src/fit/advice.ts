/** Make it fit: what each change alone would save, and the least that must be changed, found by search. */
import type { Change, Changes, Level } from './advice/change.ts';
import { changesFor } from './advice/changes.ts';
import { unlessRefused } from '../errors.ts';
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
  /** The smallest hardware that holds the request as it stands. */
  readonly hardware: Placement | undefined;
}

/** Less is not worth a line, unless it decides: a share of what is required. */
const WORTH_SAYING = 0.02;
/** Combinations the search looks at before it gives up. */
const MOST_TRIED = 4000;

/**
 * What to change in a request that does not fit, or is tight, on so many cards of a kind.
 * @throws UserError as `makePlan` does.
 */
export function adviceFor(request: RequestInput, gpu: GpuFacts, gpuCount: number): Advice {
  const tries = trier(request, gpu, gpuCount);
  const now = planOn(request, gpu, gpuCount);
  const changes = changesFor(now.plan);
  return {
    suggestions: changes.flatMap((change) => suggestionOf(change, now, tries) ?? []),
    remedies: leastBurdensome(changes, now.verdict, tries),
    hardware: smallestHardware(request),
  };
}

/** How the request would sit with something changed; undefined where the device cannot do it. */
type Try = (set: Changes) => PlanFit | undefined;

function trier(request: RequestInput, gpu: GpuFacts, gpuCount: number): Try {
  return (set) => unlessRefused(() => planOn({ ...request, ...set }, gpu, set.gpus ?? gpuCount));
}

// ----- One change -----

function suggestionOf({ id, cost, levels }: Change, now: PlanFit, tries: Try): Suggestion | undefined {
  const tried = levels.flatMap((level) => {
    const fit = tries(level.set);
    return fit ? [{ level, fit }] : [];
  });
  const best =
    tried.find(({ fit }) => fit.verdict === 'fits' && !isSlow(fit)) ??
    tried.find(({ fit }) => fit.verdict === 'fits') ??
    tried.find(({ fit }) => fit.verdict === 'tight' && now.verdict === 'no') ??
    tried.at(-1);
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

// ----- The least that must be changed -----

interface State {
  readonly burden: number;
  /** Index of the change to look at next: sets are built in order, so that none is seen twice. */
  readonly next: number;
  readonly levels: readonly (readonly [Change, Level])[];
}

/**
 * Best-first over sets of changes by their burden: the first that fits is the least, and none of its parts would do.
 * The first that is tight helps too, where as it stands it does not fit at all.
 */
function leastBurdensome(changes: readonly Change[], now: Verdict, tries: Try): readonly Remedy[] {
  let tight: Remedy | undefined;
  let slow: Remedy | undefined;
  let open: State[] = [{ burden: 0, next: 0, levels: [] }];
  for (let tried = 0; tried < MOST_TRIED && open.length > 0; tried++) {
    const state = takeLeast(open);
    const remedy = state.levels.length > 0 ? remedyOf(state, tries) : undefined;
    if (remedy?.verdict === 'fits' && !remedy.slow) return tight ? [tight, remedy] : [remedy];
    if (remedy?.verdict === 'fits') slow ??= remedy;
    if (remedy?.verdict === 'tight' && now === 'no') tight ??= remedy;
    open = open.concat(successors(state, changes));
  }
  return [tight, slow].filter((remedy) => remedy !== undefined);
}

function takeLeast(open: State[]): State {
  let least = 0;
  for (let index = 1; index < open.length; index++) if (open[index]!.burden < open[least]!.burden) least = index;
  return open.splice(least, 1)[0]!;
}

/** Four changes at once are as many as anybody makes. */
const MOST_CHANGES = 4;

/** One change more; none that takes back what another set. */
function successors({ burden, next, levels }: State, changes: readonly Change[]): readonly State[] {
  if (levels.length >= MOST_CHANGES) return [];
  const taken = new Set(levels.flatMap(([, level]) => Object.keys(level.set)));
  return changes.slice(next).flatMap((change, offset) =>
    change.levels
      .filter(({ set }) => !Object.keys(set).some((field) => taken.has(field)))
      .map((level) => ({
        burden: burden + level.burden,
        next: next + offset + 1,
        levels: [...levels, [change, level] as const],
      })),
  );
}

function remedyOf({ levels }: State, tries: Try): Remedy | undefined {
  const set: Changes = Object.assign({}, ...levels.map(([, level]) => level.set));
  const fit = tries(set);
  if (fit === undefined) return undefined;
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
