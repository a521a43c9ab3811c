/**
 * Two kinds of failure: a `UserError` is shown to the caller and never logged as a bug; anything else is our bug,
 * logged with the invocation's id, and the caller is shown that id.
 */
export type UserErrorCode =
  'unknown-model' | 'unknown-gpu' | 'invalid-option' | 'unsupported-combination' | 'unknown-command' | 'not-available';

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
  /** What to do next, as one sentence. */
  readonly hint: string | undefined;
  /** The field at fault, where it is one. */
  readonly about: Complaint | undefined;

  /** @param message one sentence: what was given and what is allowed. */
  constructor(code: UserErrorCode, message: string, hint?: string, about?: Complaint) {
    super(message);
    this.code = code;
    this.hint = hint;
    this.about = about;
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
