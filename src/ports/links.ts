/** Short addresses of answers. */

/** A short address of an answer. */
export interface Link {
  readonly url: string;
  readonly until: Date;
}

/** Short addresses of answers on the web page. Every method rejects when the store is down. */
export interface Links {
  /** Where anybody sees the answer to the question; the same question has the same address. */
  to(question: string): Promise<Link>;
  /** The question behind a key; undefined when there never was one, or it is no more kept. */
  questionOf(key: string): Promise<string | undefined>;
}
