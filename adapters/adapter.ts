/** The seam between the bot and a platform. */
import type { z } from 'zod';
import type { Bot } from '../commands/core/bot.ts';
import type { Charts, Installations, Links, Log, Settings, Store } from '../src/ports.ts';

/** A platform that is on: it turns what it receives into invocations and renders replies. */
export interface Adapter {
  /** Where a person finds it, as one line for the start-up message; empty where that goes without saying. */
  readonly where: string;
  /**
   * Connects and begins to take work; resolves when the first try has an outcome. One that fails is tried again by itself,
   * and `state` and the log say why.
   */
  start(bot: Bot): Promise<void>;
  /** Takes no more work, finishes what runs, disconnects. */
  stop(): Promise<void>;
  /**
   * Its HTTP routes; main mounts them on the one server. Undefined when the request is not for it.
   * @param address of whoever sent it.
   */
  fetch?(request: Request, address?: string): Promise<Response | undefined>;
  /** Whether it serves; ready unless it says otherwise. */
  state?(): AdapterState;
}

/** `retrying` mends itself, or will be tried again; `closed` waits for whoever runs the bot to change something. */
export interface AdapterState {
  readonly status: 'starting' | 'ready' | 'retrying' | 'closed';
  /** What is wrong, as a sentence without secrets. */
  readonly reason?: string;
}

/** What a platform is made from, besides its own variables. */
export interface AdapterServices {
  readonly log: Log;
  readonly store: Store;
  /** Draws pictures; without it charts are told in text. */
  readonly chart?: Charts | undefined;
  readonly kept?: Kept | undefined;
  /** Where others reach this server, as `https://host`. */
  readonly publicUrl?: string | undefined;
}

/** What people and servers leave with us for longer. */
interface Kept {
  /** What they saved, to forget a server that is gone. */
  readonly settings?: Settings | undefined;
  /** Tokens of workspaces; undefined where there is no key to encrypt them with. */
  readonly installations?: Installations | undefined;
  /** What lies behind short addresses; undefined where others do not reach this server. */
  readonly links?: Links | undefined;
}

/**
 * A platform as `adapters/index.ts` lists it. The variables stand apart from the code, so that start-up can check and
 * explain them without loading the platform's library.
 */
export interface Platform<Env extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  /** When it is on. Unless given: where a server runs, and any of its variables is set. */
  readonly on?: 'in every server' | 'for a command line';
  /** Its variables; each has `.meta({ description, secret?, where? })`, `where` saying where to get it. */
  readonly env: Env;
  /** Loads the library and makes the adapter; called only when the platform is on. */
  load(env: z.infer<Env>, services: AdapterServices): Promise<Adapter>;
}

/** An address as text that no platform marks up: http or https, and no other characters than an address of ours has. */
export function webAddress(url: string): string | undefined {
  return /^https?:\/\/[\w.:/?=&%-]{1,2000}$/.test(url) ? url : undefined;
}

/** Escape sequences of terminals: colours, cursor moves, titles, links. */
const ESCAPES =
  /[\u001b\u009b](?:\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[[()#;?]*(?:\d{1,4}(?:;\d{0,4})*)?[\dA-PR-TZcf-nq-uy=><~])?/g;
/** Control characters other than the line feed, and the marks that change the direction of the text around them. */
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** The text without what a terminal or a browser would obey instead of show; tabs and line separators become spaces. */
export function withoutControls(text: string): string {
  return text
    .replace(/[\t\u2028\u2029]/g, ' ')
    .replace(ESCAPES, '')
    .replace(CONTROLS, '');
}
