/**
 * An option declared once: what people read of it, how it is read, what it says of the run and how a change of that is
 * said with it, what holds without it, and how it is offered. Help, forms, registrations and buttons follow from that.
 */
import type { EstimateRequest, Job, JobInput, RequestInput } from '../../src/index.ts';

/** A value offered to the user: `name` is read, `value` is sent. */
export interface Choice {
  readonly name: string;
  readonly value: string;
}

/** What a type needs to know of its option to phrase a mistake. */
export interface NamedOption {
  readonly name: string;
  readonly example: string;
}

/** The values that can be listed. */
export interface Values {
  /** All of a `choice`. */
  readonly choices?: readonly Choice[];
  /** What a value means, where its name does not say enough. */
  readonly means?: (value: string) => string;
  /** Completions from memory, for platforms that ask while the user types. */
  readonly suggest?: (typed: string) => readonly Choice[];
}

/**
 * How bare words tell which option they mean. Asked for single words and for runs of adjacent words ("rtx 4090"), in any
 * case, so each must match the whole, cost microseconds, and accept only what `parse` accepts.
 */
export interface Looks {
  /** They must mean this option. */
  readonly must?: (word: string) => boolean;
  /** They mean it where no other option's `must` claims them. */
  readonly may?: (word: string) => boolean;
}

/** A kind of value: how it is read and told. */
export interface OptionType<T> {
  /** An attachment is a file's text; where a platform has no files, the text itself. */
  readonly kind: 'text' | 'choice' | 'integer' | 'boolean' | 'attachment';
  /** Reads what the user gave. @throws UserError with what was given, what is allowed and an example. */
  readonly parse: (given: string, option: NamedOption) => T;
  /** What is allowed, in words, for help: `1 to 10,000,000`. */
  readonly allowed?: string;
  readonly values?: Values;
  readonly looks?: Looks;
}

/** What people read and write of it. */
interface About {
  /** At most 100 characters. */
  readonly summary: string;
  readonly example: string;
  /** Other names people type: `bs` for `batch`. */
  readonly aliases?: readonly string[];
}

/** What can be said to the estimator: of the run, and of the job that is done with it. */
export type Asked = Partial<RequestInput> & JobInput;
export type Field = keyof Asked;
/** The same with every default filled in. */
export type Assumed = EstimateRequest & Job;

/** What an option says to the estimator; methods, so that options of every type share one record. */
export interface Saying<T, F extends Field = Field> {
  /** The fields it speaks of. */
  readonly fields: readonly F[];
  /** What a value sets of them. */
  sets(value: T): Pick<Asked, F>;
  /** The text that says these fields as they stand; undefined where they need none. */
  says(asked: Asked): string | undefined;
}

/** What holds where the option is not given; without this, what the estimator takes for its fields. */
interface Otherwise<T> {
  /** The command gets this value. */
  readonly value?: T;
  /** In words: a rule, or made from what the estimator takes where nothing is said but `changes`. */
  readonly text?: string | ((assumed: (changes?: Asked) => Assumed) => string);
}

/** How it is offered. */
interface Offering {
  readonly required?: boolean;
  /** Though required it may come from what people saved, so no form demands it. */
  readonly savable?: true;
  /** Options that make a required one unnecessary when any of them is given. */
  readonly impliedBy?: readonly string[];
  /** Offered in text alone: forms that hold few options (Discord: 25) leave it out. */
  readonly textOnly?: true;
  /** Bare words that no option claims by their look are this option's value: `llama 3.1 8b`. One option a command. */
  readonly takesRest?: true;
}

export interface OptionSpec<T> {
  readonly about: About;
  readonly type: OptionType<T>;
  readonly saying?: Saying<T>;
  readonly otherwise?: Otherwise<T>;
  readonly offering?: Offering;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec<unknown>>>;

/** The type of an option's values. */
type ValueOf<S> = S extends { readonly type: OptionType<infer T> } ? T : never;

/** Whether a command has a value in any case. */
type IsSure<S> = S extends { readonly otherwise: { readonly value: unknown } }
  ? true
  : S extends { readonly offering: { readonly required: true; readonly impliedBy: readonly string[] } }
    ? false
    : S extends { readonly offering: { readonly required: true } }
      ? true
      : false;

/** The parsed values: a required option and one with a value of its own are there, any other may be undefined. */
export type ArgsOf<O extends OptionSpecs> = {
  readonly [K in keyof O]: IsSure<O[K]> extends true ? ValueOf<O[K]> : ValueOf<O[K]> | undefined;
};

/** The fields that options speak of. */
export type FieldsOf<O> = {
  [K in keyof O]: O[K] extends { readonly saying: Saying<never, infer F> } ? F : never;
}[keyof O];

type Consistent<O> = { readonly [K in keyof O]: OptionSpec<ValueOf<O[K]>> };

/** Identity with inference; refuses an option whose parts are of different types. */
export function defineOptions<const O extends OptionSpecs>(options: O & Consistent<O>): O {
  return options;
}
