/**
 * An answer as plain data. Strings here are plain text: marking up and escaping is the renderer's job alone. A renderer's
 * `switch` over blocks ends in `satisfies never`, so that a new kind of block breaks the compile of every platform.
 */
import type { ChartSpec } from '../../src/ports.ts';

export type Tone = 'good' | 'warning' | 'bad' | 'info';

/** Arguments as the user gave them, by option name. */
export type RawArgs = Readonly<Record<string, string>>;

/** An action is an invocation that is run when pressed. */
export interface Action {
  readonly label: string;
  readonly command: string;
  readonly args: RawArgs;
}

export interface Column {
  readonly label: string;
  readonly align: 'left' | 'right';
}

export type Block =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'facts'; readonly title?: string; readonly items: readonly Fact[] }
  | TableBlock
  | { readonly type: 'chart'; readonly chart: ChartSpec }
  | { readonly type: 'note'; readonly tone: Tone; readonly text: string }
  | { readonly type: 'actions'; readonly actions: readonly Action[] }
  /** An address of our own; no text of a user. */
  | { readonly type: 'link'; readonly label: string; readonly url: string }
  | { readonly type: 'file'; readonly name: string; readonly mediaType: string; readonly content: string };

export interface Fact {
  readonly label: string;
  readonly value: string;
}

export interface TableBlock {
  readonly type: 'table';
  readonly title?: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** A last row set apart, as a sum. */
  readonly total?: readonly string[];
}

interface ReplyError {
  readonly code: string;
  readonly message: string;
  readonly hint?: string;
  /** Seconds after which it may go better. */
  readonly retryAfter?: number;
}

export interface Reply {
  readonly title: string;
  /** One sentence that stands alone: the first line decides. */
  readonly summary: string;
  readonly tone: Tone;
  readonly visibility: 'everyone' | 'caller';
  readonly blocks: readonly Block[];
  /** What `--json` and the web API print: stable keys, bytes. */
  readonly data: unknown;
  /** Set when the invocation failed, by the user's mistake or by ours. */
  readonly error?: ReplyError;
}
