/** What is counted while the bot runs. */

/** One answer: nothing of what was asked. */
export interface Answered {
  readonly platform: string;
  /** The name of a command, or `unknown`. */
  readonly command: string;
  /** `answer`, or the code of what went wrong. */
  readonly outcome: string;
  readonly ms: number;
  /** Of that, waiting for its turn to be computed. */
  readonly queuedMs: number;
}

/** Where it is counted. */
export interface Meters {
  answered(answer: Answered): void;
  /** @param cache whose it is. @param isHit whether it had what was asked for. */
  recalled(cache: string, isHit: boolean): void;
}

/** Something that stands at some height when it is looked at. */
export interface Gauge {
  /** As Prometheus names it: `headroom_hub_budget_left`. */
  readonly name: string;
  readonly help: string;
  /** The value of each label; without labels one value under ''. Looked at when somebody reads the metrics. */
  read(): ReadonlyMap<string, number> | Promise<ReadonlyMap<string, number>>;
  /** Of the keys that `read` gives. */
  readonly label?: string;
}
