/** "Did you mean": the candidates that a few typing mistakes away spell what was typed. */

/** Damerau–Levenshtein distance (optimal string alignment): insertions, deletions, replacements, swapped neighbours. */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      const best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      row.push(swapped ? Math.min(best, (beforeLast[j - 2] ?? 0) + 1) : best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}

/** The longest text that is compared; anything longer is no misspelt option. */
const LONGEST = 64;

/**
 * The candidates nearest to `typed`, best first, at most `max`; without those that need more changes than a third of
 * their letters. Case does not count.
 */
export function nearest(typed: string, candidates: Iterable<string>, max = 3): readonly string[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted.length === 0 || wanted.length > LONGEST) return [];
  const scored = [];
  for (const candidate of candidates) {
    const length = Math.max(wanted.length, candidate.length);
    const allowed = Math.max(1, Math.floor(length / 3));
    if (Math.abs(wanted.length - candidate.length) > allowed) continue;
    const distance = editDistance(wanted, candidate.toLowerCase());
    if (distance <= allowed) scored.push({ candidate, distance });
  }
  return scored
    .sort((a, b) => a.distance - b.distance)
    .slice(0, max)
    .map(({ candidate }) => candidate);
}
