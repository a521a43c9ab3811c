/** Gives every token to its option, from left to right. */
import { nearest, UserError } from '../../src/index.ts';
import { exampleOf, missingValue, quote, unknownOption } from '../core/mistakes.ts';
import type { RawArgs } from '../core/reply.ts';
import { type Claim, claimAt, extend, gapBefore, LONGEST_NAME, type Part, slipOf } from './claims.ts';
import { createGiven, type Given } from './given.ts';
import type { Named, Names } from './names.ts';
import { withoutFillers } from './question.ts';
import type { Pair, Token, Word } from './tokens.ts';

/** More loose words than any request has; each is tried against every option. */
const MOST_WORDS = 60;
/** A single letter without a colon is no key: `r`. */
const SHORTEST_LOOSE_KEY = 2;

/** Adjacent words that together are the value of the option that takes the rest. */
interface Group {
  text: string;
  /** The words that looked like the option on their own. */
  readonly claimed: string[];
}

interface State {
  readonly parts: readonly Part[];
  readonly names: Names;
  readonly given: Given;
  readonly groups: Group[];
  /** The group that the next word continues. */
  open: Group | undefined;
}

/** @throws UserError for an unknown key, for words that mean nothing or too much, and for an option given twice. */
export function assign(tokens: readonly Token[], names: Names): RawArgs {
  const typed = tokens.map((token) => (token.kind === 'pair' ? known(token, names) : token));
  refuseTooMany(typed, names);
  const parts = withNamedValues(withoutFillers(typed, names));
  const given = createGiven();
  // Named values first, wherever they stand: they decide which of two options a bare word can still mean.
  for (const part of parts) if (part.kind === 'named' && !takesMore(part)) given.add(part.option, part.value);
  const state: State = { parts, names, given, groups: [], open: undefined };
  for (let at = 0; at < parts.length;) at += take(state, at);
  settle(state);
  return given.toArgs();
}

/** A pair whose key is an option; an unknown key makes the whole a bare word where it can be one: `llama3.1:70b`. */
function known(pair: Pair, names: Names): Pair | Word {
  const { key, option, asWord } = pair;
  if (option) return pair;
  const options = names.all.map(({ name }) => name);
  if (asWord && looksLikeName(asWord.text, names)) return asWord;
  // A key with a digit is a name with a tag (`llama3.1:70b`), unless it is nearly an option's.
  if (asWord && names.rest && /\d/.test(key) && nearest(key, options, 1).length === 0) return asWord;
  throw unknownOption(key, options);
}

function looksLikeName(word: string, { all }: Names): boolean {
  return word.length <= LONGEST_NAME && all.some(({ spec }) => spec.type.looks?.must?.(word));
}

/** Pairs with the words that belong to their values: `gpu:rtx 4090`. */
function withNamedValues(tokens: readonly Token[]): readonly Part[] {
  const parts: Part[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token?.kind === 'word') parts.push(token);
    if (token?.kind !== 'pair' || !token.option) continue;
    const { option, quoted } = token;
    const { value, count } = quoted ? { value: token.value, count: 0 } : extend(token.value, option, tokens, at + 1);
    parts.push({ kind: 'named', option, value, quoted });
    at += count;
  }
  return parts;
}

/** Whether the words after a named value may still belong to it: `model:llama 3.1 8b`. */
function takesMore(part: Part): boolean {
  return part.kind === 'named' && !part.quoted && part.option.spec.offering?.takesRest === true;
}

/** Takes what stands at a position. @returns how many parts that was. */
function take(state: State, at: number): number {
  const part = state.parts[at];
  if (part?.kind === 'word') return takeWord(state, at, part);
  state.open = undefined;
  if (part && takesMore(part)) openGroup(state, part.value);
  return 1;
}

function takeWord(state: State, at: number, word: Word): number {
  const named = takeLooseKey(state, at, word);
  if (named > 0) return named;
  const claim = claimAt(state.parts, at, state.names, state.given);
  if (claim && claim.option !== state.names.rest && !isInsideName(state, at, claim)) {
    state.given.add(claim.option, claim.value);
    state.open = undefined;
    return claim.count;
  }
  const ofRest = claim?.option === state.names.rest ? claim : undefined;
  addToRest(state, at, word, ofRest);
  return ofRest?.count ?? 1;
}

/** A version is part of the name before it: 3.1 always, the 3 of `llama 3 70b` for the name that goes on. */
function isInsideName({ open, parts, names, given }: State, at: number, claim: Claim): boolean {
  if (!open || claim.count > 1 || !/^\d+(\.\d+)?$/.test(claim.value)) return false;
  if (claim.value.includes('.')) return true;
  const next = parts[at + 1];
  if (next?.kind !== 'word' || next.afterComma) return false;
  return names.rest !== undefined && claimAt(parts, at + 1, names, given)?.option === names.rest;
}

