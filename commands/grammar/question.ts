/** Takes out of a question what is no request: "can I fine-tune a 70B on two 3090s?" is `70B on 2x 3090s`. */
import { gapBefore, LONGEST_NAME, ownersAt, runsFrom } from './claims.ts';
import { type FillerGroup, FILLERS, NUMBER_WORDS, SPOKEN_NAMES } from './fillers.ts';
import type { Named, Names } from './names.ts';
import type { Token, Word } from './tokens.ts';

const GROUP_OF: ReadonlyMap<string, FillerGroup> = new Map(
  FILLERS.flatMap((group) => group.phrases.map((phrase): [string, FillerGroup] => [phrase, group])),
);
const LONGEST_PHRASE = Math.max(...[...GROUP_OF.keys()].map((phrase) => phrase.split(' ').length));
/** How many words of a value may stand before a filler in it, and how many after: "full fine-tuning". */
const LONGEST_VALUE = { before: 2, after: 1 };
/** Kinds of options whose looks allow no word around the value. */
const EXACT: readonly string[] = ['choice', 'integer'];
/** What ends a sentence and begins one in Spanish; no name has it there. */
const MARKS_BEFORE = /^[¿¡]+/;
const MARKS_AFTER = '?!.…。';

/** A token, and the filler it is a word of. */
interface Marked {
  readonly token: Token;
  readonly filler: FillerGroup | undefined;
}

/** The tokens that ask for something. Only bare words are touched: pairs and quotations stay as typed. */
export function withoutFillers(tokens: readonly Token[], names: Names): readonly Token[] {
  const marked = mark(withShortNames(withoutMarks(tokens), names), names);
  let kept: readonly Token[] = [];
  // Whether a filler that parts stands between here and what is kept.
  let parted = false;
  // From the right, since what follows an option's name decides whether it is said as one.
  for (const { token, filler } of marked.toReversed()) {
    const key = filler && token.kind === 'word' ? names.find(token.text) : undefined;
    if (filler && !(key && isKey(key, kept, names, parted))) {
      parted ||= !filler.joins;
      kept = token.kind === 'word' && (parted || token.afterComma) ? afterComma(kept) : kept;
      continue;
    }
    kept = [token.kind === 'word' ? counted(token, kept, names) : token, ...kept];
    parted = false;
  }
  return kept;
}

/** "4090?" and "llama3:8b!" without what ends the sentence; the next one begins anew. */
function withoutMarks(tokens: readonly Token[]): readonly Token[] {
  const kept: Token[] = [];
  let ended = false;
  for (const token of tokens) {
    if (!isBare(token)) {
      kept.push(token);
      ended = false;
      continue;
    }
    const text = withoutEnd(token.text.replace(MARKS_BEFORE, ''));
    if (text !== '') kept.push({ ...token, text, afterComma: token.afterComma || ended });
    ended = MARKS_AFTER.includes(token.text.slice(-1));
  }
  return kept;
}

/** In one pass from the end, where an expression would start anew at every mark. */
function withoutEnd(word: string): string {
  let end = word.length;
  while (end > 0 && MARKS_AFTER.includes(word.charAt(end - 1))) end -= 1;
  return word.slice(0, end);
}

/** "context length 8k" is "context 8k", where the command has such an option. */
function withShortNames(tokens: readonly Token[], names: Names): readonly Token[] {
  const short: Token[] = [];
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at];
    const runs = isBare(token) ? runsFrom(tokens, at) : [];
    const end = runs.findLastIndex((run) => names.find(SPOKEN_NAMES.get(fold(run)) ?? ''));
    const name = SPOKEN_NAMES.get(fold(runs[end] ?? ''));
    if (token) short.push(isBare(token) && name !== undefined ? { ...token, text: name } : token);
    at += Math.max(1, end + 1);
  }
  return short;
}

/** Finds the fillers from left to right, the longest phrase first. */
function mark(tokens: readonly Token[], names: Names): readonly Marked[] {
  const marked: Marked[] = [];
  while (marked.length < tokens.length) {
    const at = marked.length;
    const { filler, count } = phraseAt(tokens, at, names);
    for (const token of tokens.slice(at, at + count)) marked.push({ token, filler });
  }
  return marked;
}

function phraseAt(tokens: readonly Token[], at: number, names: Names) {
  const runs = runsFrom(tokens, at).slice(0, LONGEST_PHRASE);
  for (let count = runs.length; count > 0; count -= 1) {
    const filler = GROUP_OF.get(fold(runs[count - 1] ?? ''));
    if (filler && isBare(tokens[at]) && !isValue(tokens, at, count, names)) return { filler, count };
  }
  return { filler: undefined, count: 1 };
}

function isBare(token: Token | undefined): token is Word {
  return token?.kind === 'word' && !token.quoted;
}

function fold(run: string): string {
  return run.length > LONGEST_NAME ? '' : run.toLowerCase().replace(/[‘’‛＇]/g, "'");
}

/** Whether they are in a value ("full fine-tuning", "two gpus"), or the command takes any word as one, as help does. */
function isValue(tokens: readonly Token[], at: number, count: number, { all, rest, find }: Names): boolean {
  const own = runsFrom(tokens, at)[count - 1] ?? '';
  // The name of a yes-or-no option is its value too.
  if (rest?.spec.type.looks?.must?.(own) || find(own)?.spec.type.kind === 'boolean') return true;
  for (let start = Math.max(0, at - LONGEST_VALUE.before); start <= at; start += 1) {
    const runs = runsFrom(tokens, start).slice(at + count - start - 1, at + count - start + LONGEST_VALUE.after);
    if (runs.some((run) => run.length <= LONGEST_NAME && isWhole(inDigits(run), all))) return true;
  }
  return false;
}

/** Whether a look that allows no words around the value claims these; a card's does: "with my 3090". */
function isWhole(run: string, options: Names['all']): boolean {
  return options.some(({ spec: { type } }) => EXACT.includes(type.kind) && type.looks?.must?.(run));
}

function inDigits(run: string): string {
  return run.replace(/^\S+/, (word) => `${NUMBER_WORDS.get(word.toLowerCase()) ?? word}`);
}

/** Whether a filler is said as an option's name: "on 4090" and "on a foo 9000", not "on unsloth" or "vram for gemma". */
function isKey(key: Named, kept: readonly Token[], names: Names, parted: boolean): boolean {
  if (parted || kept[0]?.kind !== 'word') return false;
  const owners = ownersAt(kept, 0, names);
  return owners.length === 0 || owners.includes(key);
}

function afterComma([first, ...others]: readonly Token[]): readonly Token[] {
  if (first?.kind !== 'word') return first ? [first, ...others] : [];
  return [{ ...first, afterComma: true }, ...others];
}

/** "two" before "3090s" becomes "2x", before "gpus" "2": what the option that takes them reads. */
function counted(word: Word, next: readonly Token[], { all }: Names): Word {
  const count = word.quoted ? undefined : NUMBER_WORDS.get(word.text.toLowerCase());
  if (count === undefined) return word;
  const gap = gapBefore(next[0]);
  const isRead = (text: string) =>
    runsFrom(next, 0).some((run) => all.some(({ spec }) => spec.type.looks?.must?.(`${text}${gap}${run}`)));
  const text = [`${count}x`, `${count}`].find(isRead);
  return text === undefined ? word : { ...word, text };
}
