/** Finds models by the names people type. */
import { UserError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import {
  corrected,
  essentialWords,
  findByBeginning,
  findByName,
  findByWords,
  findLiteral,
  isSize,
  joined,
  MAX_TYPED,
  mostTuned,
  sizeOf,
  tailOf,
  withUnit,
  wordsOf,
} from './names.ts';
import type { ModelFacts } from '../facts/types.ts';

/** How a model was found: its id, name or slug; another of its names in full; all words of a name; nearly so. */
type MatchKind = 'id' | 'name' | 'words' | 'spelling';

interface ModelMatch {
  readonly model: ModelFacts;
  readonly by: MatchKind;
}

export interface ResolvedModel {
  readonly model: ModelFacts;
  /** What else the text could mean, best first. */
  readonly alternatives: readonly ModelFacts[];
  /** The text names this model and no other. */
  readonly exact: boolean;
}

const MAX_ALTERNATIVES = 5;

/** The short name people can type for a model: `llama-3.3-70b-instruct`. */
export function modelSlug(model: ModelFacts): string {
  return tailOf(model.id).toLowerCase();
}

/** Everything a text could mean, best first; equally good matches by how often people fine-tune them. */
export function findModels(typed: string, limit = 10): readonly ModelMatch[] {
  return collect(limit, searches(typed, wordsOf(typed), findByWords));
}

/**
 * The model a text means, and what else it could mean. A bare size (`70b`) is the most fine-tuned model of that size.
 * @throws UserError `unknown-model` naming the sizes there are, or the nearest names.
 */
export function resolveModel(typed: string): ResolvedModel {
  const literal = findLiteral(typed.trim());
  if (literal) return { model: literal, alternatives: [], exact: true };
  const [best, ...others] = isClosed(typed) ? [] : findModels(typed, 1 + MAX_ALTERNATIVES);
  if (!best) throw unknownModel(typed);
  const exact = best.by === 'name' && others.length === 0;
  return { model: best.model, alternatives: others.map(({ model }) => model), exact };
}

function isClosed(typed: string): boolean {
  return CLOSED.test(typed.replace(/\bgpt (?=\d)/i, 'gpt-'));
}

/** Choices while somebody is typing, best first; the most fine-tuned models for an empty text. */
export function suggestModels(typed: string, limit = 25): readonly ModelFacts[] {
  const words = wordsOf(typed);
  if (words.length === 0) return mostTuned.slice(0, limit);
  // One word is still being typed; after it, words in full come before beginnings.
  const beginnings = (some: readonly string[]) => [
    ...(some.length > 1 ? findByWords(some) : []),
    ...findByBeginning(some),
  ];
  return collect(limit, searches(typed, words, beginnings)).map(({ model }) => model);
}

// ----- The order of searches -----

type Search = readonly [MatchKind, () => readonly ModelFacts[]];

function searches(
  typed: string,
  words: readonly string[],
  find: (words: readonly string[]) => readonly ModelFacts[],
): readonly Search[] {
  const essential = essentialWords(words);
  const [size] = essential;
  const better = () => corrected(essential) ?? [];
  return [
    ['id', () => literal(typed)],
    ['words', () => (essential.length === 1 && size !== undefined ? ofSize(size) : [])],
    ['name', () => findByName(words)],
    ['name', () => findByName(essential)],
    ['words', () => find(words)],
    ['words', () => find(essential)],
    ['spelling', () => [...findByName(better()), ...find(better())]],
    ['spelling', () => find(joined(essential))],
    ['spelling', () => find(withUnit(essential))],
  ];
}

function literal(typed: string): readonly ModelFacts[] {
  const found = findLiteral(typed.trim().slice(0, MAX_TYPED));
  return found ? [found] : [];
}

function ofSize(label: string): readonly ModelFacts[] {
  return mostTuned.filter((model) => model.sizeLabel === label);
}

/** Runs the searches until there are enough; spelling only where nothing better was found. */
function collect(limit: number, all: readonly Search[]): readonly ModelMatch[] {
  const matches = new Map<ModelFacts, ModelMatch>();
  for (const [by, search] of all) {
    if (matches.size >= limit || (by === 'spelling' && matches.size > 0)) break;
    for (const model of search()) if (!matches.has(model)) matches.set(model, { model, by });
  }
  return [...matches.values()].slice(0, limit);
}

// ----- No such model -----

const NEXT = 'Give a size (8b), a name (qwen3 8b) or a Hugging Face id.';

/** Models that are served and not published. */
const CLOSED = /\b(?:chat-?gpt|gpt-?(?:3\.5|4|4o|4\.1|4\.5|5)|claude|gemini|o[134](?:-mini|-pro)?)\b/i;

/** Models that are no decoder-only language models, which are all that is estimated. */
const OTHER_KINDS =
  /\b(?:flux|sdxl|stable-? ?diffusion|whisper|bert|(?:ro|de|distil)berta?|t5|bart|clip|siglip|yolo)\b/i;

function unknownModel(typed: string): UserError {
  const given = typed.trim().slice(0, 80);
  if (OTHER_KINDS.test(given)) {
    const next = 'Take one that is: 8b, qwen3 32b, or gemma 3 4b, which sees images too.';
    return new UserError(
      'unknown-model',
      `"${given}" is no decoder-only language model, and only those are estimated.`,
      next,
    );
  }
  if (isClosed(given)) {
    const open = 'Take an open model instead: 8b, qwen3 32b, gpt-oss 20b.';
    return new UserError(
      'unknown-model',
      `"${given}" is served by its maker alone: nobody else has its weights to train.`,
      open,
    );
  }
  const words = wordsOf(given);
  if (words.length === 0) return new UserError('unknown-model', `"${given}" is no model name.`, NEXT);
  const unknown = `No model "${given}" is in the catalogue`;
  if (words.length === 1 && /^\d+$/.test(given)) {
    return new UserError('unknown-model', `${unknown}.`, `Write a size with its unit: ${given}b.`);
  }
  const sizes = sizesOfRelatives(words);
  if (words.some(isSize) && sizes.length > 0) {
    const hint = 'Pick one of these sizes, or give its Hugging Face id.';
    return new UserError('unknown-model', `${unknown}; sizes there are: ${sizes.join(', ')}.`, hint);
  }
  const guesses = nearestNames(given, words.find(isSize));
  return new UserError(
    'unknown-model',
    `${unknown}.`,
    guesses.length > 0 ? `Did you mean ${guesses.join(', ')}?` : NEXT,
  );
}

/** Sizes of the models that the words without a size mean. */
function sizesOfRelatives(words: readonly string[]): readonly string[] {
  const family = words.filter((word) => !isSize(word)).join(' ');
  const labels = findModels(family, mostTuned.length).flatMap(({ model }) => model.sizeLabel ?? []);
  return [...new Set(labels)].sort((a, b) => sizeOf(a) - sizeOf(b));
}

function nearestNames(given: string, size: string | undefined): readonly string[] {
  if (size === undefined)
    return nearest(
      given,
      mostTuned.map((model) => model.name),
    );
  const sized = mostTuned.filter((model) => model.sizeLabel !== undefined);
  const distance = (model: ModelFacts) => Math.abs(Math.log(sizeOf(model.sizeLabel ?? '') / sizeOf(size)));
  const near = sized.sort((a, b) => distance(a) - distance(b));
  return near.slice(0, 3).map((model) => model.name);
}
