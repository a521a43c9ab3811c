/** Defaults that differ from row to row of a table, in words. */

/** `8 for grpo, 1 otherwise`: what most of them take comes last; the value alone where all take one. */
export function perRow<Id extends string>(ids: readonly Id[], valueOf: (id: Id) => string): string {
  const groups = [...Map.groupBy(ids, valueOf)].toSorted(([, a], [, b]) => a.length - b.length);
  const [usual = ''] = groups.at(-1) ?? [];
  const others = groups.slice(0, -1).map(([value, some]) => `${value} for ${allOf(some)}`);
  return others.length === 0 ? usual : [...others, `${usual} otherwise`].join(', ');
}

/** `a, b and c` */
export function allOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

export function idsOf<Id extends string>(rows: Readonly<Record<Id, unknown>>): readonly Id[] {
  return Object.keys(rows) as Id[];
}
