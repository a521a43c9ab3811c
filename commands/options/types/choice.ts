/** Values that can be listed: a row of a table, yes or no. */
import type { Choice, OptionType } from '../../core/option.ts';
import { anyOfMany, invalidValue, unknownChoice } from '../../core/mistakes.ts';

/** The most completions a platform shows. */
const MOST_CHOICES = 25;
const YES = ['yes', 'true', 'on', '1', 'y'];
const NO = ['no', 'false', 'off', '0', 'n'];

export interface ChoiceRow {
  readonly label: string;
  /** Other spellings people type; also told by their look. */
  readonly aliases?: readonly string[];
}

export interface ChoiceLook {
  /**
   * False where other options share some of the values: bare words then mean this one only where no other claims them.
   * Never: values that say nothing without the option's name.
   */
  readonly bare?: boolean | 'never';
  /** What a value means, where its label does not say enough. */
  readonly means?: (value: string) => string;
}

/** One of a table's rows, by id, label or alias, in any case; its value is the id. */
export function choice<const Id extends string>(
  rows: Readonly<Record<Id, ChoiceRow>>,
  { bare = true, means }: ChoiceLook = {},
): OptionType<Id> {
  const ids = Object.keys(rows) as Id[];
  const bySpelling = new Map<string, Id>();
  for (const id of ids) {
    for (const spelling of [rows[id].label, ...(rows[id].aliases ?? [])]) bySpelling.set(fold(spelling), id);
  }
  for (const id of ids) bySpelling.set(fold(id), id);
  const choices = ids.map((id) => ({ name: rows[id].label, value: id }));
  const isSpelling = (word: string): boolean => !isYesOrNo(word) && bySpelling.has(fold(word));
  return {
    kind: 'choice',
    allowed: anyOfMany(ids),
    values: { choices, suggest: suggestFrom(choices), ...(means ? { means } : {}) },
    looks: {
      ...(bare === true ? { must: isSpelling } : {}),
      ...(bare === 'never' ? {} : { may: isSpelling }),
    },
    parse(given, option) {
      const id = bySpelling.get(fold(given));
      if (id === undefined) throw unknownChoice(given, option, ids, ids);
      return id;
    },
  };
}

/** Yes or no; on the command line the option's name alone means yes. */
export function yesNo(): OptionType<boolean> {
  return {
    kind: 'boolean',
    allowed: 'yes or no',
    values: {
      choices: [
        { name: 'yes', value: 'yes' },
        { name: 'no', value: 'no' },
      ],
    },
    parse(given, option) {
      const word = fold(given);
      if (YES.includes(word)) return true;
      if (NO.includes(word)) return false;
      throw invalidValue(given, option, 'yes or no');
    },
  };
}

/** Whether a word answers a yes-or-no option. */
export function isYesOrNo(word: string): boolean {
  return YES.includes(fold(word)) || NO.includes(fold(word));
}

function suggestFrom(choices: readonly Choice[]): (typed: string) => readonly Choice[] {
  return (typed) => {
    const start = fold(typed);
    return choices
      .filter(({ name, value }) => fold(name).includes(start) || fold(value).includes(start))
      .slice(0, MOST_CHOICES);
  };
}

/** One spelling for all: lower case, without spaces, dashes and underscores. */
function fold(word: string): string {
  return word.toLowerCase().replace(/[\s_‐-―−-]+/g, '');
}
