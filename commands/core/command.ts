/**
 * A command described once: from its options come parsing, help, Discord registration, the Slack manifest, the web form
 * and the types of `args`.
 */
import type { Hub, Limits, Links, Log, Meters, Prices, Settings } from '../../src/ports.ts';
import type { RawArgs, Reply } from './reply.ts';

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

/** How an option is offered and read. */
export interface OptionType<T> {
  /** An attachment is a file's text; where a platform has no files, the text itself. */
  readonly kind: 'text' | 'choice' | 'integer' | 'boolean' | 'attachment';
  /** Reads what the user gave. @throws UserError with what was given, what is allowed and an example. */
  readonly parse: (given: string, option: NamedOption) => T;
  /** What is allowed, in words, for help: `1 to 10,000,000`. */
  readonly allowed?: string;
  /** All values of a `choice`. */
  readonly choices?: readonly Choice[];
  /** What a value means, where its name does not say enough. */
  readonly means?: (value: string) => string;
  /** Completions from memory, for platforms that ask while the user types. */
  readonly suggest?: (typed: string) => readonly Choice[];
  /**
   * Whether bare words must mean this option, by their look alone. Asked for single words and for runs of adjacent words
   * ("rtx 4090"), in any case, so it must match the whole, cost microseconds, and accept only what `parse` accepts.
   */
  readonly looksLike?: (word: string) => boolean;
  /** A weaker look: these words mean the option where no other option's `looksLike` claims them. */
  readonly couldBe?: (word: string) => boolean;
}

export interface OptionSpec<T> {
  /** At most 100 characters. */
  readonly summary: string;
  readonly example: string;
  readonly type: OptionType<T>;
  readonly required?: boolean;
  /** Though required it may come from what people saved, so no form demands it. */
  readonly savable?: true;
  /** Options that make a required one unnecessary when any of them is given. */
  readonly impliedBy?: readonly string[];
  /** Other names people type: `bs` for `batch`. */
  readonly aliases?: readonly string[];
  /** What holds when it is not given, in words, for help. */
  readonly fallback?: string;
  /** Offered in text alone: forms that hold few options (Discord: 25) leave it out. */
  readonly textOnly?: true;
  /** Bare words that no option claims by their look are this option's value: `llama 3.1 8b`. One option a command. */
  readonly takesRest?: boolean;
}

export type OptionSpecs = Readonly<Record<string, OptionSpec<unknown>>>;

/** The parsed values: a required option is there, any other may be undefined. */
export type ArgsOf<O extends OptionSpecs> = {
  readonly [K in keyof O]: O[K] extends OptionSpec<infer T>
    ? O[K] extends { required: true; impliedBy: readonly string[] }
      ? T | undefined
      : O[K] extends { required: true }
        ? T
        : T | undefined
    : never;
};

export interface Caller {
  readonly platform: string;
  /** Server or workspace; empty where there is none. */
  readonly tenant: string;
  /** Empty where the platform does not know its people. */
  readonly user: string;
  /** Of the network, where nothing else tells people apart. */
  readonly address?: string | undefined;
  readonly locale: string;
  /** A user's id means the same person in every tenant. */
  readonly isEverywhere?: true;
  /** Whether they run the server or workspace; asked only where it matters. Never rejects. */
  readonly isManager?: () => Promise<boolean>;
}

/** One call. `args` are named values, or one text in the shared grammar that the bot reads. */
export interface Invocation {
  readonly id: string;
  readonly command: string;
  readonly args: RawArgs | string;
  /** The texts of files that came beside a text, by option name. */
  readonly attached?: RawArgs;
  readonly caller: Caller;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal | undefined;
}

/** What commands may ask of the world. */
export interface Services {
  /** Undefined where the bot is to reach no Hub. */
  readonly hub: Hub | undefined;
  /** Default: the prices that come with the program. */
  readonly prices?: Prices;
  /** What people saved; without it nothing can be. */
  readonly settings?: Settings;
  /** Where the page is public. */
  readonly links?: Links;
  /** Default: anybody may ask as much as they like. */
  readonly limits?: Limits;
  /** Default: nothing is counted. */
  readonly meters?: Meters;
  /** Default: the system's clock. */
  readonly now?: () => Date;
}

export interface CommandContext {
  readonly services: Services;
  /** The arguments as given, so that an action can repeat the call with one thing changed. */
  readonly given: RawArgs;
  readonly caller: Caller;
  readonly log: Log;
  /** All commands of the bot: help lists them. */
  readonly commands: readonly Command[];
}

export interface Command<O extends OptionSpecs = OptionSpecs> {
  readonly name: string;
  /** One sentence, at most 100 characters. */
  readonly summary: string;
  /** Argument texts that work as they stand. */
  readonly examples: readonly string[];
  readonly options: O;
  /** What it takes to answer, in answers that are a single estimate; one unless said. */
  readonly effort?: number;
  /** Of use only where people or servers are told apart. */
  readonly needsCaller?: true;
  /** Options that no setting fills in this call, since it goes through their values itself. */
  decides?(typed: RawArgs): readonly string[];
  run(args: ArgsOf<O>, context: CommandContext): Promise<Reply> | Reply;
}

/** Identity with inference: the types of `args` follow from `options`. */
export function defineCommand<const O extends OptionSpecs>(command: Command<O>): Command<O> {
  return command;
}