/** `rank 16`, `batch size 4`: an option's name without its colon. @returns how many parts that was; 0 for no name. */
function takeLooseKey(state: State, at: number, word: Word): number {
  const { parts, names, given } = state;
  const key = word.quoted ? undefined : looseKeyAt(state, at, word);
  if (!key) return 0;
  const { option, valueAt } = key;
  const value = parts[valueAt];
  if (option === names.rest) return value?.kind === 'word' && state.groups.length === 0 ? valueAt - at : 0;
  if (value?.kind !== 'word' || names.find(value.text)) throw missingValue(option);
  const longer = value.quoted ? { value: value.text, count: 0 } : extend(value.text, option, parts, valueAt + 1);
  const belongsElsewhere = !accepts(option, longer.value) && claimAt(parts, valueAt, names, given);
  if (belongsElsewhere) throw missingValue(option);
  given.add(option, longer.value);
  state.open = undefined;
  return valueAt + 1 + longer.count - at;
}

/** The option that one word or two name; a yes-or-no option's name is its value too, and told by its look. */
function looseKeyAt({ parts, names }: State, at: number, { text }: Word) {
  const second = parts[at + 1];
  const two = second?.kind === 'word' && !second.quoted ? names.find(`${text} ${second.text}`) : undefined;
  const option = two ?? (text.length < SHORTEST_LOOSE_KEY ? undefined : names.find(text));
  return option && option.spec.type.kind !== 'boolean' ? { option, valueAt: at + (two ? 2 : 1) } : undefined;
}

function accepts(option: Named, value: string): boolean {
  try {
    option.spec.type.parse(value, option);
    return true;
  } catch {
    return false;
  }
}

function addToRest(state: State, at: number, word: Word, claim: Claim | undefined): void {
  const { names, open } = state;
  const slip = claim ? undefined : slipOf(word, names);
  if (slip !== undefined) throw unknownWord(word, names, slip);
  if (!names.rest) throw unknownWord(word, names, undefined);
  const text = claim?.value ?? word.text;
  const group = open && !word.afterComma && !word.quoted ? open : undefined;
  if (group) group.text += gapBefore(state.parts[at]) + text;
  const added = group ?? openGroup(state, text);
  if (claim) added.claimed.push(text);
  if (word.quoted) state.open = undefined;
}

function openGroup(state: State, text: string): Group {
  const group = { text, claimed: [] };
  state.groups.push(group);
  state.open = group;
  return group;
}

/** The collected words become the value of their option. @throws UserError where there are two candidates. */
function settle({ groups, names: { rest }, given }: State): void {
  if (!rest) return;
  const named = given.valueOf(rest);
  const texts = groups.map(({ text }) => text);
  const all = named === undefined ? texts : [named, ...texts];
  const candidates = all.filter((text, index) => text.toLowerCase() !== all[index - 1]?.toLowerCase());
  const [first, second] = candidates.length > 1 ? candidates : twins(groups[0]?.claimed ?? []);
  if (first !== undefined && second !== undefined) throw twoCandidates(rest, first, second);
  if (texts[0] !== undefined) given.add(rest, texts[0]);
}

/** Two words of one shape (`8b 70b`) are two values and not one name. */
function twins(words: readonly string[]): readonly string[] {
  const shapes = words.map((word) => word.toLowerCase().replace(/\d+(\.\d+)?/g, '0'));
  const second = shapes.findIndex((shape, index) => /\d/.test(shape) && shapes.indexOf(shape) < index);
  const first = shapes.indexOf(shapes[second] ?? '');
  return second < 0 || words[first] === words[second] ? [] : [words[first] ?? '', words[second] ?? ''];
}

function twoCandidates(rest: Named, first: string, second: string): UserError {
  return new UserError(
    'invalid-option',
    `${quote(first)} and ${quote(second)} could both be the ${rest.name}; give it once, ${exampleOf(rest)}.`,
    'Anything else is written as option:value.',
  );
}

function unknownWord({ text }: Word, { all }: Names, slip: string | undefined): UserError {
  const options = all.map(({ name }) => name);
  const ask = slip === undefined ? 'it is the value of no option' : `did you mean "${slip}"?`;
  const example = all[0] ? `; write option:value, ${exampleOf(all[0])}.` : '; this command has no options.';
  return new UserError(
    'invalid-option',
    slip === undefined ? `I do not know ${quote(text)}: ${ask}${example}` : `I do not know ${quote(text)}; ${ask}`,
    options.length > 0 ? `The options are ${options.join(', ')}.` : undefined,
  );
}

function refuseTooMany(tokens: readonly Token[], { all }: Names): void {
  const words = tokens.filter(({ kind }) => kind === 'word').length;
  if (words <= MOST_WORDS || !all.some(({ spec }) => spec.type.looks?.must)) return;
  const example = all[0] ? `, ${exampleOf(all[0])}` : '';
  throw new UserError(
    'invalid-option',
    `That is ${words} words without an option's name, and at most ${MOST_WORDS} are read; write option:value${example}.`,
  );
}
