/** The least that must be changed, found by search over sets of changes. */

import type { PlanFit, Verdict } from '../fit.ts';
import type { Change, Changes, Level } from './change.ts';
import { changeSets, type ChangeSet } from './sets.ts';
import type { Structure, Tries } from './tries.ts';

/** A set of changes, each at one level, and how the request sits with them. */
export interface Found {
  readonly levels: readonly (readonly [Change, Level])[];
  readonly set: Changes;
  readonly fit: PlanFit;
}

interface LeastFound {
  /** The least burdensome that fits, and before it one that is tight and less burdensome yet. */
  readonly found: readonly Found[];
  /** There are more sets than were looked at. */
  readonly isCutShort: boolean;
}

/** Sets that the search looks at before it gives up, and plans that it makes or sizes for them. */
const MOST_SETS = 4000;
const MOST_TRIES = 4000;

/**
 * Best-first over sets of changes by their burden: the first that fits is the least, and none of its parts would do.
 * The first that is tight helps too, where as it stands it does not fit at all; one that rests on host memory for its
 * weights only where nothing else is found.
 */
export function leastBurdensome(
  changes: readonly Change[],
  now: Verdict,
  tries: Tries,
  isSlow: (fit: PlanFit) => boolean,
): LeastFound {
  const helpOf = helperOf(tries);
  let tight: Found | undefined;
  let slow: Found | undefined;
  const foundSoFar = () => [tight, slow].filter((found) => found !== undefined);
  const before = tries.count;
  let looked = 0;
  for (const set of changeSets(changes)) {
    if (looked >= MOST_SETS || tries.count - before >= MOST_TRIES) return { found: foundSoFar(), isCutShort: true };
    looked += 1;
    // One that waits in host memory is of use until the first of them is found.
    const found = helpOf(set, !slow || (!tight && now === 'no'));
    if (!found) continue;
    const isFit = found.fit.verdict === 'fits';
    if (isFit && !isSlow(found.fit)) return { found: tight ? [tight, found] : [found], isCutShort: false };
    if (isFit) slow ??= found;
    else if (now === 'no') tight ??= found;
  }
  return { found: foundSoFar(), isCutShort: false };
}

/** How a request sits with a set of changes, where that is at least tight. */
function helperOf(tries: Tries): (changes: ChangeSet, mayWait: boolean) => Found | undefined {
  const structures = new Map<string, Structure>();
  return ({ levels, structure: name, setsBatch }, mayWait) => {
    const known = structures.get(name);
    if (known && !tries.reaches(known, setsBatch, mayWait)) return undefined;
    const chosen = levels();
    const set: Changes = Object.assign({}, ...chosen.map(([, level]) => level.set));
    const structure = known ?? tries.structureOf(set);
    structures.set(name, structure);
    const fit = tries.helpOf(structure, set, mayWait);
    return fit && { levels: chosen, set, fit };
  };
}
