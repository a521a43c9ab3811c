/** Mutants that change nothing that anybody could notice, by hand, each with why. At most one in twenty of a sample. */
import type { Mutant } from './candidates.ts';

interface Equivalent {
  readonly path: string;
  /** What stood there, and what stands there in the mutant. */
  readonly before: string;
  readonly after: string;
  readonly why: string;
}

const EQUIVALENT: readonly Equivalent[] = [];

export function isEquivalent({ path, before, after }: Mutant): boolean {
  return EQUIVALENT.some((one) => one.path === path && one.before === before && one.after === after);
}
