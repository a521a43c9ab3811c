/**
 * A command described once: from its options come parsing, help, Discord registration, the Slack manifest, the web form
 * and the types of `args`.
 */
import type { Hub, Links, Log, Prices, Settings } from '../../src/ports.ts';
import type { ArgsOf, OptionSpecs } from './option.ts';
import type { RawArgs, Reply } from './reply.ts';

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
  /** Whether they run the server or workspace, undefined where the platform does not say; asked only where it matters. Never rejects. */
  readonly isManager?: () => Promise<boolean | undefined>;
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

/** What people read of a command. */
export interface CommandAbout {
  /** One sentence, at most 100 characters. */
  readonly summary: string;
  /** Argument texts that work as they stand. */
  readonly examples: readonly string[];
}

/** How it may be called, and what a call takes. */
export interface CommandCall {
  /** What it takes to answer, in answers that are a single estimate; one unless said. */
  readonly effort?: number;
  /** Of use only where people or servers are told apart. */
  readonly needsCaller?: true;
  /** Options that no setting fills in a call, since it goes through their values itself. */
  readonly decides?: (typed: RawArgs) => readonly string[];
}

export interface Command<O extends OptionSpecs = OptionSpecs> {
  readonly name: string;
  readonly about: CommandAbout;
  readonly options: O;
  readonly call?: CommandCall;
  run(args: ArgsOf<O>, context: CommandContext): Promise<Reply> | Reply;
}

/** Identity with inference: the types of `args` follow from `options`. */
export function defineCommand<const O extends OptionSpecs>(command: Command<O>): Command<O> {
  return command;
}
