/** The words of model names, and which models have which. Sizes and versions count exactly, words with small mistakes. */
import { editDistance, nearest } from '../nearest.ts';
import { MODELS } from '../facts/models/index.ts';
import { byPopularity } from '../facts/models/popularity.ts';
import type { ModelFacts } from '../facts/types.ts';

/** Longer texts are no names; they are cut before anything reads them. */
export const MAX_TYPED = 200;

/** Rows by how often people fine-tune them. */
export const mostTuned: readonly ModelFacts[] = MODELS.toSorted(byPopularity);

// ----- Words -----

/** Sizes (`8x7b`, `a3b`, `70b`, `270m`) stay whole; else letters and numbers part: `qwen2.5` is `qwen` and `2.5`. */
const WORD = /\d+x\d+b(?![a-z])|[ae]\d+(?:\.\d+)?b(?![a-z])|\d+(?:\.\d+)?[bmtk](?![a-z])|\d+(?:\.\d+)*|\p{L}+/gu;
const SIZE = /^(?:\d+x\d+b|[ae]?\d+(?:\.\d+)?[bmt])$/;
/** Words of releases with the same sizes, and of copies; a text is also read without them. */
const VARIANTS = new Set(
  (
    'instruct it chat base pt hf thinking latest preview model models llm the a an my ollama ' +
    'unsloth bnb gguf qat awq gptq mlx quantized dynamic'
  ).split(' '),
);
/** Who publishes nothing but copies of others' models: the name behind says of which. */
const COPIERS = new Set(
  (
    'unsloth thebloke bartowski mlx-community lmstudio-community lmstudio-ai neuralmagic redhatai hugging-quants ' +
    'casperhansen quantfactory maziyarpanahi mradermacher second-state solidrust turboderp lonestriker ggml-org ' +
    'modelcloud kaitchup cyankiwi nm-testing techxgenus shuyuej gaianet dranger003'
  ).split(' '),
);

/** The words of a text, in order, in lower case. */
export function wordsOf(text: string): readonly string[] {
  const plain = withoutCopier(text.slice(0, MAX_TYPED).normalize('NFKC').toLowerCase())
    .replace(/(\d)_(\d)/g, '$1.$2') // Qwen-1_8B, v1_5
    .replace(/[-_. ](?:i?q\d(?:[._][\dkmslx]+)*|w\da\d+|int\d|\dbpw|(?:bf|fp|nf|nvfp|mxfp)\d+)\b/g, ' ') // Q4_K_M, Int4, BF16
    .replace(/\b\d-?bits?\b/g, ' ')
    .replace(/(\d)\s+(?=[bm]\b)/g, '$1');
  return plain.match(WORD) ?? [];
}

function withoutCopier(text: string): string {
  return isCopy(text) ? text.slice(text.indexOf('/') + 1) : text;
}

/** Whether an id is of somebody who publishes copies: `TheBloke/Llama-2-13B-GPTQ`. */
function isCopy(id: string): boolean {
  const slash = id.indexOf('/');
  return slash > 0 && COPIERS.has(id.slice(0, slash).trim().toLowerCase());
}

/** The words without those that name a release or a copy. */
export function essentialWords(words: readonly string[]): readonly string[] {
  return words.filter((word) => !VARIANTS.has(word));
}

/** `70b`, `8x7b`, `e4b`, `270m`. */
export function isSize(word: string): boolean {
  return SIZE.test(word);
}

/** Billions, roughly, to put size labels in order. */
export function sizeOf(label: string): number {
  const unit = { m: 1e-3, t: 1e3 }[label.at(-1) ?? ''] ?? 1;
  const factors = label.replace(/^[ae]/, '').split('x');
  return factors.reduce((product, factor) => product * Number.parseFloat(factor), unit);
}

// ----- Names -----

interface Name {
  readonly model: ModelFacts;
  readonly words: readonly string[];
  /** A name of the row itself, not of another release with its sizes. */
  readonly own: boolean;
}

interface Names {
  /** Own names before others, each the most fine-tuned first. */
  readonly all: readonly Name[];
  /** Models by their normalised names, the most fine-tuned first. */
  readonly byKey: ReadonlyMap<string, readonly ModelFacts[]>;
  readonly vocabulary: ReadonlySet<string>;
}

let cached: Names | undefined;

/** Every spelling of every model; made at the first look-up that needs it, so that start-up does not wait for it. */
function names(): Names {
  cached ??= readNames();
  return cached;
}

function readNames(): Names {
  const all: Name[] = mostTuned.flatMap((model) => [...spellings(model).values()]);
  const byKey = new Map<string, ModelFacts[]>();
  for (const { model, words } of all) {
    const key = words.join(' ');
    byKey.set(key, [...(byKey.get(key) ?? []), model]);
  }
  const letters = all.flatMap(({ words }) => words.filter((word) => !/\d/.test(word)));
  return {
    all: [...all.filter(({ own }) => own), ...all.filter(({ own }) => !own)],
    byKey,
    vocabulary: new Set(letters),
  };
}

