/** Which option a bare word, or a run of adjacent ones, means by its look alone. */
import { editDistance, UserError } from '../../src/index.ts';
import { quote } from '../core/mistakes.ts';
import type { Looks } from '../core/option.ts';
import type { Given } from './given.ts';
import type { Named, Names } from './names.ts';
import { negatedOption, type Token, type Word } from './tokens.ts';

/** "nvidia geforce rtx 4070 ti super 16 gb" */
const LONGEST_RUN = 8;
/** More characters are no name of anything. */
export const LONGEST_NAME = 100;

/** A value given by name. */
interface NamedValue {
  readonly kind: 'named';
  readonly option: Named;
  readonly value: string;
  readonly quoted: boolean;
}

export type Part = Word | NamedValue;

export interface Claim {
  readonly option: Named;
  readonly value: string;
  /** How many words it takes. */
  readonly count: number;
}

/** The option that the longest run of words from `at` on looks like. @throws UserError where several fit equally. */
export function claimAt(parts: readonly Part[], at: number, names: Names, given: Given): Claim | undefined {
  const runs = runsFrom(parts, at);
  for (let count = runs.length; count > 0; count -= 1) {
    const run = runs[count - 1] ?? '';
    const claim = run.length > LONGEST_NAME ? undefined : claimOf(run, count, names, given);
    if (claim) return claim;
  }
  return undefined;
}

/** The value with as many of the following words as make it look like the option: `gpu:rtx 4090`. */
export function extend(value: string, option: Named, parts: readonly (Part | Token)[], next: number): Claim {
  const { looks } = option.spec.type;
  const runs = looks?.must ? runsFrom(parts, next) : [];
  for (let count = runs.length; count > 0; count -= 1) {
    const longer = value + gapBefore(parts[next]) + runs[count - 1];
    if (longer.length <= LONGEST_NAME && looks?.must?.(longer)) return { option, value: longer, count };
  }
  return { option, value, count: 0 };
}

/** The texts of one, two, three … adjacent words from `at` on; quotation marks hold theirs apart from all others. */
export function runsFrom(parts: readonly (Part | Token)[], at: number): readonly string[] {
  const first = parts[at];
  if (first?.kind !== 'word') return [];
  const runs = [first.text];
  for (let i = at + 1; i < at + LONGEST_RUN && !first.quoted; i += 1) {
    const part = parts[i];
    if (part?.kind !== 'word' || part.quoted) break;
    runs.push(runs.at(-1) + gapBefore(part) + part.text);
  }
  return runs;
}

export function gapBefore(part: Part | Token | undefined): string {
  return part?.kind === 'word' && part.afterComma ? ', ' : ' ';
}

/** The options that the longest run of words from `at` on may mean by its look. */
export function ownersAt(parts: readonly (Part | Token)[], at: number, names: Names): readonly Named[] {
  for (const run of runsFrom(parts, at).toReversed()) {
    const meanings = run.length > LONGEST_NAME ? [] : meaningsOf(run, names);
    if (meanings.length > 0) return meanings.map(({ option }) => option);
  }
  return [];
}

function meaningsOf(run: string, names: Names): readonly Meaning[] {
  return byLook(run, names, 'must') ?? byName(run, names) ?? byLook(run, names, 'may') ?? [];
}

function claimOf(run: string, count: number, names: Names, given: Given): Claim | undefined {
  const claims = meaningsOf(run, names);
  const open = claims.length > 1 ? claims.filter(({ option }) => !given.has(option)) : claims;
  const [claim] = open;
  if (open.length > 1 || (!claim && claims.length > 0)) throw ambiguous(run, claims);
  return claim && { ...claim, count };
}

interface Meaning {
  readonly option: Named;
  readonly value: string;
}

function byLook(run: string, { all }: Names, look: keyof Looks): readonly Meaning[] | undefined {
  const claims = all.filter(({ spec }) => spec.type.looks?.[look]?.(run)).map((option) => ({ option, value: run }));
  // A number is told by the word beside it, so that "2 gpus" are no card of 2 GB.
  const numbers = claims.filter(({ option }) => option.spec.type.kind === 'integer');
  return claims.length > 0 ? (numbers.length > 0 ? numbers : claims) : undefined;
}

/** `public`, `no public`, and the name behind what looks like its value: "8k context". */
function byName(run: string, names: Names): readonly Meaning[] | undefined {
  const named = names.find(run);
  if (named?.spec.type.kind === 'boolean') return [{ option: named, value: 'yes' }];
  const negated = negatedOption(run, names);
  if (negated) return [{ option: negated, value: 'no' }];
  const cut = run.lastIndexOf(' ');
  const option = cut < 0 ? undefined : names.find(run.slice(cut + 1));
  const value = run.slice(0, cut);
  const isIts = option && option !== names.rest && option.spec.type.looks?.must?.(value);
  return isIts ? [{ option, value }] : undefined;
}

function ambiguous(run: string, claims: readonly Meaning[]): UserError {
  const options = claims.map(({ option }) => option.name);
  const value = /\s/.test(run) ? `"${run}"` : run;
  return new UserError(
    'invalid-option',
    `${quote(run)} could mean ${options.join(' or ')}; say which, for example ${options[0]}:${value}.`,
  );
}

/** A slip of one letter from a value or an option's name: such a word is not part of a model's name. */
export function slipOf({ text, quoted }: Word, { all }: Names): string | undefined {
  if (quoted || !/^\p{L}[\p{L}\p{N}-]{3,19}$/u.test(text)) return undefined;
  const typed = text.toLowerCase();
  const values = all.flatMap(({ spec }) => spec.type.values?.choices?.map(({ value }) => value) ?? []);
  const candidates = [...values, ...all.map(({ name }) => name)].filter((candidate) => candidate.length > 3);
  return candidates.find(
    (candidate) => Math.abs(candidate.length - typed.length) <= 1 && editDistance(typed, candidate) === 1,
  );
}
