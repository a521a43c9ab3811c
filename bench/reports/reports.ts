/** Field reports: what people asked of their cards, what they read, and what became of it. Nothing is fitted on them. */
import { readFileSync } from 'node:fs';

export interface Report {
  readonly id: string;
  /** Issue or pull request, as `owner/name#number`. */
  readonly source: string;
  readonly date: string;
  readonly configuration: string;
  /** In the shared grammar; null where no request says what was reported. */
  readonly request: string | null;
  /** What the report leaves open and the request assumes. */
  readonly assumed: string | null;
  readonly outcome: 'ok' | 'oom';
  readonly reported: string;
  /** The figure in GiB; null where only the outcome was reported. */
  readonly reported_gib: number | null;
  /** `allocated`, `device`, `unstated`, `host memory`, or one of them `, after loading`. */
  readonly reads: string;
}

export const REPORTS = JSON.parse(
  readFileSync(new URL('./reports.json', import.meta.url), 'utf8'),
) as readonly Report[];
