/** What is counted while the bot runs. */

/** One answer: nothing of what was asked. */
export interface Answered {
  readonly platform: string;
  /** The name of a command, or `unknown`. */
  readonly command: string;
  /** `answer`, or the code of what went wrong. */
  readonly outcome: string;
  readonly ms: number;
}

export interface Meters {
  answered(answer: Answered): void;
}