function spellings(model: ModelFacts): ReadonlyMap<string, Name> {
  const own = [model.name, tailOf(model.id), `${model.family} ${model.sizeLabel ?? ''}`, ...model.aliases];
  const found = new Map<string, Name>();
  for (const text of [...own, ...model.also.map(tailOf)]) {
    const words = wordsOf(text);
    const key = words.join(' ');
    if (!found.has(key)) found.set(key, { model, words, own: own.includes(text) });
  }
  return found;
}

/** A Hub id without its organisation. */
export function tailOf(id: string): string {
  return id.slice(id.indexOf('/') + 1);
}

/** The model that an id is a copy of in another format or for another use, of a copier's or the maker's own. */
export function copiedBy(id: string): ModelFacts | undefined {
  const [model] = findByName(essentialWords(wordsOf(tailOf(id))));
  const maker = (of: string) => of.slice(0, of.indexOf('/')).toLowerCase();
  return model && (isCopy(id) || maker(id) === maker(model.id)) ? model : undefined;
}

// ----- Searches -----

/** The row whose id, other id or name is exactly this but for case. */
export function findLiteral(typed: string): ModelFacts | undefined {
  const wanted = typed.toLowerCase();
  const is = (text: string) => text.length === wanted.length && text.toLowerCase() === wanted;
  return (
    mostTuned.find((model) => is(model.id) || is(model.name) || is(tailOf(model.id))) ??
    mostTuned.find((model) => model.also.some((id) => is(id) || is(tailOf(id))))
  );
}

/** Models with a name of exactly these words. */
export function findByName(words: readonly string[]): readonly ModelFacts[] {
  return names().byKey.get(words.join(' ')) ?? [];
}

/** Models with a name that holds all the words. */
export function findByWords(words: readonly string[]): readonly ModelFacts[] {
  if (words.length === 0) return [];
  return modelsOf(names().all.filter((name) => without(name.words, words) !== undefined));
}

/** The same while somebody is typing: the last word may be the beginning of one. */
export function findByBeginning(words: readonly string[]): readonly ModelFacts[] {
  const last = words.at(-1);
  if (last === undefined) return [];
  const begins = (word: string) => word.startsWith(last);
  return modelsOf(names().all.filter((name) => without(name.words, words.slice(0, -1))?.some(begins)));
}

/** What is left of `all` when each of `words` takes one; undefined if one is not there. */
function without(all: readonly string[], words: readonly string[]): readonly string[] | undefined {
  // Nearly every name fails here, before anything is copied.
  if (!words.every((word) => all.includes(word))) return undefined;
  const left = [...all];
  for (const word of words) {
    const at = left.indexOf(word);
    if (at < 0) return undefined;
    left.splice(at, 1);
  }
  return left;
}

function modelsOf(found: readonly Name[]): readonly ModelFacts[] {
  return [...new Set(found.map((name) => name.model))];
}

/** The words with pairs put together that are one word in names: `tiny llama`, `smol lm`. */
export function joined(words: readonly string[]): readonly string[] {
  const { vocabulary } = names();
  const at = words.findIndex((word, i) => vocabulary.has(word + (words[i + 1] ?? '')) && words[i + 1] !== undefined);
  return at < 0 ? words : [...words.slice(0, at), `${words[at]}${words[at + 1]}`, ...words.slice(at + 2)];
}

/** The words with a last bare number read as billions: `gemma3 27`; one digit is a version. */
export function withUnit(words: readonly string[]): readonly string[] {
  const last = words.at(-1) ?? '';
  return words.length > 1 && /^\d{2,}$/.test(last) ? [...words.slice(0, -1), `${last}b`] : words;
}

/** Slips that are two mistakes away and common all the same. */
const COMMON_SLIPS: Readonly<Record<string, string>> = {
  lamma: 'llama',
  llamma: 'llama',
  lamaa: 'llama',
  deapseek: 'deepseek',
};

/** The words with each unknown one replaced by the nearest known one; undefined if there is nothing to correct with. */
export function corrected(words: readonly string[]): readonly string[] | undefined {
  const { vocabulary } = names();
  const better = words.map((word) =>
    /\d/.test(word) || vocabulary.has(word) ? word : correctedWord(word, vocabulary),
  );
  return better.every((word) => word !== undefined) && better.some((word, i) => word !== words[i]) ? better : undefined;
}

/** One mistake in four letters: enough for typing errors, too little to take one model's name for another's. */
function correctedWord(word: string, vocabulary: Iterable<string>): string | undefined {
  if (Object.hasOwn(COMMON_SLIPS, word)) return COMMON_SLIPS[word];
  if (word.length < 4) return undefined;
  const allowed = (other: string) => Math.floor(Math.max(word.length, other.length) / 4);
  // A word is at least as far away as it is longer or shorter.
  const near = [...vocabulary].filter(
    (other) => other.length >= 4 && Math.abs(other.length - word.length) <= allowed(other),
  );
  const [best = ''] = nearest(word, near, 1);
  return best !== '' && editDistance(word, best) <= allowed(best) ? best : undefined;
}
