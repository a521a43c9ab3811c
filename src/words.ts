/** Words put together into a sentence. */

/** `a, b or c`; empty where there are none. */
export function anyOf(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

/** With a capital first letter, to begin a sentence or a button. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// ----- Sentences that speak of a request -----

/** A field, and what it is or could be set to: whoever shows a sentence writes it in a grammar of its own. */
export interface Mention {
  readonly field: string;
  /** None: the field alone; several: any of them. */
  readonly values: readonly (string | number | boolean)[];
}

/** Words, and the fields that they speak of. */
export type Sentence = string | readonly (string | Mention)[];

export function mention(field: string, ...values: Mention['values']): Mention {
  return { field, values };
}

/** said`Use ${mention('method', 'lora')}.` */
export function said(words: TemplateStringsArray, ...between: readonly (number | Mention | Sentence)[]): Sentence {
  return words.flatMap((word, index) => [word, ...partsOf(between[index] ?? '')]);
}

function partsOf(some: number | Mention | Sentence): readonly (string | Mention)[] {
  if (typeof some === 'number') return [String(some)];
  return typeof some === 'string' || 'field' in some ? [some] : some;
}

/** A sentence as text. @param write how a mention is written; `method: lora or qlora` unless told otherwise. */
export function textOf(sentence: Sentence, write: (one: Mention) => string = written): string {
  if (typeof sentence === 'string') return sentence;
  return sentence.map((part) => (typeof part === 'string' ? part : write(part))).join('');
}

function written({ field, values }: Mention): string {
  return values.length === 0 ? field : `${field}: ${anyOf(values.map(String))}`;
}

/** Sentences behind each other. */
export function joined(...sentences: readonly Sentence[]): Sentence {
  return sentences.flatMap((one, index) => [...(index > 0 ? [' '] : []), ...partsOf(one)]);
}
