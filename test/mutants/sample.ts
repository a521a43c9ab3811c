/** Lines drawn by chance, and one mutant of each: the same seed draws the same. */
import type { Mutant } from './candidates.ts';

/** Numbers from 0 to 1 (mulberry32: Tommy Ettinger, public domain). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** @param isFit says which mutants are worth trying; a line without any is passed over. */
export function sample(
  mutants: readonly Mutant[],
  count: number,
  seed: number,
  isFit: (mutant: Mutant) => boolean = () => true,
): readonly Mutant[] {
  const random = randomFrom(seed);
  const lines = [...Map.groupBy(mutants, ({ path, line }) => `${path}:${line}`).values()];
  for (let last = lines.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [lines[last], lines[other]] = [lines[other]!, lines[last]!];
  }
  const drawn: Mutant[] = [];
  for (const all of lines) {
    const mutant = all[Math.floor(random() * all.length)]!;
    if (isFit(mutant)) drawn.push(mutant);
    if (drawn.length === count) break;
  }
  return drawn;
}
