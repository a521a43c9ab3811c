/**
 * Two kinds of failure: a `UserError` is shown to the caller and never logged as a bug; anything else is our bug,
 * logged with the invocation's id, and the caller is shown that id.
 */
import { textOf, type Sentence } from './words.ts';

export type UserErrorCode =
  | 'unknown-model'
  | 'unknown-gpu'
  | 'invalid-option'
  | 'unsupported-combination'
  | 'unknown-command'
  | 'not-available'
  | 'busy';

/** What a field may be: one of some values, a number of a range, or what a sentence says of it. */
export type Allowed =
  | { readonly oneOf: readonly string[] }
  | { readonly min: number; readonly max: number; readonly whole: boolean }
  | { readonly what: string };

/** A field of a request, what it was given, and what it may be. */
export interface Complaint {
  /** Fields inside fields after a dot: `images.count`. */
  readonly field: string;
  readonly value: unknown;
  readonly allowed: Allowed;
}

export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: UserErrorCode;
  /** The message with the fields that it speaks of. */
  readonly what: Sentence;
  /** What to do next, as one sentence. */
  readonly next: Sentence | undefined;
  /** The field at fault, where it is one. */
  readonly about: Complaint | undefined;

  /** @param what one sentence: what was given and what is allowed. */
  constructor(code: UserErrorCode, what: Sentence, next?: Sentence, about?: Complaint) {
    super(textOf(what));
    this.code = code;
    this.what = what;
    this.next = next;
    this.about = about;
  }

  /** What to do next, as text. */
  get hint(): string | undefined {
    return this.next === undefined ? undefined : textOf(this.next);
  }
}

/** Nothing is wrong with the question; it is too much for now. */
export class BusyError extends UserError {
  /** Whole seconds after which it can be asked again. */
  readonly retryAfter: number;

  /** @param message one sentence that says how long to wait. */
  constructor(message: string, retryAfter: number) {
    super('busy', message);
    this.retryAfter = retryAfter;
  }
}

/** What the work returns; undefined where a `UserError` refuses it. Anything else that it throws goes on. */
export function unlessRefused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

/** A failure as the log may say it at any level. */
interface Place {
  readonly type: string;
  /** Of the system or a library, such as `ECONNRESET`. */
  readonly code?: string;
  /** The lines of the stack, the innermost first. */
  readonly at: readonly string[];
}

/** The kind of an error and where it happened, without its message: that may quote what a person wrote. */
export function whereFailed(error: unknown): Place {
  if (!(error instanceof Error)) return { type: typeof error, at: [] };
  const lines = (error.stack ?? '').replace(error.message, '').split('\n');
  const code =
    'code' in error && typeof error.code === 'string' && /^[A-Z][A-Z0-9_]+$/.test(error.code) ? error.code : undefined;
  return {
    type: error.name,
    ...(code ? { code } : {}),
    at: lines.map((line) => line.trim()).filter((line) => line.startsWith('at ')),
  };
}
