/**
 * Two kinds of failure: a `UserError` is shown to the caller and never logged as a bug; anything else is our bug,
 * logged with the invocation's id, and the caller is shown that id.
 */
export type UserErrorCode =
  'unknown-model' | 'unknown-gpu' | 'invalid-option' | 'unsupported-combination' | 'unknown-command' | 'not-available';

export class UserError extends Error {
  override readonly name = 'UserError';
  readonly code: UserErrorCode;
  /** What to do next, as one sentence. */
  readonly hint: string | undefined;

  /** @param message one sentence: what was given and what is allowed. */
  constructor(code: UserErrorCode, message: string, hint?: string) {
    super(message);
    this.code = code;
    this.hint = hint;
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
